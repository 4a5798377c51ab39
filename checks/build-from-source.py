"""Checks of the claims of the entry `build-from-source`."""

import platform
import sys
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant("GCC: (GNU) 9.5.0", "GCC: (GNU) 7.3.0")
def the_package_is_compiled_with_gcc_9_5():
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("needs the package for Linux on x86-64")
    (module,) = Path(ms.__file__).parent.glob("_c_expression*")
    assert b"GCC: (GNU) 9.5.0" in module.read_bytes()
