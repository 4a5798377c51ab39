"""Checks of the claims of the entry `api-missing-in-old-release`."""

import subprocess
import sys
from pathlib import Path

import mindspore as ms
from mindspore import nn

from checks import mutant


@mutant('"value_and_grad"', '"ms_function"')
def the_names_exist():
    assert all(hasattr(ms, name) for name in ("value_and_grad", "set_device"))
    assert hasattr(nn, "MultiheadAttention")


@mutant('"mindspore.py"', '"other.py"')
def a_file_of_that_name_hides_the_package():
    Path("mindspore.py").write_text("")
    run = subprocess.run(
        [sys.executable, "-c", "import mindspore; mindspore.__version__"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "has no attribute '__version__'" in run.stderr
