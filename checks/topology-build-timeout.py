"""Checks of the claims of the entry `topology-build-timeout`."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from checks import mutant, needs

_TRAIN = """
import mindspore as ms
from mindspore.communication import get_rank, init

ms.set_device("CPU")
init()
print("rank:", get_rank())
"""


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@mutant('"--worker_num=2"', '"--worker_num=1"')
def a_missing_worker_ends_the_job():
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=2", "--local_worker_num=1", "--cluster_time_out=3", "--join=True"]
    command = ["msrun", *options, f"--master_port={_free_port()}", "train.py"]
    assert subprocess.run(command, check=False).returncode != 0
    error = "RuntimeError: Failed to initialize distributed job cluster because some processes"
    assert error in Path("scheduler.log").read_text()


@needs("mindspore>=2.10")
@mutant('"MS_WORKER_NUM": "2"', '"MS_WORKER_NUM": "1"')
def the_log_shows_who_has_registered():
    # Start the processes without `msrun`, which takes less time.
    Path("train.py").write_text(_TRAIN)
    address = {"MS_SCHED_HOST": "127.0.0.1", "MS_SCHED_PORT": str(_free_port())}
    shared = {**os.environ, **address, "MS_WORKER_NUM": "2", "GLOG_v": "2"}
    processes = []
    for number, role in enumerate(["MS_SCHED", "MS_WORKER", "MS_WORKER"]):
        with Path(f"{number}.log").open("w") as log:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "train.py"],
                    env={**shared, "MS_ROLE": role},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )
    try:
        assert all(process.wait(timeout=55) == 0 for process in processes)
    finally:
        for process in processes:
            process.kill()
    scheduler, *workers = [Path(f"{number}.log").read_text() for number in range(3)]
    assert "Topology build timed out., retry(1/1200)" in "".join(workers)
    assert scheduler.count("is registered successfully") == 2
