"""Checks of the claims of the entry `libpython-not-found`."""

from pathlib import Path

import mindspore as ms

from checks import mutant


@mutant('b"libpython3"', 'b"libmindspore"')
def the_main_module_needs_no_libpython():
    [module] = Path(ms.__file__).parent.glob("_c_expression*")
    assert b"libpython3" not in module.read_bytes()
