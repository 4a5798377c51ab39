"""Checks of the claims of the entry `ascend-init-failed`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant, needs


@mutant('b"kernel runtime initialization failed"', 'b"Call aclrtSetDevice failed"')
def the_old_message_is_gone():
    folder = Path(ms.__file__).parent / "lib/plugin"
    path = folder / "ascend/libmindspore_ascend_res_manager.so"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes() + (folder / "libmindspore_ascend.so.2").read_bytes()
    assert b"kernel runtime initialization failed" not in texts


@needs("mindspore>=2.10")
@mutant("does not support ranktable startup", "does not support msrun startup")
def rank_tables_are_not_supported():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")
    assert b"MindSpore does not support ranktable startup, please use msrun" in path.read_bytes()
