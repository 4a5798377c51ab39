"""Checks of the claims of the entry `ascend-return-codes`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('b"aicpu exception"', 'b"aicpu exhaustion"')
def the_ascend_library_explains_return_codes():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"current context null" in texts
    assert b"model execute failed" in texts
    assert b"aicpu exception" in texts
