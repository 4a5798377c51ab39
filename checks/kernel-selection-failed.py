"""Checks of the claims of the entry `kernel-selection-failed`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant("Ascend operator selection failed info", "Ascend kernel selection failed info")
def the_library_lists_supported_types():
    path = Path(ms.__file__).parent / "lib/plugin/libmindspore_ascend.so.2"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"Ascend operator selection failed info" in texts
    assert b"The supported input and output data types for the current operator are" in texts
    assert b"You can try to set JitLevel to O0 to execute this operator" in texts


@mutant("x.astype(ms.float32)", "x")
def an_input_is_cast_before_the_call():
    x = ms.Tensor(np.ones((2, 3)))  # float64, as in NumPy
    y = ops.sqrt(x.astype(ms.float32))
    print(x.dtype, y.dtype)

    # Proof
    assert x.dtype == ms.float64
    assert y.dtype == ms.float32


@mutant('set_device("CPU")', 'set_device("Ascend")')
def a_primitive_can_be_sent_to_the_cpu():
    lgamma = ops.Lgamma().set_device("CPU")
    print(round(float(lgamma(ms.Tensor([3.0]))), 4))

    # Proof
    assert lgamma.primitive_target == "CPU"


@mutant("ops.Lgamma", "ops.Sqrt")
def lgamma_lists_no_ascend():
    platforms = ops.Lgamma.__doc__.split("Supported Platforms:")[1].split("Examples")[0]
    assert "CPU" in platforms
    assert "Ascend" not in platforms
