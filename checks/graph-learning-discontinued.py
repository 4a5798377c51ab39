"""Checks of the claims of the entry `graph-learning-discontinued`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("target.expand_dims(-1), messages", "source.expand_dims(-1), messages")
@mutant("degree.clip(1)", "degree.clip(0)")
def a_layer_adds_up_neighbours():
    class GraphLayer(nn.Cell):
        def __init__(self, inputs, outputs):
            super().__init__()
            self.dense = nn.Dense(inputs, outputs)

        def construct(self, x, source, target):
            messages = ops.gather(x, source, 0)
            total = ops.tensor_scatter_add(ops.zeros_like(x), target.expand_dims(-1), messages)
            return self.dense(total)

    x = ms.Tensor([[1.0, 0.0], [0.0, 2.0], [3.0, 3.0]], ms.float32)
    source, target = ms.Tensor([0, 1], ms.int32), ms.Tensor([2, 2], ms.int32)
    print(GraphLayer(2, 4)(x, source, target).shape)

    # Proof: with the identity as weights, node 2 has the sum of nodes 0 and 1, and the mean
    # of a node without edges is 0 instead of NaN.
    layer = GraphLayer(2, 2)
    layer.dense.weight.set_data(ms.Tensor(np.eye(2, dtype=np.float32)))
    layer.dense.bias.set_data(ms.Tensor(np.zeros(2, np.float32)))
    assert layer(x, source, target).asnumpy().tolist() == [[0, 0], [0, 0], [1, 2]]
    messages = ops.gather(x, source, 0)
    index = target.expand_dims(-1)
    degree = ops.tensor_scatter_add(ops.zeros_like(x), index, ops.ones_like(messages))
    mean = layer(x, source, target) / degree.clip(1)
    assert mean.asnumpy().tolist() == [[0, 0], [0, 0], [0.5, 1]]


@mutant("degree[source] * degree[target]", "degree[source] * degree[source]")
def messages_are_normalized_as_in_a_gcn():
    x = ms.Tensor([[1.0, 0.0], [0.0, 2.0], [3.0, 3.0]], ms.float32)
    ends = np.array([[0, 1, 1, 2, 0, 1, 2], [1, 0, 2, 1, 0, 1, 2]])  # with self-loops
    source, target = ms.Tensor(ends[0], ms.int32), ms.Tensor(ends[1], ms.int32)
    messages, index = ops.gather(x, source, 0), target.expand_dims(-1)
    degree = ops.tensor_scatter_add(ops.zeros_like(x), index, ops.ones_like(messages))
    messages = messages * ops.rsqrt(degree[source] * degree[target])
    total = ops.tensor_scatter_add(ops.zeros_like(x), index, messages)

    adjacency = np.zeros((3, 3))
    adjacency[ends[1], ends[0]] = 1
    size = adjacency.sum(axis=1)
    expected = adjacency / np.sqrt(np.outer(size, size)) @ x.asnumpy()
    assert np.allclose(total.asnumpy(), expected, atol=1e-6)
