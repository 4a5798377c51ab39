"""Checks of the claims of the entry `print-tensors`."""

import subprocess
import sys
from pathlib import Path

import mindspore as ms
import numpy as np

from checks import mutant


@mutant("precision=2, threshold=5", "precision=8, threshold=500")
def numpy_options_shorten_what_is_printed():
    np.set_printoptions(precision=2, threshold=5, edgeitems=1)
    print(ms.Tensor(np.linspace(0, 1, 100)))

    # Proof: the output has dots, and two digits.
    assert str(ms.Tensor(np.linspace(0, 1, 100))) in ("[0. ... 1.]", "[0.00 ... 1.00]", "[0 ... 1]")


@mutant("double(ms.Tensor([5.0]))", "ms.Tensor([5.0])")
def a_print_in_a_compiled_function_runs_each_time():
    program = (
        "import mindspore as ms\n"
        "@ms.jit\n"
        "def double(x):\n"
        "    print(x)\n"
        "    return x * 2\n"
        "double(ms.Tensor([1.0]))\n"
        "double(ms.Tensor([5.0]))\n"
    )
    Path("program.py").write_text(program)
    command = [sys.executable, "program.py"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "1" in output
    assert "5" in output


@mutant("@ms.jit\\n", "")
def numpy_options_do_not_reach_compiled_code():
    program = (
        "import mindspore as ms, numpy as np\n"
        "np.set_printoptions(threshold=5, edgeitems=1)\n"
        "@ms.jit\n"
        "def double(x):\n"
        "    print(x)\n"
        "    return x * 2\n"
        "double(ms.Tensor(np.arange(10.0))).asnumpy()\n"
    )
    Path("program.py").write_text(program)
    command = [sys.executable, "program.py"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "7.0000" in output
    assert "..." not in output


@mutant("@constexpr\\n", "")
def a_constexpr_function_prints_while_compiling():
    program = (
        "import mindspore as ms\n"
        "from mindspore.ops import constexpr\n"
        "@constexpr\n"
        "def note(shape):\n"
        "    print('compiling', shape)\n"
        "    return 0\n"
        "@ms.jit\n"
        "def double(x):\n"
        "    note(x.shape)\n"
        "    return x * 2\n"
        "for _ in range(3):\n"
        "    double(ms.Tensor([1.0, 2.0])).asnumpy()\n"
    )
    Path("program.py").write_text(program)
    command = [sys.executable, "program.py"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert output.count("compiling (2,)") == 1


@mutant("np.set_printoptions(threshold=5, edgeitems=1)\\n", "\\n")
def numpy_options_reach_f_strings():
    program = (
        "import mindspore as ms, numpy as np\n"
        "np.set_printoptions(threshold=5, edgeitems=1)\n"
        "@ms.jit\n"
        "def double(x):\n"
        "    print(f'x {x}')\n"
        "    return x * 2\n"
        "for _ in range(2):\n"
        "    double(ms.Tensor(np.arange(10.0))).asnumpy()\n"
    )
    outputs = []
    for text in (program, program.replace("@ms.jit", "@ms.jit(fullgraph=True)")):
        Path("program.py").write_text(text)
        command = [sys.executable, "program.py"]
        outputs.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert outputs[0].count("x [0. ... 9.]") == 2
    assert "9." not in outputs[1]
