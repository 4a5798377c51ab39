"""Checks of the claims of the entry `slower-on-several-cards`."""

import subprocess
from pathlib import Path

from checks import mutant


@mutant('"device0": ["0-0"]', '"device0": ["0-1"]')
def a_worker_runs_on_the_cores_it_is_bound_to():
    Path("train.py").write_text("import os\nprint(sorted(os.sched_getaffinity(0)))")
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True"]
    command = ["msrun", *options, '--bind_core={"device0": ["0-0"]}', "train.py"]
    subprocess.run(command, check=True)
    assert Path("worker_0.log").read_text() == "[0]\n"
