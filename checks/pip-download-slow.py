"""Checks of the claims of the entry `pip-download-slow`."""

import platform
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('"*"', '"*.py"')
def the_installed_size():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("needs Linux on x86-64")
    folder = Path(ms.__file__).parent
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) > 2e9
