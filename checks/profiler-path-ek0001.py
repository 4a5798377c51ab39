"""Checks of the claims of the entry `profiler-path-ek0001`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("Failed call aclprofInit function", "Failed call aclprofBegin function")
def the_library_reports_aclprofinit():
    folder = Path(ms.__file__).parent / "lib/plugin"
    paths = [*folder.glob("libmindspore_ascend.so.*"), *folder.glob("ascend/*_res_manager.so")]
    if not paths:
        pytest.skip("needs the package for Linux, which contains the Ascend library")
    assert any(b"Failed call aclprofInit function" in path.read_bytes() for path in paths)
