"""Checks of the claims of the entry `msrun-worker-exit`."""

import re
import subprocess
import time
from pathlib import Path

from checks import mutant

_OPTIONS = ["--worker_num=2", "--local_worker_num=2"]


def _run(last_line, *options):
    """Run a script with `msrun` whose second worker ends with `last_line`; return its output."""
    Path("train.py").write_text(
        "import os, signal, time\n"
        "print('started', flush=True)\n"
        "worker = os.environ['MS_ROLE'] == 'MS_WORKER'\n"
        "if worker and os.environ['RANK_ID'] == '1':\n"
        f"    {last_line}\n"
    )
    command = ["msrun", *_OPTIONS, *options, "train.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@mutant("raise ValueError('no such file')", "print('no such file')")
def the_traceback_is_in_the_log_of_the_worker():
    code, output = _run("raise ValueError('no such file')", "--join=True")
    assert code != 0
    assert re.search(r"Worker process \d+ exit with exception. Error code: 1\.", output)
    assert "Distributed job exited with exception. Please check logs in" in output
    assert "ValueError: no such file" in Path("worker_1.log").read_text()
    assert "Traceback" not in Path("worker_0.log").read_text()


@mutant("signal.SIGKILL", "signal.SIGBUS")
def a_killed_worker_has_the_error_code_of_the_signal():
    code, output = _run("os.kill(os.getpid(), signal.SIGKILL)", "--join=True")
    assert code != 0
    assert re.search(r"Worker process \d+ exit with exception. Error code: -9\.", output)
    assert Path("worker_1.log").read_text() == "started\n"


@mutant("raise SystemExit(1)", "raise SystemExit(0)")
def the_other_workers_are_killed():
    Path("train.py").write_text(
        "import os, time\n"
        "if os.environ['MS_ROLE'] == 'MS_WORKER':\n"
        "    if os.environ['RANK_ID'] == '1':\n"
        "        raise SystemExit(1)\n"
        "    time.sleep(8)\n"
        "    print('finished')\n"
    )
    command = ["msrun", *_OPTIONS, "--join=True", "train.py"]
    subprocess.run(command, capture_output=True, check=False)
    assert "finished" not in Path("worker_0.log").read_text()


@mutant('"--join=False"', '"--join=True"')
def without_join_msrun_does_not_report_the_failure():
    code, output = _run("raise ValueError('no such file')", "--join=False")
    assert code == 0
    assert "exit with exception" not in output
    log = Path("worker_1.log")
    for _ in range(50):
        if "ValueError: no such file" in log.read_text():
            break
        time.sleep(0.2)
    assert "ValueError: no such file" in log.read_text()
