"""Checks of the claims of the entry `cann-library-not-found`."""

import subprocess
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('glob("libmindspore_ascend.so.*")', 'glob("libmindspore_gpu.so.*")')
def the_plugin_needs_cann_libraries():
    folder = Path(ms.__file__).parent / "lib/plugin"
    plugins = list(folder.glob("libmindspore_ascend.so.*"))
    if not (folder / "libmindspore_ops_ascend.so").is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    run = subprocess.run(["ldd", plugins[0]], capture_output=True, text=True, check=True)
    assert "libascendcl.so" in run.stdout
    assert "libge_runner.so" in run.stdout
