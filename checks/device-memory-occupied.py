"""Checks of the claims of the entry `device-memory-occupied`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("other processes occupying", "other users occupying")
def the_message_names_other_processes():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"ree memory size is less than half of total memory size" in texts
    assert b"may be other processes occupying this card" in texts


@mutant("set_memory.__doc__", "empty_cache.__doc__")
def the_pool_can_be_limited():
    documented = " ".join(ms.runtime.set_memory.__doc__.split())
    assert "max_size (str): The maximum memory available for memory pool" in documented
