"""Checks of the claims of the entry `topology-build-timeout`."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from unittest import mock

from mindspore.parallel.cluster import run

from checks import mutant, needs

_TRAIN = """
import mindspore as ms
from mindspore.communication import init

ms.set_device("CPU")
init()
"""


@needs("mindspore>=2.10")
@mutant("--local_worker_num=1", "--local_worker_num=2")
def a_missing_worker_ends_the_job():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=2", "--local_worker_num=1", f"--master_port={port}"]
    command = ["msrun", *options, "--cluster_time_out=10", "--join=True", "train.py"]
    environment = {**os.environ, "GLOG_v": "2"}  # log warnings
    assert subprocess.run(command, env=environment, check=False).returncode != 0
    log = Path("worker_0.log").read_text()
    assert re.search(r"Topology build timed out\., retry\(1/\d+\)", log)
    assert "Failed to initialize distributed job cluster" in log


@mutant('"train.py"]', '"--cluster_time_out=3", "train.py"]')
def the_default_is_600_seconds():
    with mock.patch.object(sys, "argv", ["msrun", "train.py"]):
        assert run.get_args().cluster_time_out == 600
