"""Checks of the claims of the entry `no-module-mindspore`."""

import subprocess
import sys

from checks import mutant


@mutant('"-S", ', "")
def a_python_without_the_folder_has_no_mindspore():
    program = "import importlib.util; print(importlib.util.find_spec('mindspore'))"
    run = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "None"
