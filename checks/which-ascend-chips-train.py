"""Checks of the claims of the entry `which-ascend-chips-train`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant('b"Ascend950DT_"', 'b"Ascend960DT_"')
def the_ascend_library_knows_the_950():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    names = path.read_bytes()
    assert b"Ascend950PR_" in names
    assert b"Ascend950DT_" in names
