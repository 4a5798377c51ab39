"""Checks of the claims of the entry `pynative-vs-graph-mode`."""

import os
import re
import sys
import time
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant, needs


@mutant("net = Net()", "ms.set_context(mode=ms.GRAPH_MODE)\nnet = Net()")
def pynative_is_the_default_and_runs_construct_in_python():
    calls = []

    class Net(nn.Cell):
        def construct(self, x):
            calls.append(x.shape)
            return x + x

    net = Net()
    net(ms.Tensor([1.0, 2.0]))
    net(ms.Tensor([3.0, 4.0]))

    # Proof: Python appended to the list at each call.
    assert calls == [(2,), (2,)]


@mutant("ms.GRAPH_MODE", "ms.PYNATIVE_MODE")
def graph_mode_does_not_run_construct_in_python():
    calls = []

    class Net(nn.Cell):
        def construct(self, x):
            calls.append(x.shape)
            return x + x

    ms.set_context(mode=ms.GRAPH_MODE)
    y = Net()(ms.Tensor([1.0, 2.0]))

    # Proof: the sum was computed, and Python appended nothing.
    assert np.allclose(y.asnumpy(), [2.0, 4.0])
    assert calls == []


@mutant("@ms.jit\n", "")
def jit_compiles_one_function():
    calls = []

    @ms.jit
    def compiled(x):
        calls.append("compiled")
        return x + x

    def eager(x):
        calls.append("eager")
        return compiled(x) + x

    y = eager(ms.Tensor([1.0, 2.0]))
    print(y, calls)

    # Proof: Python ran the one function, and not the other.
    assert np.allclose(y.asnumpy(), [3.0, 6.0])
    assert calls == ["eager"]


@mutant("ms.set_seed(1)", "ms.set_seed(mode + 1)")
@mutant("ops.relu(", "(ops.tanh if mode else ops.relu)(")
def both_modes_give_equal_results_and_gradients():
    def results(mode):
        ms.set_context(mode=mode)
        ms.set_seed(1)
        layer = nn.Dense(4, 3)

        def loss(x):
            return ops.relu(layer(x)).sum()

        x = ms.Tensor(np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4))
        value, gradients = ms.value_and_grad(loss, None, layer.trainable_params())(x)
        return [tensor.asnumpy() for tensor in (layer(x), value, *gradients)]

    for eager, compiled in zip(results(ms.PYNATIVE_MODE), results(ms.GRAPH_MODE), strict=True):
        assert np.allclose(eager, compiled, atol=1e-6)


@mutant("net(x)\n\n", "ms.set_context(mode=ms.GRAPH_MODE)\nnet(x)\n\n")
@mutant("mode=ms.GRAPH_MODE", "mode=ms.PYNATIVE_MODE")
def a_breakpoint_shows_local_values_only_in_pynative_mode():
    class Net(nn.Cell):
        def construct(self, x):
            doubled = x + x
            breakpoint()
            return doubled

    # Instead of starting the debugger, note what it would see.
    seen = []
    sys.breakpointhook = lambda: seen.append(sys._getframe(1).f_locals.get("doubled"))

    net = Net()
    x = ms.Tensor([1.0, 2.0])
    net(x)

    # Proof: the value is there; in Graph mode, calls of the hook see no such variable.
    assert np.allclose(seen[0].asnumpy(), [2.0, 4.0])
    seen.clear()
    ms.set_context(mode=ms.GRAPH_MODE)
    net(x)
    assert seen
    assert set(seen) == {None}


@mutant("print(x + x)", "print(x.shape)")
@mutant("double(ms.Tensor([5.0]))", "ms.Tensor([5.0])")
def print_shows_values_of_a_compiled_function_at_each_run():
    @ms.jit
    def double(x):
        print(x + x)
        return x + x

    double(ms.Tensor([3.0]))

    # Proof: two more runs print two more values to the standard output.
    sys.stdout.flush()
    os.dup2(os.open("output.txt", os.O_CREAT | os.O_WRONLY), 1)
    double(ms.Tensor([4.0]))
    double(ms.Tensor([5.0]))
    ms.runtime.synchronize()
    sys.stdout.flush()
    printed = ""
    for _ in range(30):  # a separate thread prints
        printed = Path("output.txt").read_text()
        if "1.00000000e+01" in printed:
            break
        time.sleep(0.1)
    assert "8.00000000e+00" in printed
    assert "1.00000000e+01" in printed


@mutant("[3.0, 4.0]", "[3.0, 4.0, 5.0]")
@mutant("scaled(x, 2)\nscaled(x, 2)", "scaled(x, 2)\nscaled(x, 3)")
@mutant("Tensor([1, 2])", "Tensor([1.0, 2.0])")
@mutant("@ms.jit\n", "")
def a_graph_is_compiled_once_for_each_shape_and_each_number():
    compiled = []

    @ops.constexpr
    def while_compiling(shape, factor):
        compiled.append((shape, factor))
        return factor

    @ms.jit
    def scaled(x, factor):
        return x * while_compiling(x.shape, factor)

    x = ms.Tensor([1.0, 2.0])
    scaled(x, 1)
    scaled(ms.Tensor([3.0, 4.0]), 1)
    scaled(x, 2)
    scaled(x, 2)
    scaled(ms.Tensor([[1.0]]), 1)
    scaled(ms.Tensor([1, 2]), 1)
    assert compiled == [((2,), 1), ((2,), 2), ((1, 1), 1), ((2,), 1)]


@mutant("ms.jit(guarded)", "guarded")
@mutant("ms.GRAPH_MODE", "ms.PYNATIVE_MODE")
def graph_mode_does_not_compile_a_try_statement():
    def guarded(x):
        try:
            y = x + x
        except ValueError:
            y = x
        return y

    x = ms.Tensor([1.0])
    assert guarded(x).asnumpy() == 2.0

    message = re.escape("Unsupported statement 'Try'.")
    with pytest.raises(RuntimeError, match=message):
        ms.jit(guarded)(x)

    class Net(nn.Cell):
        def construct(self, x):
            try:
                y = x + x
            except ValueError:
                y = x
            return y

    ms.set_context(mode=ms.GRAPH_MODE)
    with pytest.raises(RuntimeError, match=message):
        Net()(x)


@mutant("    try:\n        y = x + x\n    except ValueError:", "    y = x + x\n    if x is None:")
@mutant('@ms.jit(capture_mode="bytecode")\ndef plain', "def plain")
def the_bytecode_capture_leaves_a_try_statement_to_python():
    calls = []

    @ms.jit(capture_mode="bytecode")
    def guarded(x):
        calls.append("guarded")
        try:
            y = x + x
        except ValueError:
            y = x
        return y

    @ms.jit(capture_mode="bytecode")
    def plain(x):
        calls.append("plain")
        return x + x

    for _ in range(3):
        assert guarded(ms.Tensor([1.0])).asnumpy() == 2.0
        assert plain(ms.Tensor([1.0])).asnumpy() == 2.0
    assert calls == ["guarded"] * 3


@mutant("fullgraph=True", "fullgraph=False")
@mutant("ms.jit(sine)", "ms.jit(sine, fullgraph=True)")
def fullgraph_reports_what_would_fall_back_to_python():
    def sine(x):
        return ms.Tensor(np.sin(x.asnumpy()))

    x = ms.Tensor([1.0])
    y = ms.jit(sine)(x)
    print(y)

    strict = ms.jit(sine, fullgraph=True)
    try:
        strict(x)
    except AttributeError as error:
        print(str(error).split(" or ")[0])

    # Proof: the fallback computes the sine; without the fallback there is an error.
    assert np.allclose(y.asnumpy(), np.sin(1.0))
    with pytest.raises(AttributeError, match="In JIT strict mode, cannot get attributes asnumpy"):
        strict(x)


@needs("mindspore>=2.10")
@mutant("ms.set_context.__doc__", "ms.jit.__doc__")
def the_reference_names_fullgraph():
    documented = " ".join(ms.set_context.__doc__.split())
    expected = "deprecated and removed in future versions. Please use the `fullgraph` parameter of"
    assert expected in documented.partition("jit_syntax_level (int):")[2]
