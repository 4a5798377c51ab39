"""Checks of the claims of the entry `python-not-found`."""

import importlib.util
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('extends.remote.kernel"', 'extends.local.kernel"')
def the_library_starts_python():
    libraries = list((Path(ms.__file__).parent / "lib").glob("libmindspore_*.so"))
    if not libraries:
        pytest.skip("needs Linux")
    command = b"mindspore._extends.remote.kernel"
    assert any(command in library.read_bytes() for library in libraries)


@mutant("mindspore._extends.remote", "mindspore._extends.local")
def the_compiler_module_is_found():
    assert importlib.util.find_spec("mindspore._extends.remote")
