"""Checks of the claims of the entry `profiler-parse-fails`."""

import os
import subprocess
import sys
from pathlib import Path

from checks import mutant


def _errors(program):
    Path("parse.py").write_text(program)
    command = [sys.executable, "parse.py"]
    env = os.environ | {"GLOG_v": "2"}  # warnings, too
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    return run.stdout + run.stderr


_PARSE = 'from mindspore.profiler.profiler import analyse\nanalyse("prof")\n'


_PROFILE = """
from mindspore.profiler import profile, schedule, tensorboard_trace_handler

with profile(
    schedule=schedule(wait=1, warmup=1, active=2, repeat=1),
    on_trace_ready=tensorboard_trace_handler("prof"),
) as profiler:
    for _ in range(STEPS):
        profiler.step()
"""


@mutant('"STEPS", "2"', '"STEPS", "5"')
def a_schedule_that_is_too_long_is_reported():
    warning = "Stop profiler while current state is RECORD"
    assert warning in _errors(_PROFILE.replace("STEPS", "2"))


@mutant('Path("prof")', 'Path("prof/host_1_ascend_ms/FRAMEWORK")')
def a_folder_without_data_is_reported():
    Path("prof").mkdir(parents=True)
    assert "Expected a *_ascend_ms_* directory" in _errors(_PARSE)


@mutant('Path("prof/host_1_ascend_ms/FRAMEWORK")', 'Path("prof")')
def an_incomplete_collection_is_reported():
    Path("prof/host_1_ascend_ms/FRAMEWORK").mkdir(parents=True)
    assert "Cannot find profiler_info.json in the" in _errors(_PARSE)
