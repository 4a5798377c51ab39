"""Checks of the claims of the entry `function-call-depth-limit`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant("range(1200)", "range(120)")
def a_while_loop_over_a_tensor_compiles():
    @ms.jit
    def total(x, n):
        y = x - x
        while n > 0:
            y = y + x
            n = n - 1
        return y

    print(total(ms.Tensor([1.0]), ms.Tensor(1200)))

    # Proof: the loop ran, and a `for` loop raises an error.
    @ms.jit
    def unrolled(x):
        y = x - x
        for _ in range(1200):
            y = y + x
        return y

    assert total(ms.Tensor([1.0]), ms.Tensor(1200)).asnumpy() == 1200.0
    with pytest.raises(RuntimeError, match="Exceed function call depth limit 1000"):
        unrolled(ms.Tensor([1.0]))
    with pytest.raises(RuntimeError, match="Exceed function call depth limit 1000"):
        total(ms.Tensor([1.0]), 1200)


@mutant("return endless(x + x)", "return x + x")
def endless_recursion_raises_an_error():
    def endless(x):
        return endless(x + x)

    @ms.jit
    def start(x):
        return endless(x)

    def without_end(x, n):
        if n > 0:
            return without_end(x, n - 1)
        return without_end(x, n + 1)

    @ms.jit
    def start_branches(x, n):
        return without_end(x, n)

    messages = r"Exceed function call depth limit 1000|There isn't any branch that can be evaluated"
    with pytest.raises(RuntimeError, match=messages):
        start(ms.Tensor([1.0]))
    with pytest.raises(RuntimeError, match=messages):
        start_branches(ms.Tensor([1.0]), ms.Tensor(1))


@mutant("ms.set_recursion_limit(10000)", "")
def the_limit_can_be_raised():
    ms.set_recursion_limit(10000)

    @ms.jit
    def unrolled(x):
        y = x - x
        for _ in range(1200):
            y = y + x
        return y

    assert unrolled(ms.Tensor([1.0])).asnumpy() == 1200.0


@mutant("ms.set_recursion_limit(10000)", "")
@mutant("deep(x, 400)", "deep(x, 40)")
def deep_recursion_needs_a_higher_limit():
    def deep(x, n):
        if n <= 0:
            return x
        return deep(x + 1, n - 1)

    @ms.jit
    def start(x):
        return deep(x, 400)

    with pytest.raises(RuntimeError, match="Exceed function call depth limit 1000"):
        start(ms.Tensor([1.0]))
    ms.set_recursion_limit(10000)
    assert start(ms.Tensor([1.0])).asnumpy() == 401.0


@mutant("ms.Tensor(1500))", "1500)")
def deep_recursion_runs_with_a_tensor_as_counter():
    def deep(x, n):
        if n <= 0:
            return x
        return deep(x + 1, n - 1)

    @ms.jit
    def start(x, n):
        return deep(x, n)

    result = start(ms.Tensor([1.0]), ms.Tensor(1500))
    assert result.asnumpy() == 1501.0
