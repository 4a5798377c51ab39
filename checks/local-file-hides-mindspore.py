"""Checks of the claims of the entry `local-file-hides-mindspore`."""

import subprocess
import sys
from pathlib import Path

import mindspore as ms

from checks import mutant


def _errors(*arguments, folder="."):
    run = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return run.stderr


@mutant('"mindspore.py"', '"train.py"')
def a_script_named_mindspore_imports_itself():
    script = "mindspore.py"
    Path(script).write_text("import mindspore as ms\nprint(ms.Tensor([1]))\n")
    message = "partially initialized module 'mindspore' has no attribute 'Tensor'"
    assert message in _errors(script)


@mutant('Path("mindspore.py")', 'Path("other.py")')
def an_empty_local_file_has_no_tensor():
    Path("mindspore.py").write_text("")
    Path("train.py").write_text("import mindspore as ms\nprint(ms.Tensor([1]))\n")
    assert "module 'mindspore' has no attribute 'Tensor'" in _errors("train.py")


@mutant("Path(ms.__file__).parent", "Path()")
def numpy_is_hidden_in_the_package_folder():
    folder = Path(ms.__file__).parent
    message = "partially initialized module 'numpy' has no attribute 'bool_'"
    assert message in _errors("-B", "-c", "import mindspore", folder=folder)


@mutant('[sys.executable, "code/train.py"]', '[sys.executable, "-P", "code/train.py"]')
def the_folder_of_the_script_is_first():
    Path("code").mkdir()
    Path("code/train.py").write_text("import sys\nprint(sys.path[0])\n")
    command = [sys.executable, "code/train.py"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(Path("code").resolve())
