"""Checks of the claims of the entry `libgomp-static-tls`."""

import ctypes
import subprocess
import sys
from pathlib import Path
from unittest import mock

import mindspore as ms
import pytest
from mindspore.run_check import _check_version

from checks import mutant


@mutant("import mindspore;", "import numpy;")
def importing_mindspore_loads_libgomp():
    program = "import mindspore; print('libgomp.so.1' in open('/proc/self/maps').read())"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "True"


@mutant("side_effect=OSError", "return_value=None")
def a_missing_libgomp_is_logged():
    with (
        mock.patch("ctypes.cdll.LoadLibrary", side_effect=OSError),
        mock.patch.object(_check_version, "logger") as log,
    ):
        _check_version.check_version_and_env_config()
    warnings = [call.args[0] for call in log.warning.call_args_list]
    assert any("Pre-Load Library libgomp.so.1 failed" in warning for warning in warnings)


@mutant('b"libgomp.so.9")', 'b"libgomp.so.1")')
def the_main_library_needs_libgomp():
    program = Path(ms.__file__).with_name("lib").joinpath("libmindspore_core.so").read_bytes()
    Path("copy.so").write_bytes(program.replace(b"libgomp.so.1", b"libgomp.so.9"))
    with pytest.raises(OSError, match=r"libgomp\.so\.9: cannot open shared object file"):
        ctypes.CDLL("./copy.so")
