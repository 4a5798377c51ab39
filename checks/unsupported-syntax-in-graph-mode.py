"""Checks of the claims of the entry `unsupported-syntax-in-graph-mode`."""

import importlib
import sys
from pathlib import Path

import mindspore as ms
import pytest
from mindspore import ops

from checks import mutant, needs


def _run(code):
    """Run a jitted function whose body consists of the code and `return x + x`."""
    name = f"example_{len(list(Path().glob('example_*.py')))}"
    Path(f"{name}.py").write_text(
        f"import mindspore as ms\n\n\n@ms.jit\ndef f(x):\n    {code}\n    return x + x\n"
    )
    sys.path.insert(0, ".")
    importlib.invalidate_caches()
    return importlib.import_module(name).f(ms.Tensor([1.0]))


@mutant("        yield x\n        yield x\n", "        return (x, x)\n")
def a_list_instead_of_a_generator_compiles():
    @ms.jit
    def total(x):
        return sum([x + i for i in range(3)])

    print(total(ms.Tensor([1.0])))

    # Proof: a generator function doesn't compile.
    @ms.jit
    def generated(x):
        def values():
            yield x
            yield x

        return sum(list(values()))

    @ms.jit
    def expression(x):
        return sum(x + i for i in range(3))

    assert total(ms.Tensor([1.0])).asnumpy() == 6.0
    assert expression(ms.Tensor([1.0])).asnumpy() == 6.0
    with pytest.raises(RuntimeError, match="Unsupported expression 'Yield'"):
        generated(ms.Tensor([1.0]))


@mutant('"s = {1, 2}"', '"s = [1, 2]"')
def the_message_names_the_syntax():
    for name, code in {
        "Set": "s = {1, 2}",
        "SetComp": "s = {i for i in range(3)}",
        "NamedExpr": "(y := x)",
        "Delete": "y = x\n    del y",
        "Import": "import math",
        "ImportFrom": "from math import pi",
        "Nonlocal": "y = x\n    def g():\n        nonlocal y\n        y = x\n    g()",
        "Match": "match 1:\n        case 1:\n            x = x",
        "ClassDef": "class A:\n        pass",
    }.items():
        with pytest.raises(RuntimeError, match=f"Unsupported (expression|statement) '{name}'"):
            _run(code)


@mutant('"y = 3j"', '"y = 3.0"')
def while_else_and_complex_literals_fail():
    with pytest.raises(
        RuntimeError, match=r"The 'while\.\.\.else\.\.\.' statement is not supported"
    ):
        _run("while False:\n        x = x\n    else:\n        x = x + x")
    with pytest.raises(RuntimeError, match=r"The 'for\.\.\.else\.\.\.' statement is not supported"):
        _run("for i in range(2):\n        x = x\n    else:\n        x = x + x")
    with pytest.raises(TypeError, match="Unsupported Constant type"):
        _run("y = 3j")


@mutant('"g = lambda a: a + x\\n    x = g(x)"', '"x = {x for i in range(2)}"')
def much_python_compiles():
    for code in (
        "g = lambda a: a + x\n    x = g(x)",
        "y = [x for i in range(3)]",
        "y = {i: x for i in range(3)}",
        "y = f'{x.shape}'",
        "assert x.shape[0] == 1",
        "for i, v in enumerate((x, x)):\n        x = x + v",
        "for a, b in zip((x,), (x,)):\n        x = a + b",
        "y = 0 < x.shape[0] < 3",
        "a, *b = (x, x, x)",
    ):
        assert _run(code).shape == (1,)


@mutant('if mode == "double":', 'if mode == "none":')
def control_flow_and_containers_compile():
    @ms.jit
    def total(x, mode):
        if x.sum() > 0:
            x = -x
        while x.sum() < 3:
            x = x + 1
        parts = []
        for i in range(5):
            if i > 1:
                break
            parts.append(x + i)
        values = {"a": parts[0], "b": parts[1]}
        if mode == "double":
            values["b"] = values["b"] + values["b"]
        return values["a"] + values["b"]

    # Proof: -1 becomes 3 in the loop, then 3 + 2 * 4.
    assert total(ms.Tensor([1.0]), "double").asnumpy().tolist() == [11]


@mutant("if x.sum() > 0:", "if True:")
def append_under_a_tensor_condition_fails():
    @ms.jit
    def branch(x):
        parts = [x]
        if x.sum() > 0:
            parts.append(x + 1)
        return ops.stack(parts)

    @ms.jit
    def loop(x, n):
        parts = []
        while n > 0:
            parts.append(x)
            n = n - 1
        return ops.stack(parts)

    with pytest.raises(TypeError, match="is not subscriptable"):
        branch(ms.Tensor([1.0]))
    with pytest.raises(ValueError, match="but got '0' with type 'int'"):
        loop(ms.Tensor([1.0]), ms.Tensor(2))


@needs("mindspore>=2.10")
@mutant("x += 1", "x = x + 1")
def augmented_assignment_changes_the_argument():
    @ms.jit
    def augmented(x):
        x += 1
        return x

    @ms.jit
    def plain(x):
        x = x + 1
        return x

    x = ms.Tensor([1.0])
    plain(x)
    assert x.asnumpy() == 1.0
    augmented(x)
    assert x.asnumpy() == 2.0
