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


@mutant("(ms.Tensor([]), 0)", "(ms.Tensor([0.0]), 0)")
def other_messages_have_the_same_cause():
    x = ms.Tensor([1.0, 2.0])
    for value, elements in ((ms.Tensor([]), 0), (x, 2)):
        with pytest.raises(ValueError, match=f"but got {elements}, more than one element"):
            bool(value)
    assert ms.Tensor([]).size == 0
    tensors = [ms.Tensor([1.0, 3.0]), x]
    with pytest.raises(ValueError, match="but got 2, more than one element"):
        _ = x in tensors
    assert any(t is x for t in tensors)

    @ms.jit
    def countdown(x):
        while x > 0:
            x = x - 1
        return x

    message = "The truth value of an array with more than one element is ambiguous"
    with pytest.raises(ValueError, match=message):
        countdown(x)


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
