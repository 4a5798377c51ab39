"""Checks of the claims of the entry `master-port-in-use`."""

import os
import socket
import subprocess
from pathlib import Path
from unittest import mock

from mindspore.parallel.cluster import run

from checks import mutant

_TRAIN = """
import mindspore as ms
from mindspore.communication import init

ms.set_device("CPU")
init()
"""


@mutant("busy.listen()", "busy.close()")
def a_taken_port_stops_the_scheduler():
    busy = socket.socket()
    busy.bind(("127.0.0.1", 0))
    port = busy.getsockname()[1]
    busy.listen()
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True", "--cluster_time_out=10"]
    job = subprocess.run(
        ["msrun", *options, f"--master_port={port}", "train.py"],
        env={**os.environ, "GLOG_v": "2"},
        check=False,
    )
    assert job.returncode != 0
    log = Path("scheduler.log").read_text()
    assert "Address already in use" in log
    assert "Failed to init the tcp server" in log


@mutant("[]", '["--master_port=8119"]')
def the_default_port_is_8118():
    options = []
    with mock.patch("sys.argv", ["msrun", *options, "train.py"]):
        assert run.get_args().master_port == 8118
