"""Checks of the claims of the entry `msrun-wrong-python`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from checks import mutant


@mutant('Path("bin/python3")', 'Path("bin/python")')
def msrun_looks_for_python():
    Path("bin").mkdir()
    Path("bin/python3").symlink_to(sys.executable)
    Path("train.py").write_text("print('started')")
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True"]
    command = [shutil.which("msrun"), *options]
    environment = {**os.environ, "PATH": str(Path("bin").absolute())}

    def run(*script):
        return subprocess.run(
            [*command, *script], env=environment, capture_output=True, text=True, check=False
        )

    failed = run("train.py")
    assert "No such file or directory: 'python'" in failed.stderr
    assert run("python3", "train.py").returncode == 0
    assert Path("worker_0.log").read_text() == "started\n"


def _jobs_with_a_recording_python(*script):
    """Run `msrun` with a `python` that writes its arguments to a file; return what it wrote."""
    Path("bin").mkdir()
    Path("bin/python").write_text(f'#!/bin/sh\necho "$@" >> {Path("calls").absolute()}\n')
    Path("bin/python").chmod(0o755)
    Path("train.py").write_text("print('started')")
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True"]
    environment = {**os.environ, "PATH": f"{Path('bin').absolute()}:{os.environ['PATH']}"}
    command = [shutil.which("msrun"), *options, *script]
    subprocess.run(command, env=environment, capture_output=True, check=False)
    return Path("calls").read_text() if Path("calls").exists() else ""


@mutant('Path("bin/python").chmod(0o755)', 'Path("bin/python").unlink()')
def the_first_python_in_path_runs_the_script():
    assert "train.py" in _jobs_with_a_recording_python("train.py")


@mutant('sys.executable, "train.py"', '"python3", "train.py"')
def a_path_of_an_interpreter_is_taken_for_a_script():
    calls = _jobs_with_a_recording_python(sys.executable, "train.py")
    assert f"{sys.executable} train.py" in calls
