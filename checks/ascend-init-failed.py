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


@mutant('b"Initialize GE failed!"', 'b"Initialize GE timed out!"')
def the_graph_engine_has_its_own_message():
    folder = Path(ms.__file__).parent / "lib/plugin/ascend"
    path = folder / "libmindspore_ascend_res_manager.so"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")
    libraries = (path, folder / "libmindspore_graph_ir.so")
    assert any(b"Initialize GE failed!" in library.read_bytes() for library in libraries)
