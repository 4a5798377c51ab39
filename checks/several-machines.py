"""Checks of the claims of the entry `several-machines`."""

import subprocess
from pathlib import Path

from checks import mutant


@mutant("--node_rank=1", "--node_rank=0")
def the_node_rank_sets_the_ranks():
    Path("train.py").write_text("import os\nprint(os.environ['RANK_ID'], os.environ['RANK_SIZE'])")
    options = ["--worker_num=4", "--local_worker_num=2", "--node_rank=1", "--join=True"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    logs = {path.name: path.read_text() for path in Path().glob("worker_*.log")}
    assert logs == {"worker_2.log": "2 4\n", "worker_3.log": "3 4\n"}
