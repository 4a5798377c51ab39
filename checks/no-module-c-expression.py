"""Checks of the claims of the entry `no-module-c-expression`."""

import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path

import mindspore as ms

from checks import mutant


@mutant('startswith("_c_")', 'startswith("no such file")')
def a_folder_without_compiled_modules_fails():
    Path("mindspore").mkdir()
    for file in Path(ms.__file__).parent.iterdir():
        if not file.name.startswith("_c_"):
            Path("mindspore", file.name).symlink_to(file)
    run = subprocess.run(
        [sys.executable, "-c", "import mindspore"], capture_output=True, text=True, check=False
    )
    assert "No module named 'mindspore._c_expression'" in run.stderr


@mutant('"_c_expression*"', '"_c_missing*"')
def the_compiled_module_is_found():
    folder = importlib.util.find_spec("mindspore").submodule_search_locations[0]
    files = Path(folder).glob("_c_expression*")
    suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
    assert [file.name for file in files] == [f"_c_expression{suffix}"]
    assert Path(folder) == Path(ms.__file__).parent
