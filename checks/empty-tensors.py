"""Checks of the claims of the entry `empty-tensors`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("x[2:2].sum()", "x[:1].sum() * 0")
def the_sum_of_nothing_is_arbitrary():
    x = ms.Tensor([[1.0, 2.0], [3.0, 4.0]])
    sums = []
    for factor in range(1, 6):
        (x * factor).sum().asnumpy()
        sums.append(float(x[2:2].sum()))
    assert any(value != 0 for value in sums)


@mutant("np.empty((0, 2), np.float32)", "np.ones((1, 2), np.float32)")
def the_mean_of_nothing_is_not_finite():
    empty = ms.Tensor(np.empty((0, 2), np.float32))
    assert not np.isfinite(empty.mean().asnumpy())


@mutant("np.empty((0, 2), np.float32)", "np.ones((1, 2), np.float32)")
def argmax_fails():
    empty = ms.Tensor(np.empty((0, 2), np.float32))
    with pytest.raises(RuntimeError, match="resize failed"):
        empty.argmax(0).asnumpy()


@mutant("np.empty((0, 2), np.float32)", "np.ones((1, 2), np.float32)")
def other_operators_fail():
    empty = ms.Tensor(np.empty((0, 2), np.float32))
    with pytest.raises(RuntimeError):
        ops.conj(empty.astype(ms.complex64)).asnumpy()
    with pytest.raises(RuntimeError):
        ops.cumsum(empty, 0).asnumpy()
    with pytest.raises(RuntimeError, match="fast stride can not be equal to 0"):
        ops.tile(empty, (2, 1)).asnumpy()
    with pytest.raises(RuntimeError, match="the dimension of 'input_x' must be at least 1"):
        nn.LayerNorm((2,))(empty).asnumpy()
    with pytest.raises(ValueError, match="ArgMaxWithValue cannot deal with empty input"):
        empty.max(axis=1).asnumpy()


@mutant("np.empty((0, 2), np.float32)", "np.empty((0, 3), np.float32)")
def most_operators_accept_an_empty_tensor():
    empty = ms.Tensor(np.empty((0, 2), np.float32))
    x = ms.Tensor([[1.0, 2.0]])
    assert (empty + 1).shape == ops.relu(empty).shape == ops.sort(empty)[0].shape == (0, 2)
    assert ops.matmul(empty, ops.ones((2, 3))).shape == (0, 3)
    assert ops.concat((empty, x)).asnumpy().tolist() == [[1.0, 2.0]]
    assert x[x > 9].shape == (0,)


@mutant(
    "ops.maximum(mask.astype(ms.float32).sum(), ms.Tensor(1.0))", "mask.astype(ms.float32).sum()"
)
def a_masked_average_needs_no_selection():
    x = ms.Tensor([1.0, 2.0])
    mask = x > 9
    count = ops.maximum(mask.astype(ms.float32).sum(), ms.Tensor(1.0))
    print(ops.where(mask, x, ms.Tensor(0.0)).sum() / count)

    # Proof: it is 0 without a match, and the mean of the matches otherwise.
    assert float(ops.where(mask, x, ms.Tensor(0.0)).sum() / count) == 0.0
    x = ms.Tensor([float("inf"), float("nan"), 2.0])
    mask = ms.Tensor([False, False, True])
    assert float(ops.where(mask, x, ms.Tensor(0.0)).sum()) == 2.0
    assert np.isnan((x * mask.astype(ms.float32)).sum().asnumpy())


@mutant("ops.log(ops.where(mask, x, one))", "ops.log(x)")
def the_gradient_needs_a_safe_input():
    one, zero = ms.Tensor(1.0), ms.Tensor(0.0)

    def unsafe(x):
        return ops.where(x > 0, ops.log(x), zero).sum()

    def safe(x):
        mask = x > 0
        return ops.where(mask, ops.log(ops.where(mask, x, one)), zero).sum()

    x = ms.Tensor([0.0, 2.0])
    loss, gradient = ms.value_and_grad(unsafe)(x)
    assert np.isfinite(loss.asnumpy())
    assert np.isnan(gradient.asnumpy()[0])
    assert ms.value_and_grad(safe)(x)[1].asnumpy().tolist() == [0.0, 0.5]


@mutant("ms.runtime.launch_blocking()", "ms.runtime.synchronize()")
def launch_blocking_names_the_call():
    empty = ms.Tensor(np.empty((0, 2), np.float32))
    late = ops.cumsum(empty, 0)
    with pytest.raises(RuntimeError, match="Launch kernel failed"):
        late.asnumpy()

    ms.runtime.launch_blocking()
    with pytest.raises(RuntimeError, match="Launch kernel failed"):
        ops.cumsum(empty, 0)
