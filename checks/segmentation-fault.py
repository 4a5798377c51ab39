"""Checks of the claims of the entry `segmentation-fault`."""

import subprocess
import sys
from pathlib import Path

from checks import mutant

SCRIPT = """
import ctypes
import mindspore as ms

def crash(x):
    ctypes.string_at(0)

crash(ms.Tensor([1.0]))
"""

OPERATOR = """
import mindspore as ms

empty = ms.Tensor([])
ms.ops.operations.ComputeAccidentalHits()(empty)
"""


def _errors(*options, script=SCRIPT):
    Path("crash.py").write_text(script)
    run = subprocess.run(
        [sys.executable, *options, "crash.py"], capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    return run.stderr


@mutant('"-X", "faulthandler"', "")
def faulthandler_names_the_line_that_crashed():
    errors = _errors("-X", "faulthandler")
    assert "line 6 in crash" in errors


@mutant("_errors()", '_errors("-X", "faulthandler")')
def a_crash_prints_no_traceback():
    assert "in crash" not in _errors()


@mutant("script=OPERATOR", "script=SCRIPT")
def an_operator_crashes_with_an_empty_tensor():
    errors = _errors("-X", "faulthandler", script=OPERATOR)
    assert "Fatal Python error: Segmentation fault" in errors
    assert 'crash.py", line 5 in <module>' in errors
