"""Checks of the claims of the entry `leftovers-after-crash`."""

import signal
import subprocess
import time
from pathlib import Path

from checks import mutant


@mutant('"--join=True"', '"--join=False"')
def an_interrupt_ends_the_workers():
    Path("train.py").write_text(
        "import os, time\n"
        "if os.environ['MS_ROLE'] == 'MS_WORKER':\n"
        "    print('started', flush=True)\n"
        "    time.sleep(5)\n"
        "    print('finished', flush=True)\n"
    )
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True"]
    with subprocess.Popen(["msrun", *options, "train.py"]) as job:
        log = Path("worker_0.log")
        while not log.exists() or "started" not in log.read_text():
            time.sleep(0.1)
        job.send_signal(signal.SIGINT)
    time.sleep(6)
    assert "finished" not in log.read_text()
