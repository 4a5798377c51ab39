"""Checks of the claims of the entry `gradient-accumulation`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.parallel.nn import GradAccumulation

from checks import mutant


@mutant("loss(net(x), y) / steps", "loss(net(x), y)")
@mutant("if number % steps == 0:", "if number % 2 == 0:")
@mutant("ops.assign_add(total, gradient)", "ops.assign(total, gradient)")
def several_small_batches_update_like_a_large_one():
    net = nn.Dense(3, 1, weight_init="ones", bias_init="zeros")
    loss, steps = nn.MSELoss(), 4
    data = np.random.default_rng(0).random((8, 4)).astype(np.float32)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    backward = ms.value_and_grad(lambda x, y: loss(net(x), y) / steps, None, optimizer.parameters)
    totals = optimizer.parameters.clone(prefix="total", init="zeros")
    for number, batch in enumerate(np.split(data, 4), start=1):
        _, gradients = backward(ms.Tensor(batch[:, :3]), ms.Tensor(batch[:, 3:]))
        for total, gradient in zip(totals, gradients):
            ops.assign_add(total, gradient)
        if number % steps == 0:
            optimizer(tuple(totals))
            for total in totals:
                ops.assign(total, ops.zeros_like(total))
    print(net.weight.asnumpy())

    # Proof: one batch with all eight rows leads to the same weights.
    changed = net.weight.asnumpy().copy()
    other = nn.Dense(3, 1, weight_init="ones", bias_init="zeros")
    backward = ms.value_and_grad(lambda x, y: loss(other(x), y), None, other.trainable_params())
    _, gradients = backward(ms.Tensor(data[:, :3]), ms.Tensor(data[:, 3:]))
    nn.SGD(other.trainable_params(), learning_rate=0.1)(gradients)
    assert np.allclose(changed, other.weight.asnumpy(), atol=1e-6)
    assert not np.allclose(changed, 1, atol=1e-4)
    assert all((total == 0).all() for total in totals)


@mutant("GradAccumulation.__doc__", "str.__doc__")
def the_wrapper_is_for_static_graphs_on_ascend():
    documented = " ".join(GradAccumulation.__doc__.split())
    assert "gradient accumulation for static graphs" in documented
    assert "Supported Platforms: ``Ascend`` Examples:" in documented


@mutant("ms.value_and_grad(lambda x: net(x).sum(), None, weights)", "backward")
def a_lambda_inside_the_call_cannot_be_compiled():
    net = nn.Dense(3, 1)
    weights = net.trainable_params()
    x = ms.Tensor(np.ones((2, 3), np.float32))

    def forward(x):
        return net(x).sum()

    backward = ms.value_and_grad(forward, None, weights)
    assert ms.jit(backward)(x)[1][0].asnumpy().tolist() == [[2, 2, 2]]
    from_lambda = ms.value_and_grad(lambda x: net(x).sum(), None, weights)
    with pytest.raises(TypeError, match="Parse Lambda Function Fail"):
        ms.jit(from_lambda)(x)
