"""Checks of the claims of the entry `variable-undefined-in-graph-mode`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant("def undefined(x, condition):", "def undefined(x, condition, y=None):")
def the_variable_is_defined_before_the_branch():
    @ms.jit
    def doubled(x, condition):
        y = x
        if condition > 0:
            y = x + x
        return y

    print(doubled(ms.Tensor([1.0]), ms.Tensor(1)))

    # Proof: without the first assignment there is an error.
    @ms.jit
    def undefined(x, condition):
        if condition > 0:
            y = x + x
        return y

    with pytest.raises(UnboundLocalError, match="is not defined in false branch"):
        undefined(ms.Tensor([1.0]), ms.Tensor(1))


@mutant("y = x + x", "y = x")
def pynative_mode_runs_the_same_function():
    def undefined(x, condition):
        if condition:
            y = x + x
        return y

    assert undefined(ms.Tensor([1.0]), ms.Tensor(True)).asnumpy() == 2.0


@mutant("def with_flag(x, flag):", "def with_flag(x, flag, y=None):")
def constant_conditions_raise_it_too():
    @ms.jit
    def with_flag(x, flag):
        if flag:
            y = x + x
        return y

    @ms.jit
    def with_shape(x):
        if x.shape[0] == 1:
            y = x + x
        return y

    @ms.jit
    def with_counter(x):
        for i in range(3):
            x = x + i
        return x * i

    message = "is not defined in false branch"
    with pytest.raises(UnboundLocalError, match=message):
        with_flag(ms.Tensor([1.0]), True)
    with pytest.raises(UnboundLocalError, match=message):
        with_shape(ms.Tensor([1.0]))
    with pytest.raises(UnboundLocalError, match="variable 'i' defined in the 'for' loop body"):
        with_counter(ms.Tensor([1.0]))


@mutant("    for i in range(3):", "    y = x\n    for i in range(3):")
def loop_variables_are_defined_before_the_loop():
    @ms.jit
    def with_for(x):
        for i in range(3):
            y = x * i
        return y

    @ms.jit
    def with_while(x, n):
        while n > 0:
            y = x + x
            n = n - 1
        return y

    message = "loop body cannot be used outside of the loop body"
    with pytest.raises(UnboundLocalError, match=message):
        with_for(ms.Tensor([1.0]))
    with pytest.raises(UnboundLocalError, match=message):
        with_while(ms.Tensor([1.0]), ms.Tensor(3))


@mutant("ms.Tensor([-1.0])", "ms.Tensor([2.0])")
def a_return_without_else_returns_none():
    @ms.jit
    def positive(x):
        if x.sum() > 0:
            return x

    assert positive(ms.Tensor([1.0])).asnumpy() == 1.0
    assert positive(ms.Tensor([-1.0])) is None
