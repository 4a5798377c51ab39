"""Checks of the claims of the entry `msrun-output`."""

import subprocess
from pathlib import Path

from checks import mutant


def _console(*options):
    """Run a script that prints its role and rank in two workers, and return the console output."""
    Path("train.py").write_text(
        "import os, time\n"
        "print('this is', os.environ['MS_ROLE'], os.environ['RANK_ID'], flush=True)\n"
        "time.sleep(3)\n"
    )
    command = ["msrun", "--worker_num=2", "--local_worker_num=2", "--join=True", *options]
    done = subprocess.run([*command, "train.py"], capture_output=True, text=True, check=True)
    return done.stdout


@mutant("--tail_worker_log=0", "--tail_worker_log=-1")
def one_worker_is_shown():
    console = _console("--tail_worker_log=0")
    assert "this is MS_WORKER 0" in console
    assert "this is MS_WORKER 1" not in console
    assert "this is MS_WORKER 1" in Path("worker_1.log").read_text()


@mutant("_console()", '_console("--sim_level=0")')
def the_scheduler_runs_the_script():
    _console()
    assert Path("scheduler.log").read_text() == "this is MS_SCHED 0\n"
