"""Checks of the claims of the entry `no-matching-distribution`."""

import sys
from pathlib import Path

import mindspore as ms

from checks import mutant


@mutant('"_c_*.so"', '"*.py"')
def the_modules_are_for_one_python_version():
    tags = {file.name.split(".")[1] for file in Path(ms.__file__).parent.glob("_c_*.so")}
    assert len(tags) == 1
    assert tags.pop().startswith("cpython-{}{}-".format(*sys.version_info))
