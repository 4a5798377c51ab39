"""Checks of the claims of the entry `scheduler-timed-out-nodes`."""

import os
import re
import socket
import subprocess
import time
from pathlib import Path

from checks import mutant, needs

_TRAIN = """
import os
import time
import mindspore as ms
from mindspore.communication import get_rank, init

ms.set_device("CPU")
init()
if get_rank() == 1:
    os._exit(1)
for _ in range(40):
    if "Timed out node list" in open("scheduler.log").read():
        break
    time.sleep(0.5)
"""


@needs("mindspore>=2.10")
@mutant('"MS_NODE_TIMEOUT": "5"', '"MS_DISABLE_HEARTBEAT": "1"')
def the_scheduler_reports_the_rank_of_a_dead_worker():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=2", "--local_worker_num=2", f"--master_port={port}"]
    environment = {**os.environ, "MS_NODE_TIMEOUT": "5"}
    subprocess.run(["msrun", *options, "train.py"], env=environment, check=True)
    for _ in range(80):
        log = Path("scheduler.log").read_text()
        if "Timed out node list" in log:
            break
        time.sleep(0.5)
    assert "The node: 1 is timed out. It may exit with exception" in log
    assert re.search(r"Timed out node list is: .*1.*, worker 1 is the first one timed out", log)
