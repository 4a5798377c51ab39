"""Checks of the claims of the entry `mindspore-and-modelarts`."""

import socket
import subprocess
from pathlib import Path

from checks import mutant

_TRAIN = """
import os
print("rank", os.environ["RANK_ID"], "of", os.environ["RANK_SIZE"])
"""


@mutant("--worker_num=2 --local_worker_num=2", "--worker_num=1 --local_worker_num=1")
@mutant('"rank", os.environ["RANK_ID"]', '"rank", os.environ["RANK_SIZE"]')
def msrun_comes_with_mindspore_and_starts_the_workers():
    Path("train.py").write_text(_TRAIN)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--worker_num=2 --local_worker_num=2 --master_port={port} --join=True".split()
    subprocess.run(["msrun", *options, "train.py"], check=True)

    # Each of the two workers knew its rank and how many they are.
    logs = {path.name: path.read_text() for path in Path().glob("worker_*.log")}
    assert "rank 0 of 2" in logs["worker_0.log"]
    assert "rank 1 of 2" in logs["worker_1.log"]
