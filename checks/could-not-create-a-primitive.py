"""Checks of the claims of the entry `could-not-create-a-primitive`."""

from pathlib import Path

import mindspore as ms

from checks import mutant


@mutant("libmindspore_ops_", "libmindspore_ascend")
def the_package_contains_the_message():
    folder = Path(ms.__file__).parent / "lib" / "plugin"
    libraries = list(folder.glob("libmindspore_ops_*.so"))
    assert any(b"could not create a primitive" in path.read_bytes() for path in libraries)
