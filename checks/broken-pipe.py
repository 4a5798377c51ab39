"""Checks of the claims of the entry `broken-pipe`."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

from checks import mutant


def _worker():
    os.kill(os.getpid(), signal.SIGKILL)


@mutant("target=_worker", "target=signal.pause")
def a_dead_process_breaks_the_pipe():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_worker, daemon=True)
    process.start()
    theirs.close()
    process.join(3)
    messages = []
    for call in (lambda: ours.send("work"), ours.recv):
        try:
            assert process.exitcode is not None
            call()
        except (BrokenPipeError, EOFError) as error:
            messages.append(repr(error))
    process.kill()
    assert messages == ["BrokenPipeError(32, 'Broken pipe')", "EOFError()"]
    assert process.exitcode == -signal.SIGKILL


@mutant("| head -n 1", "| cat > all.txt")
def head_closes_the_output():
    Path("train.py").write_text("for step in range(100_000):\n    print('step', step)\n")
    command = f"{sys.executable} train.py | head -n 1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "BrokenPipeError: [Errno 32] Broken pipe" in run.stderr


_DATASET = """
import os
import signal

import mindspore.dataset as ds
import numpy as np


class Rows:
    def __len__(self):
        return 64

    def __getitem__(self, index):
        if index == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return (np.ones(3),)


data = ds.GeneratorDataset(Rows(), ["x"], num_parallel_workers=2, python_multiprocessing=True)
list(data.create_tuple_iterator(num_epochs=1))
"""


@mutant("_DATASET)", '_DATASET.replace("== 5", "== 99"))')
def a_killed_dataset_worker_is_reported():
    Path("train.py").write_text(_DATASET)
    run = subprocess.run([sys.executable, "train.py"], capture_output=True, text=True, check=False)
    message = "was killed by signal: Killed. Main process will be terminated."
    assert message in run.stderr + run.stdout
