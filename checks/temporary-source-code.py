"""Checks of the claims of the entry `temporary-source-code`."""

import linecache
import py_compile
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('[sys.executable, "-"]', '[sys.executable, "model.py"]')
def a_function_from_standard_input_does_not_compile():
    code = "import mindspore as ms\n\n\n@ms.jit\ndef double(x):\n    return x + x\n"
    call = "\nprint(double(ms.Tensor([1.0])))\n"
    Path("model.py").write_text(code + call)
    result = subprocess.run(
        [sys.executable, "-"], input=code + call, capture_output=True, text=True, check=False
    )
    assert "Mindspore can not compile temporary source code in terminal" in result.stderr

    result = subprocess.run(
        [sys.executable, "-c", "import model"], capture_output=True, text=True, check=False
    )
    assert result.stdout.strip().endswith("[2.]")


@mutant("ms.jit(double)", "double")
def a_function_from_exec_does_not_compile():
    names = {"__name__": "__main__"}
    exec("def double(x):\n    return x + x\n", names)
    double = names["double"]
    with pytest.raises(OSError, match="Mindspore can not compile temporary source code"):
        ms.jit(double)(ms.Tensor([1.0]))


@mutant("linecache.cache[cell]", 'linecache.cache["other"]')
def a_function_with_registered_source_compiles():
    code, cell = "@ms.jit\ndef double(x):\n    return x + x\n", "<cell 1>"
    linecache.cache[cell] = (len(code), None, code.splitlines(keepends=True), cell)
    names = {"__name__": "__main__", "ms": ms}
    exec(compile(code, cell, "exec"), names)
    assert names["double"](ms.Tensor([1.0])).asnumpy() == 2.0


@mutant('code = "', 'code = "@ms.jit\\n')
def pynative_mode_needs_no_source_code():
    code = "def double(x):\n    return x + x\n\n\nprint(double(ms.Tensor([1.0])))\n"
    result = subprocess.run(
        [sys.executable, "-"],
        input="import mindspore as ms\n" + code,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.strip().endswith("[2.]")


@mutant('Path("compiled.py").unlink()', "pass")
def a_function_without_its_source_file_does_not_compile():
    code = "import mindspore as ms\n\n\n@ms.jit\ndef double(x):\n    return x + x\n"
    Path("compiled.py").write_text(code)
    py_compile.compile("compiled.py", cfile="compiled.pyc")
    Path("compiled.py").unlink()
    call = "import mindspore as ms; from compiled import double; double(ms.Tensor([1.0]))"
    result = subprocess.run(
        [sys.executable, "-c", call], capture_output=True, text=True, check=False
    )
    assert "Mindspore can not compile temporary source code in terminal" in result.stderr
