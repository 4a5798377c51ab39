"""Checks of the claims of the entry `launch-kernel-failed`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("Launch kernel failed: ", "Launch kernels failed: ")
def several_libraries_have_the_message():
    folder = Path(ms.__file__).parent / "lib"
    backend, ascend = (
        folder / "libmindspore_ms_backend.so",
        folder / "plugin/libmindspore_ascend.so.2",
    )
    if not ascend.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    assert b"Launch kernel failed: " in backend.read_bytes()
    assert b"Launch kernel failed, kernel full name" in ascend.read_bytes()


@mutant("launch_blocking.__doc__", "synchronize.__doc__")
def the_reference_says_that_operators_run_asynchronously():
    text = " ".join(ms.runtime.launch_blocking.__doc__.split())
    assert "when this interface is not called, the operator executes asynchronously" in text
