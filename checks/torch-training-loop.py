"""Checks of the claims of the entry `torch-training-loop`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("    optimizer(grads)\n", "")
def a_training_loop_reduces_the_loss():
    net, loss_fn = nn.Dense(2, 1), nn.MSELoss()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    x = ms.Tensor(np.random.default_rng(1).random((8, 2)), ms.float32)
    y = x.sum(axis=1, keepdims=True)

    def forward(x, y):
        out = net(x)
        return loss_fn(out, y), out

    grad_fn = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)
    net.set_train()
    losses = []
    for _ in range(100):
        (loss, _), grads = grad_fn(x, y)
        optimizer(grads)
        losses.append(loss.item())
    print(losses[-1] < losses[0] / 10)

    # Proof: the loss has become smaller.
    assert losses[-1] < losses[0] / 10


@mutant("ops.stop_gradient(x + x)", "(x + x)")
def stop_gradient_replaces_detach():
    x = ms.Tensor([1.0, 2.0])
    for name in ("backward", "detach"):
        with pytest.raises(AttributeError, match=f"'Tensor' object has no attribute '{name}'"):
            getattr(x, name)

    gradient = ms.grad(lambda x: (ops.stop_gradient(x + x) + x).sum())(x)
    assert gradient.asnumpy().tolist() == [1.0, 1.0]


@mutant("first.asnumpy().tolist()", "(first + first).asnumpy().tolist()")
def gradients_do_not_accumulate():
    gradient = ms.grad(lambda x: (x + x).sum())
    first = gradient(ms.Tensor([1.0]))
    second = gradient(ms.Tensor([1.0]))
    assert first.asnumpy().tolist() == second.asnumpy().tolist() == [2.0]


@mutant("return ops.mul(x, ops.mul(x, x)).sum()", "return ops.mul(x, x).sum()")
def the_gradient_of_an_input_can_be_differentiated():
    def cube(x):
        return ops.mul(x, ops.mul(x, x)).sum()

    x = ms.Tensor([1.0, 2.0])
    first = ms.grad(cube, grad_position=0)
    assert first(x).asnumpy().tolist() == first(x).asnumpy().tolist() == [3.0, 12.0]
    assert ms.grad(lambda x: first(x).sum())(x).asnumpy().tolist() == [6.0, 12.0]


@mutant("ms.set_seed(1)", "")
def a_new_iterator_repeats_the_order():
    ms.set_seed(1)
    data = ds.NumpySlicesDataset(np.arange(64))
    first, second = (
        [int(row) for (row,) in data.create_tuple_iterator(num_epochs=1, output_numpy=True)]
        for _ in range(2)
    )
    assert first == second
    rows = data.create_tuple_iterator(num_epochs=2, output_numpy=True)
    first, second = ([int(row) for (row,) in rows] for _ in range(2))
    assert first != second
