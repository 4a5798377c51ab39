"""Checks of the claims of the entry `inplace-gradient-error`."""

import mindspore as ms
import pytest
from mindspore import ops

from checks import mutant


@mutant("a.copy_(x)", "a + x")
def copy_before_the_gradient_raises_an_error():
    def loss(x):
        a = x + x
        b = a * a
        a.copy_(x)
        return b.sum()

    with pytest.raises(RuntimeError, match="input of Mul"):
        ms.grad(loss)(ms.Tensor([1.0, 2.0]))


@mutant("scaled = a + x", "scaled = a.copy_(x)")
def a_new_tensor_keeps_the_gradient():
    def loss(x):
        a = x + x
        b = a * a
        scaled = a + x
        return b.sum() + scaled.sum()

    gradient = ms.grad(loss)(ms.Tensor([1.0, 2.0]))
    print(gradient)

    # Proof: the derivative of 4x² + 3x is 8x + 3.
    assert gradient.asnumpy().tolist() == [11.0, 19.0]


@mutant("a[0] = 5.0", "a[0] + 5.0")
def assigning_an_element_returns_a_wrong_gradient():
    def loss(x):
        a = x + x
        b = a * a
        a[0] = 5.0
        return b.sum()

    gradient = ms.grad(loss)(ms.Tensor([1.0, 2.0]))

    # The derivative of 4x² is 8x, so [8, 16] would be right.
    assert gradient.asnumpy().tolist() == [20.0, 16.0]


@mutant("first = ops.where(mask, ms.Tensor(5.0), a)", "a[0] = 5.0; first = a")
def where_keeps_the_gradient():
    def loss(x):
        a = x + x
        b = a * a
        first = ops.where(mask, ms.Tensor(5.0), a)
        return b.sum() + first.sum()

    mask = ms.Tensor([True, False])
    gradient = ms.grad(loss)(ms.Tensor([1.0, 2.0]))
    print(gradient)

    # Proof: the derivative of 4x² is 8x, and that of the second number in `first` is 2.
    assert gradient.asnumpy().tolist() == [8.0, 18.0]


@mutant("a.mul_(3.0)", "a = a * 3.0")
def mul_and_add_are_ignored_on_a_cpu():
    def loss(x):
        a = x + x
        a.mul_(3.0)
        a.add_(x)
        return a.sum()

    x = ms.Tensor([1.0, 2.0])
    assert float(loss(x)) == 6.0
    assert ms.grad(loss)(x).asnumpy().tolist() == [2.0, 2.0]
