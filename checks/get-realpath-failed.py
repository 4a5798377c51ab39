"""Checks of the claims of the entry `get-realpath-failed`."""

import os
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant

CELL = """
import mindspore as ms
from mindspore import nn

class Net(nn.Cell):
    def construct(self, x):
        return x + ms.ops.ones((3,))

ms.set_context(mode=ms.GRAPH_MODE)
Net()(ms.ops.ones((2,)))
"""

# Run a cell as a notebook does: its source is known to Python, but is in no file.
NOTEBOOK = """
import linecache, sys
name = "/tmp/ipykernel_1/2.py"
linecache.cache[name] = len(CELL), None, CELL.splitlines(True), name
exec(compile(CELL, name, "exec"))
"""


def _errors(level="2"):
    Path("notebook.py").write_text(f"CELL = {CELL!r}\n{NOTEBOOK}")
    run = subprocess.run(
        [sys.executable, "notebook.py"],
        env={**os.environ, "GLOG_v": level},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "need to broadcast" in run.stderr
    return run.stderr


@mutant("Get realpath failed, path[/tmp/ipykernel_1/2.py]", "Get realpath failed, path[/tmp/2.py]")
def the_line_comes_with_another_error():
    errors = _errors()
    assert "Get realpath failed, path[/tmp/ipykernel_1/2.py]" in errors
    assert errors.rindex("need to broadcast") > errors.index("Get realpath failed")


@mutant('"4"', '"2"')
def the_line_is_hidden_by_the_log_level():
    assert "Get realpath failed" not in _errors("4")


@mutant("ms.load(", "ms.Tensor(")
def a_missing_file_raises_an_error():
    with pytest.raises(ValueError, match="does not exist"):
        ms.load("missing.mindir")
    with pytest.raises(ValueError, match="does not exist"):
        ms.load_checkpoint("missing.ckpt")
