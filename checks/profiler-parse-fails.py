"""Checks of the claims of the entry `profiler-parse-fails`."""

import subprocess
import sys
from pathlib import Path

from checks import mutant


def _errors(program):
    Path("parse.py").write_text(program)
    command = [sys.executable, "parse.py"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


_PARSE = 'from mindspore.profiler.profiler import analyse\nanalyse("prof")\n'


@mutant('Path("prof")', 'Path("prof/host_1_ascend_ms/FRAMEWORK")')
def a_folder_without_data_is_reported():
    Path("prof").mkdir(parents=True)
    assert "Expected a *_ascend_ms_* directory" in _errors(_PARSE)


@mutant('Path("prof/host_1_ascend_ms/FRAMEWORK")', 'Path("prof")')
def an_incomplete_collection_is_reported():
    Path("prof/host_1_ascend_ms/FRAMEWORK").mkdir(parents=True)
    assert "Cannot find profiler_info.json in the" in _errors(_PARSE)
