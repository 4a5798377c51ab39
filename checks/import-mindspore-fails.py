"""Checks of the claims of the entry `import-mindspore-fails`."""

import subprocess
import sys
from pathlib import Path

from checks import mutant


def _run(*options):
    run = subprocess.run([sys.executable, *options], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout.splitlines(), run.stderr.splitlines()


@mutant("ms.Tensor([1.0]) * 2", "ms.Tensor([1.0])")
def an_operation_shows_that_it_works():
    program = "import mindspore as ms; print(ms.__version__, ms.Tensor([1.0]) * 2)"
    code, output, _ = _run("-c", program)
    version, _, value = output[-1].partition(" ")
    assert code == 0
    assert version[0].isdigit()
    assert value == "[2.]"


@mutant('"mindspore.py"', '"train.py"')
def a_script_named_mindspore_imports_itself():
    script = Path("mindspore.py")
    script.write_text("import mindspore\nprint(mindspore.Tensor([1.0]))\n")
    code, _, errors = _run(str(script))
    assert code == 1
    assert errors[-1].startswith("AttributeError: partially initialized module 'mindspore'")


@mutant('"-S", ', "")
def another_python_has_no_mindspore():
    code, _, errors = _run("-S", "-c", "import mindspore")
    assert code == 1
    assert errors[-1] == "ModuleNotFoundError: No module named 'mindspore'"


@mutant('"import mindspore"', "\"import mindspore; mindspore.set_device('Ascend')\"")
def the_import_needs_no_cann():
    assert not Path("/usr/local/Ascend").exists()
    code, _, errors = _run("-c", "import mindspore")
    assert code == 0
    assert not any("Traceback" in line for line in errors)
