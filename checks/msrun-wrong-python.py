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
