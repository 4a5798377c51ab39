"""Checks of the claims of the entry `topology-build-timeout`."""

import os
import socket
import subprocess
from pathlib import Path

from checks import mutant, needs

_TRAIN = """
import mindspore as ms
from mindspore.communication import get_rank, init

ms.set_device("CPU")
init()
print("rank:", get_rank())
"""


def _run(*options):
    """Start workers with `msrun`, with warnings in the logs; return the exit status."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TRAIN)
    command = ["msrun", *options, "--join=True", f"--master_port={port}", "train.py"]
    environment = {**os.environ, "GLOG_v": "2"}
    return subprocess.run(command, env=environment, check=False).returncode


@mutant('"--worker_num=2"', '"--worker_num=1"')
def a_missing_worker_ends_the_job():
    assert _run("--worker_num=2", "--local_worker_num=1", "--cluster_time_out=3") != 0
    error = "RuntimeError: Failed to initialize distributed job cluster because some processes"
    assert error in Path("scheduler.log").read_text()


@needs("mindspore>=2.10")
@mutant('"--worker_num=2", "--local_worker_num=2"', '"--worker_num=1", "--local_worker_num=1"')
def the_log_shows_who_has_registered():
    assert _run("--worker_num=2", "--local_worker_num=2") == 0
    logs = [Path(f"worker_{rank}.log").read_text() for rank in (0, 1)]
    assert "Topology build timed out., retry(1/1200)" in "".join(logs)
    assert Path("scheduler.log").read_text().count("is registered successfully") == 2
