"""Checks of the claims of the entry `rank-table-deprecated`."""

import os
import subprocess
from pathlib import Path

from checks import mutant


@mutant("--help", "--worker_num=1")
def the_rank_table_does_not_start_the_job():
    text = subprocess.run(["msrun", "--help"], capture_output=True, text=True, check=False).stdout
    note = "This path is not used to initialize distributed job in 'rank table file manner'"
    assert note in " ".join(text.split())


@mutant("environment)", 'environment | {"RANK_TABLE_FILE": "hccl.json"})')
def msrun_needs_no_rank_table():
    environment = {name: value for name, value in os.environ.items() if name != "RANK_TABLE_FILE"}
    Path("predict.py").write_text("import os\nprint('RANK_TABLE_FILE' in os.environ)")
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True"]
    subprocess.run(["msrun", *options, "predict.py"], check=True, env=environment)
    assert [Path(f"worker_{n}.log").read_text() for n in (0, 1)] == ["False\n", "False\n"]
