"""Checks of the claims of the entry `dataset-worker-processes`."""

import os
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore.dataset.engine import datasets_user_defined

from checks import mutant


class Workers:
    def __len__(self):
        return 8

    def __getitem__(self, index):
        return (np.array([os.getpid()]),)


def _processes(**options):
    dataset = ds.GeneratorDataset(Workers(), ["pid"], num_parallel_workers=2, **options)
    rows = dataset.create_tuple_iterator(num_epochs=1, output_numpy=True)
    return {row[0].item() for row in rows}


@mutant("python_multiprocessing=True", "python_multiprocessing=False")
def two_workers_are_two_processes():
    found = _processes(python_multiprocessing=True)
    assert len(found) == 2
    assert os.getpid() not in found


@mutant("python_multiprocessing=False", "python_multiprocessing=True")
def threads_stay_in_the_main_process():
    assert _processes(python_multiprocessing=False) == {os.getpid()}


def _rows_with_the_lock(start_method):
    """Return for four rows whether a worker could take a lock that the main process holds."""
    Path("my_data.py").write_text(
        """
import threading
import numpy as np

LOCK = threading.Lock()

class MyData:
    def __len__(self):
        return 4

    def __getitem__(self, index):
        taken = LOCK.acquire(timeout=1)
        if taken:
            LOCK.release()
        return (np.array([int(taken)]),)
"""
    )
    Path("train.py").write_text(
        f"""
import mindspore.dataset as ds
import my_data

if __name__ == "__main__":
    ds.config.set_multiprocessing_start_method("{start_method}")
    my_data.LOCK.acquire()
    dataset = ds.GeneratorDataset(my_data.MyData(), ["taken"], num_parallel_workers=2)
    for row in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True):
        print("taken", row[0].item())
"""
    )
    run = subprocess.run(
        [sys.executable, "train.py"], capture_output=True, text=True, timeout=120, check=True
    )
    return [line for line in run.stdout.splitlines() if line.startswith("taken")]


@mutant('_rows_with_the_lock("spawn")', '_rows_with_the_lock("fork")')
def spawned_workers_do_not_inherit_a_lock():
    assert _rows_with_the_lock("spawn") == ["taken 1"] * 4
    assert _rows_with_the_lock("fork") == ["taken 0"] * 4


@mutant("max_rowsize=10**7", "max_rowsize=1")
def a_large_row_size_exceeds_the_shared_memory():
    with pytest.raises(RuntimeError, match="Insufficient shared memory available"):
        _processes(max_rowsize=10**7)


@mutant("time.sleep(4)", "time.sleep(0)")
def a_slow_row_is_only_a_warning():
    class Slow:
        def __len__(self):
            return 2

        def __getitem__(self, index):
            time.sleep(4)
            return (np.array([index]),)

    ds.config.set_multiprocessing_timeout_interval(1)
    with mock.patch.object(datasets_user_defined, "logger") as log:
        dataset = ds.GeneratorDataset(Slow(), ["x"], num_parallel_workers=2)
        rows = list(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    warnings = [call.args[0] for call in log.warning.call_args_list]
    assert len(rows) == 2
    assert any("Has been waiting for data from Generator worker" in text for text in warnings)


@mutant('"os.kill(os.getpid(), signal.SIGBUS)"', '"pass"')
def the_end_of_a_worker_is_explained():
    def output(end):
        Path("train.py").write_text(
            f"""
import os, signal
import mindspore.dataset as ds
import numpy as np

class MyData:
    def __len__(self):
        return 4

    def __getitem__(self, index):
        {end}
        return (np.array([index]),)

list(ds.GeneratorDataset(MyData(), ["x"], num_parallel_workers=2))
"""
        )
        run = subprocess.run(
            [sys.executable, "train.py"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return run.stdout + run.stderr

    assert "was killed by signal: Killed" in output("os.kill(os.getpid(), signal.SIGKILL)")
    assert "was killed by signal: Bus error" in output("os.kill(os.getpid(), signal.SIGBUS)")
    assert "with exit code 3" in output("os._exit(3)")
