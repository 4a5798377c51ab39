"""Checks of the claims of the entry `pointer-is-null`."""

import sys
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("framework's unexpected error. Please create an issue", "framework's expected error.")
def the_message_asks_for_an_issue():
    if sys.platform != "linux":
        pytest.skip("needs the package for Linux")

    folder = Path(ms.__file__).parent
    libraries = [*folder.glob("lib/libmindspore_*.so"), *folder.glob("_c_*.so")]
    wanted = b"This exception is caused by framework's unexpected error. Please create an issue"
    assert any(wanted in path.read_bytes() for path in libraries)
