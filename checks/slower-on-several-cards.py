"""Checks of the claims of the entry `slower-on-several-cards`."""

import os
import subprocess
from pathlib import Path

import pytest

from checks import mutant


@mutant('"--bind_core=True", ', "")
def each_worker_has_its_own_cores():
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("needs two CPU cores")
    Path("train.py").write_text("import os\nprint(*sorted(os.sched_getaffinity(0)))")
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True"]
    subprocess.run(["msrun", *options, "--bind_core=True", "train.py"], check=True)
    first, second = (set(Path(f"worker_{n}.log").read_text().split()) for n in (0, 1))
    assert first
    assert second
    assert not first & second


@mutant('"device0": ["0-0"]', '"device0": ["0-1"]')
def a_worker_runs_on_the_cores_it_is_bound_to():
    Path("train.py").write_text("import os\nprint(sorted(os.sched_getaffinity(0)))")
    options = ["--worker_num=1", "--local_worker_num=1", "--join=True"]
    command = ["msrun", *options, '--bind_core={"device0": ["0-0"]}', "train.py"]
    subprocess.run(command, check=True)
    assert Path("worker_0.log").read_text() == "[0]\n"
