"""Checks of the claims of the entry `model-execute-failed-507011`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('b"Run task for graph"', 'b"model execute failed"')
def the_old_message_is_gone():
    folder = Path(ms.__file__).parent / "lib"
    libraries = [
        folder / "plugin/ascend/libmindspore_ascend_res_manager.so",
        folder / "plugin/libmindspore_ascend.so.2",
        folder / "libmindspore_ge_backend.so",
        folder / "libmindspore_ms_backend.so",
    ]
    existing = [path.read_bytes() for path in libraries if path.is_file()]
    if len(existing) < 3:
        pytest.skip("needs the package for Linux, which contains the Ascend library")
    assert not any(b"Run task for graph" in texts for texts in existing)
