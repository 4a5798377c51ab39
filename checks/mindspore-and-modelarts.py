"""Checks of the claims of the entry `mindspore-and-modelarts`."""

import socket
import subprocess
from pathlib import Path

from checks import mutant

_TRAIN = """
import os
if os.environ["MS_ROLE"] == "MS_WORKER":
    open("rank_" + os.environ["RANK_ID"], "w").write(os.environ["RANK_SIZE"])
"""


@mutant("--worker_num=2 --local_worker_num=2", "--worker_num=1 --local_worker_num=1")
@mutant('"rank_" + os.environ["RANK_ID"]', '"rank_" + os.environ["RANK_SIZE"]')
def msrun_comes_with_mindspore_and_starts_the_workers():
    Path("train.py").write_text(_TRAIN)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--worker_num=2 --local_worker_num=2 --master_port={port} --join=True".split()
    subprocess.run(["msrun", *options, "train.py"], check=True)

    # Proof: each of the two workers knew its rank and how many they are.
    ranks = {path.name: path.read_text() for path in Path().glob("rank_*")}
    assert ranks == {"rank_0": "2", "rank_1": "2"}
