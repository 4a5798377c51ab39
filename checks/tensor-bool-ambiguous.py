"""Checks of the claims of the entry `tensor-bool-ambiguous`."""

import mindspore as ms
import pytest
from mindspore import ops

from checks import mutant


@mutant("bool(x > y)", "bool((x > y).all())")
def two_elements_have_no_truth_value():
    x, y = ms.Tensor([1.0, 2.0]), ms.Tensor([0.0, 0.0])
    with pytest.raises(ValueError, match="more than one element is ambiguous"):
        bool(x > y)
    assert (x > y).all()
    assert (x > y).any()


@mutant("if x > 0:", "if (x > 0).all():")
def a_jitted_function_raises_another_message():
    @ms.jit
    def absolute(x):
        if x > 0:
            return x
        return -x

    with pytest.raises(ValueError, match=r"Only tensor which shape is \(\) or \(1,\)"):
        absolute(ms.Tensor([1.0, 2.0]))
    assert bool(ms.Tensor([[1.0]]))
    with pytest.raises(ValueError, match=r"Only tensor which shape is \(\) or \(1,\)"):
        absolute(ms.Tensor([[1.0]]))


@mutant("bool(0 < x < 5)", "bool(True)")
@mutant("(x > 0) & (x < 5)", "(x > 0) & (x < 9)")
def conditions_combine_for_each_element():
    x = ms.Tensor([1.0, 7.0])
    with pytest.raises(ValueError, match="more than one element is ambiguous"):
        bool(0 < x < 5)

    def between(x):
        return (x > 0) & (x < 5)

    assert between(x).tolist() == [True, False]
    assert ms.jit(between)(x).tolist() == [True, False]


@mutant("return ops.where(x > y, x, -x)", "return ops.where(x > y, x, x)")
def where_decides_for_each_element():
    x, y = ms.Tensor([1.0, -2.0]), ms.Tensor([0.0, 0.0])
    print(ops.where(x > y, x, -x))

    # Proof: both modes give the absolute values.
    def absolute(x, y):
        return ops.where(x > y, x, -x)

    assert absolute(x, y).asnumpy().tolist() == [1.0, 2.0]
    assert ms.jit(absolute)(x, y).asnumpy().tolist() == [1.0, 2.0]
