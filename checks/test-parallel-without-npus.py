"""Checks of the claims of the entry `test-parallel-without-npus`."""

import subprocess
from pathlib import Path

from checks import mutant


@mutant('"--sim_rank_id=3"', '"--sim_rank_id=2"')
def a_dry_run_starts_one_process():
    Path("train.py").write_text("import os\nprint(os.environ['RANK_ID'], os.environ['RANK_SIZE'])")
    options = ["--worker_num=8", "--local_worker_num=8", "--sim_level=0", "--sim_rank_id=3"]
    subprocess.run(["msrun", *options, "--join=True", "train.py"], check=True)
    logs = [path.read_text() for path in Path().glob("*.log")]
    assert logs == ["3 8\n"]
