"""Checks of the claims of the entry `unique-id-timeout`."""

from pathlib import Path

import mindspore as ms

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant("libmindspore_cpu.so", "libmindspore_core.so")
def the_message_names_the_variable():
    library = (Path(ms.__file__).parent / "lib" / "libmindspore_cpu.so").read_bytes()
    assert b"Failed to fetch the unique id of the collective lib from the meta server" in library
    assert b"setting MS_NODE_TIMEOUT. The default timeout is 200s." in library
