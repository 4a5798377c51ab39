"""Checks of the claims of the entry `bprop-not-defined`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("return x - ops.logsumexp(x, 1, True)", "return ops.log_softmax(x)")
def basic_operators_have_a_second_derivative():
    x = ms.Tensor([[0.2, 0.5, 0.9]])

    def log_softmax(x):  # instead of ops.log_softmax
        return x - ops.logsumexp(x, 1, True)

    def penalty(x):  # contains a gradient
        gradient = ms.grad(lambda x: log_softmax(x)[:, 0].sum())(x)
        return (gradient**2).sum()

    print(ms.grad(penalty)(x))

    # Proof: the result is the numeric derivative, and the function is log_softmax.
    step = 0.01
    for i in range(3):
        delta = np.zeros((1, 3), np.float32)
        delta[0, i] = step
        rise = penalty(x + ms.Tensor(delta)) - penalty(x - ms.Tensor(delta))
        assert np.isclose(float(rise) / (2 * step), ms.grad(penalty)(x).asnumpy()[0, i], atol=1e-3)
    assert np.allclose(log_softmax(x).asnumpy(), ops.log_softmax(x).asnumpy(), atol=1e-6)


@mutant("[ops.log_softmax, ops.elu]", "[ops.softmax, ops.elu]")
def some_layers_have_no_second_derivative():
    x = ms.Tensor([[0.2, 0.5, 0.9]])
    layers = [ops.log_softmax, ops.elu]
    layers.append(lambda x: ops.smooth_l1_loss(x, 2 * x))
    layers.append(lambda x: ops.max_pool2d(x.reshape(1, 1, 3, 1), 1))
    for layer in layers:

        def second(x, layer=layer):
            return ms.grad(lambda x: layer(x).sum())(x).sum()

        with pytest.raises(RuntimeError, match=r"Illegal primitive \w+Grad\w*'s bprop"):
            ms.grad(second)(x)


def _penalty(function):
    """Return the sum of the squared gradient, which contains a gradient."""

    def first(x):
        return function(x).sum()

    def penalty(x):
        return (ms.grad(first)(x) ** 2).sum()

    return penalty


def _numeric(penalty, x):
    """Return the derivative of a penalty by differences."""
    step, result = 0.01, np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        delta = np.zeros(x.shape, np.float32)
        delta[place] = step
        rise = penalty(x + ms.Tensor(delta)) - penalty(x - ms.Tensor(delta))
        result[place] = float(rise) / (2 * step)
    return result


@mutant("ops.softmax(x)[:, 0]", "ops.sigmoid(x)[:, 0]")
@mutant("ops.cross_entropy(x, y)", "written(x)")
def common_layers_fail_with_other_messages():
    x = ms.Tensor([[0.2, 1.5, 2.9], [3.1, 0.4, 1.2]])
    y = ms.Tensor([1, 0], ms.int32)
    norm = nn.LayerNorm((3,), epsilon=1e-5)

    def softmax(x):
        return ops.softmax(x)[:, 0]

    def normalized(x):
        return norm(x)[:, 0]

    def loss(x):
        return ops.cross_entropy(x, y)

    def written(x):
        return -(ops.one_hot(y, 3) * (x - ops.logsumexp(x, 1, True))).sum(1).mean()

    for function, message in (
        (softmax, r"The pointer\[input_tensor\] is null"),
        (normalized, "For LayerNormGrad, the index 7 is out of range"),
    ):
        penalty = _penalty(function)
        with pytest.raises(RuntimeError, match=message):
            ms.grad(penalty)(x)
        result = ms.jit(ms.grad(penalty))(x).asnumpy()
        assert np.allclose(result, _numeric(penalty, x), atol=1e-2)

    for gradient in (ms.grad(_penalty(loss)), ms.jit(ms.grad(_penalty(loss)))):
        with pytest.raises(RuntimeError, match=r"The pointer\[value\] is null"):
            gradient(x)
    assert np.isclose(float(written(x)), float(loss(x)))
    penalty = _penalty(written)
    assert np.allclose(ms.grad(penalty)(x).asnumpy(), _numeric(penalty, x), atol=1e-3)


@mutant("ops.histc(x, 4)", "ops.square(x)")
def both_modes_report_it():
    def histogram(x):
        return ops.histc(x, 4).sum()

    x = ms.Tensor([0.2, 0.5, 0.9])
    with pytest.raises(RuntimeError, match="Illegal primitive Histogram's bprop"):
        ms.grad(histogram)(x)
    with pytest.raises(RuntimeError, match="Illegal primitive: Primitive Histogram's bprop"):
        ms.jit(ms.grad(histogram))(x)


@mutant("ops.stop_gradient(step)", "step")
def a_stopped_gradient_needs_no_backward():
    def forward(x):
        step = ops.heaviside(x, ms.Tensor([0.5]))
        return (x * ops.stop_gradient(step)).sum()

    print(ms.grad(forward)(ms.Tensor([-0.3, 0.4])))

    # Proof: the gradient is the value of `step`.
    assert ms.grad(forward)(ms.Tensor([-0.3, 0.4])).asnumpy().tolist() == [0.0, 1.0]


@mutant("ops.tensor_scatter_add(weight, indices, x)", "ops.ScatterNdAdd()(weight, indices, x)")
def the_function_replaces_the_update_in_place():
    weight = ms.Parameter(ms.Tensor(np.ones((3, 2), np.float32)), name="weight")
    indices = ms.Tensor([[0]], ms.int32)
    x = ms.Tensor([[0.2, 0.5]])

    def in_place(x):
        return ops.ScatterAdd()(weight, ms.Tensor([0], ms.int32), x).sum()

    def function(x):
        return ops.tensor_scatter_add(weight, indices, x).sum()

    with pytest.raises(RuntimeError, match="Illegal primitive ScatterAdd's bprop not defined"):
        ms.grad(in_place)(x)
    assert ms.grad(function)(x).asnumpy().tolist() == [[1.0, 1.0]]


@mutant("    def bprop(self, x, out, dout):\n", "    def backward(self, x, out, dout):\n")
def bprop_replaces_the_missing_gradient():
    class Step(nn.Cell):
        def construct(self, x):
            return ops.heaviside(x, ms.Tensor([0.5]))

        def bprop(self, x, out, dout):
            return (dout,)

    step = Step()
    gradient = ms.grad(lambda x: step(x).sum())(ms.Tensor([-0.3, 0.4]))
    assert gradient.asnumpy().tolist() == [1.0, 1.0]


@mutant("nn.Dropout(p=0.5).set_train()", "nn.LogSoftmax(0)")
def dropout_has_a_second_derivative():
    layer = nn.Dropout(p=0.5).set_train()

    def second(x):
        return ops.square(ms.grad(lambda x: ops.square(layer(x)).sum())(x)).sum()

    # Each value is dropped, or doubled: then the derivative of (8 * x) ** 2 is 128 * x.
    gradient = ms.grad(second)(ms.Tensor(np.ones(64, np.float32))).asnumpy()
    assert set(gradient.tolist()) <= {0.0, 128.0}


@mutant("x = ops.maximum(x[:, :, ::2], x[:, :, 1::2])", "return ops.max_pool2d(x, 2, 2)")
def other_layers_from_basic_operators():
    def elu(x):
        return ops.where(x > 0, x, ops.exp(ops.minimum(x, ms.Tensor(0.0))) - 1)

    def smooth_l1(x, y):
        d = ops.abs(x - y)
        return ops.where(d < 1, 0.5 * d * d, d - 0.5)

    def max_pool(x):
        x = ops.maximum(x[:, :, ::2], x[:, :, 1::2])
        return ops.maximum(x[..., ::2], x[..., 1::2])

    # Proof: same values, and the second derivative is the numeric one.
    values = np.random.RandomState(0).permutation(24).reshape(1, 1, 4, 6)
    x = ms.Tensor(values.astype(np.float32) / 5 - 2.05)
    y = ops.zeros_like(x)
    for layer, original in [
        (elu, ops.elu),
        (lambda x: smooth_l1(x, y), lambda x: ops.smooth_l1_loss(x, y, reduction="none")),
        (max_pool, lambda x: ops.max_pool2d(x, 2, 2)),
    ]:
        assert np.allclose(layer(x).asnumpy(), original(x).asnumpy(), atol=1e-6)
        assert _second_derivative_is_right(layer, x)


@mutant("is_right(_pool_with_amax", "is_right(pool_with_maximum")
def amax_has_a_wrong_second_derivative():
    def pool_with_maximum(x):
        return ops.maximum(x[..., ::2], x[..., 1::2])

    x = ms.Tensor(np.arange(1, 9, dtype=np.float32).reshape(1, 1, 2, 4))
    assert pool_with_maximum(x).shape == (1, 1, 2, 2)
    assert not _second_derivative_is_right(_pool_with_amax, x)
    assert not _penalty_gradient(_pool_with_amax, x).any()


def _pool_with_amax(x):
    n, c, h, w = x.shape
    return ops.amax(x.reshape(n, c, h // 2, 2, w // 2, 2), (3, 5))


def _penalty_gradient(layer, x):
    return ms.grad(lambda x: _penalty_of(layer, x))(x).asnumpy()


def _penalty_of(layer, x):
    gradient = ms.grad(lambda x: (layer(x) ** 2).sum())(x)
    return (gradient**2).sum()


def _second_derivative_is_right(layer, x):
    """Whether the gradient along one direction is the numeric one."""
    direction = np.random.RandomState(1).rand(*x.shape).astype(np.float32)
    step = ms.Tensor(direction * 0.01)
    numeric = float(_penalty_of(layer, x + step)) - float(_penalty_of(layer, x - step))
    return np.isclose((_penalty_gradient(layer, x) * direction).sum() * 0.02, numeric, rtol=1e-2)
