"""Checks of the claims of the entry `vmap`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("in_axes=(None, 0)", "in_axes=(0, None)")
def one_gradient_for_each_sample():
    def loss(weight, row):
        return (weight * row).sum() ** 2

    weight = ms.Tensor([1.0, 1.0])
    x = ms.Tensor([[1.0, 2.0], [3.0, 4.0]])
    per_sample = ms.vmap(ms.grad(loss), in_axes=(None, 0))
    print(per_sample(weight, x))

    # Proof: the same, one row after the other.
    rows = [ms.grad(loss)(weight, row).asnumpy() for row in x]
    assert np.allclose(per_sample(weight, x).asnumpy(), rows)


@mutant("in_axes=(0, None)", "in_axes=(None, 0)")
def none_passes_an_argument_unchanged():
    def dot(a, b):
        return (a * b).sum()

    a, b = ms.Tensor(np.ones((4, 3), np.float32)), ms.Tensor(np.ones((5, 3), np.float32))
    assert ms.vmap(dot, in_axes=(0, None))(a, b[0]).shape == (4,)
    assert ms.vmap(ms.vmap(dot, (None, 0)), (0, None))(a, b).shape == (4, 5)


@mutant("out_axes=1", "out_axes=0")
def axes_can_be_chosen():
    x = ms.Tensor(np.ones((4, 3), np.float32))
    assert ms.vmap(ops.square, in_axes=1)(x).shape == (3, 4)
    assert ms.vmap(ops.square, in_axes=1, out_axes=1)(x).shape == (4, 3)


@mutant("in_axes=None", "in_axes=0")
def several_networks_run_at_once():
    nets = nn.CellList([nn.Dense(3, 1), nn.Dense(3, 1)])
    x = ms.Tensor(np.ones((5, 3), np.float32))
    outputs = ms.vmap(nets, in_axes=None)(x)
    assert outputs.shape == (2, 5, 1)
    assert np.allclose(outputs[1].asnumpy(), nets[1](x).asnumpy(), atol=1e-5)


@mutant("np.ones((2, 3)", "np.ones((4, 3)")
def wrong_axes_raise_errors():
    def product(a, b):
        return ops.mul(a, b)

    with pytest.raises(RuntimeError, match="The 'axis_size' of each argument in the scope"):
        ms.vmap(product)(
            ms.Tensor(np.ones((4, 3), np.float32)), ms.Tensor(np.ones((2, 3), np.float32))
        )
    with pytest.raises(RuntimeError, match="The orig_abs should be AbstractTensor when"):
        ms.vmap(product)(ms.Tensor(np.ones((4, 3), np.float32)), 2.0)
    assert ms.vmap(product, in_axes=(0, None))(
        ms.Tensor(np.ones((4, 3), np.float32)), 2.0
    ).shape == (4, 3)


@mutant("if row.sum() > 0:", "if row.ndim > 0:")
def branches_need_where():
    def branch(row):
        if row.sum() > 0:
            return row
        return -row

    def where(row):
        return ops.where(row.sum(keepdims=True) > 0, row, -row)

    x = ms.Tensor([[1.0, 2.0], [-1.0, -2.0]])
    with pytest.raises(ValueError, match="In the scenario where vmap contains control flow"):
        ms.vmap(branch)(x)
    assert ms.vmap(where)(x).asnumpy().tolist() == [[1, 2], [1, 2]]


@mutant("ms.vmap(gradients)", "gradients")
def a_network_has_gradients_for_each_sample():
    net, criterion = nn.Dense(2, 3), nn.CrossEntropyLoss()

    def loss(x, y):
        return criterion(net(x[None]), y[None])

    gradients = ms.grad(loss, None, net.trainable_params())
    x, y = ms.Tensor([[1.0, 2.0], [3.0, 4.0]]), ms.Tensor([0, 2], ms.int32)
    weights, biases = ms.vmap(gradients)(x, y)
    assert biases.shape == (2, 3)
    for row in range(2):
        expected = gradients(x[row], y[row])[0].asnumpy()
        assert np.allclose(weights[row].asnumpy(), expected, atol=1e-5)


@mutant("ms.vmap(nets, in_axes=None)", "several")
def several_networks_only_predict():
    nets = nn.CellList([nn.Dense(3, 1), nn.Dense(3, 1)])
    x = ms.Tensor(np.ones((5, 3), np.float32))

    def several(x):
        return ops.stack([net(x) for net in nets])

    predict = ms.vmap(nets, in_axes=None)
    gradients = ms.grad(lambda x: predict(x).sum(), None, nets.trainable_params())(x)
    assert not any(gradient.asnumpy().any() for gradient in gradients)

    before = predict(x).asnumpy().copy()
    nets[1].weight.set_data(ms.Tensor(np.full((1, 3), 9, np.float32)))
    assert np.allclose(predict(x).asnumpy(), before)
    assert not np.allclose(nets[1](x).asnumpy(), before[1])


@mutant("gradients(layer, True)", "gradients(layer, False)")
def training_layers_are_not_mapped():
    def gradients(layer, training):
        net = nn.SequentialCell(nn.Conv2d(1, 2, 3), layer).set_train(training)

        def loss(image):
            return (net(image[None]) ** 2).sum()

        images = ms.Tensor(np.ones((4, 1, 6, 6), np.float32))
        return ms.vmap(ms.grad(loss, None, net.trainable_params()))(images)

    for layer in (nn.BatchNorm2d(2), nn.Dropout(p=0.5)):
        with pytest.raises((RuntimeError, TypeError, ValueError)):
            gradients(layer, True)
        assert gradients(layer, False)[0].shape == (4, 2, 1, 3, 3)
    assert gradients(nn.GroupNorm(1, 2), True)[0].shape == (4, 2, 1, 3, 3)
