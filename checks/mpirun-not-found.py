"""Checks of the claims of the entry `mpirun-not-found`."""

import shutil
import subprocess
from pathlib import Path

from checks import mutant


def _logs(*command):
    """Run a command and return what each worker printed."""
    subprocess.run(command, check=True)
    return [path.read_text() for path in sorted(Path("log").glob("worker_*.log"))]


@mutant('"--worker_num=2"', '"--worker_num=4"')
def msrun_works_without_mpirun():
    assert shutil.which("mpirun") is None
    Path("train.py").write_text("import os\nprint(os.environ['RANK_ID'], os.environ['RANK_SIZE'])")
    options = ["--worker_num=2", "--local_worker_num=2", "--log_dir=log", "--join=True"]
    assert _logs("msrun", *options, "train.py") == ["0 2\n", "1 2\n"]


@mutant('"--is_parallel", "True"', '"--is_parallel", "False"')
def the_script_gets_its_arguments():
    Path("train.py").write_text("import sys\nprint(sys.argv[1:])")
    options = ["--worker_num=1", "--local_worker_num=1", "--log_dir=log", "--join=True"]
    logs = _logs("msrun", *options, "train.py", "--is_parallel", "True")
    assert logs == ["['--is_parallel', 'True']\n"]
