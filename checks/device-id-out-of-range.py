"""Checks of the claims of the entry `device-id-out-of-range`."""

import os
import re
import socket
import subprocess
from pathlib import Path

from checks import mutant, needs

_TRAIN = """
import mindspore as ms
from mindspore.communication import init

ms.set_device("CPU")
init()
"""


@needs("mindspore>=2.10")
@mutant('"GLOG_v": "2"', '"GLOG_v": "3"')
def the_scheduler_logs_the_host_name_of_each_worker():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], env={**os.environ, "GLOG_v": "2"}, check=True)
    log = Path("scheduler.log").read_text()
    name = re.escape(socket.gethostname())
    line = rf"rank id: 0, device id: 0, hostname: {name}, ip: 127.0.0.1 is registered successfully"
    assert re.search(line, log)
