"""Checks of the claims of the entry `ir-design`."""

import os
import re
from pathlib import Path
from unittest import mock

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant("ms.jit(ms.grad(cube))", "ms.jit(cube)")
@mutant("second_derivative = ms.jit(ms.grad(ms.grad(cube)))", "second_derivative = ms.jit(cube)")
def the_gradient_is_a_function_and_has_a_gradient():
    def cube(x):
        return x * x * x

    derivative = ms.jit(ms.grad(cube))
    second_derivative = ms.jit(ms.grad(ms.grad(cube)))

    x = ms.Tensor(4.0)
    print(derivative(x), second_derivative(x))

    # Proof: 3 times 16, and 6 times 4.
    assert np.isclose(derivative(x).asnumpy(), 48.0)
    assert np.isclose(second_derivative(x).asnumpy(), 24.0)


@mutant("function(function(x))", "function(x)")
@mutant("twice(twice(square))", "twice(square)")
def functions_take_and_return_functions_in_the_graph():
    def square(x):
        return x * x

    def twice(function):
        def composed(x):
            return function(function(x))

        return composed

    @ms.jit(fullgraph=True)
    def sixteenth_power(x):
        return twice(twice(square))(x)

    y = sixteenth_power(ms.Tensor(2.0))

    assert np.isclose(y.asnumpy(), 2.0**16)


@mutant("@ms.jit(fullgraph=True)\ndef counted", "def counted")
@mutant("while n > 1:", "for _ in range(6):")
def one_graph_holds_the_loop_and_both_branches():
    @ms.jit(fullgraph=True)
    def collatz_steps(n):
        steps = ms.Tensor(0)
        while n > 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps = steps + 1
        return steps

    for number in (6, 7):
        print(collatz_steps(ms.Tensor(number)))

    # Proof: each value takes its own path through the graph, which was compiled once.
    compiled = []

    @ops.constexpr
    def while_compiling(shape):
        compiled.append(shape)
        return 1

    @ms.jit(fullgraph=True)
    def counted(n):
        return collatz_steps(n) * while_compiling(n.shape)

    assert [int(counted(ms.Tensor(n))) for n in (6, 7, 27)] == [8, 16, 111]
    assert len(compiled) == 1


@mutant("n * factorial(n - one)", "n")
@mutant("@ms.jit(fullgraph=True)\ndef counted", "def counted")
def a_compiled_function_may_call_itself():
    one = ms.Tensor(1)

    @ms.jit(fullgraph=True)
    def factorial(n):
        if n < one:
            return one
        return n * factorial(n - one)

    print(factorial(ms.Tensor(5)))

    # Proof: one graph serves all depths.
    compiled = []

    @ops.constexpr
    def while_compiling(shape):
        compiled.append(shape)
        return 1

    @ms.jit(fullgraph=True)
    def counted(n):
        return factorial(n) * while_compiling(n.shape)

    assert [int(counted(ms.Tensor(n))) for n in (3, 5, 10)] == [6, 120, 3628800]
    assert int(counted(ms.Tensor(1500))) == 0  # a multiple of 2 to the power of 64
    assert len(compiled) == 1


@mutant("power(x, n - one) * x", "x")
def recursion_has_a_gradient():
    one = ms.Tensor(1)

    def power(x, n):
        if n <= one:
            return x
        return power(x, n - one) * x

    derivative = ms.jit(ms.grad(power))
    y = derivative(ms.Tensor(2.0), ms.Tensor(5))

    # Proof: the derivative of x to the power of 5 at 2.
    assert np.isclose(y.asnumpy(), 80.0)


@mutant("return endless(x)", "return x")
def endless_recursion_raises_an_error():
    @ms.jit
    def endless(x):
        return endless(x)

    with pytest.raises(RuntimeError, match=re.escape("Exceed function call depth limit 1000")):
        endless(ms.Tensor(1.0))


@mutant("ops.assign(counter, counter + step)", "counter + step")
@mutant('"MS_DEV_SAVE_GRAPHS"', '"MS_DEV_SAVE_NO_GRAPHS"')
def the_graph_states_the_order_of_side_effects():
    os.environ["MS_DEV_SAVE_GRAPHS"] = "1"
    os.environ["MS_DEV_SAVE_GRAPHS_PATH"] = "graphs"
    counter = ms.Parameter(ms.Tensor(1.0), name="counter")

    @ms.jit
    def advance(step):
        ops.assign(counter, counter + step)
        return counter * counter

    assert advance(ms.Tensor(2.0)).asnumpy() == 9.0

    (graph,) = (file.read_text() for file in Path("graphs").glob("*_validate_*.ir"))
    assignment = re.search(r"(%\d+)\(\S+\) = PrimFunc_Assign\(", graph).group(1)
    state = re.search(rf"(%\d+)\(\S+\) = UpdateState\(.*{assignment}\)", graph).group(1)
    assert re.search(rf"= Load\(%para\d+_counter, {state}\)", graph)


@mutant('ms.set_context(save_graphs=1, save_graphs_path="graphs")', "ms.set_context(mode=0)")
def a_warning_names_the_variables():
    with mock.patch("mindspore.context.logger.warning") as warning:
        ms.set_context(save_graphs=1, save_graphs_path="graphs")
    texts = " ".join(call.args[0] for call in warning.call_args_list)
    assert "Please use the env MS_DEV_SAVE_GRAPHS instead" in texts
    assert "Please use the env MS_DEV_SAVE_GRAPHS_PATH instead" in texts
