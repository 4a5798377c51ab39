"""Checks of the claims of the entry `several-machines`."""

import subprocess
from pathlib import Path

from checks import mutant


def _logs(*options):
    """Start workers that print their rank and the number of ranks; return the logs by name."""
    Path("train.py").write_text("import os\nprint(os.environ['RANK_ID'], os.environ['RANK_SIZE'])")
    subprocess.run(["msrun", *options, "--join=True", "train.py"], check=True)
    return {path.name: path.read_text() for path in Path().glob("worker_*.log")}


@mutant("--node_rank=1", "--node_rank=0")
def the_node_rank_sets_the_ranks():
    logs = _logs("--worker_num=4", "--local_worker_num=2", "--node_rank=1")
    assert logs == {"worker_2.log": "2 4\n", "worker_3.log": "3 4\n"}


@mutant("--worker_num=6", "--worker_num=4")
def worker_num_counts_the_workers_of_all_nodes():
    logs = _logs("--worker_num=6", "--local_worker_num=2", "--node_rank=0")
    assert logs == {"worker_0.log": "0 6\n", "worker_1.log": "1 6\n"}
