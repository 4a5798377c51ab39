"""Checks of the claims of the entry `msrun-dns-resolution`."""

import subprocess
from pathlib import Path

from checks import mutant


@mutant("no-such-host.invalid", "127.0.0.1")
def an_unknown_name_stops_msrun():
    Path("train.py").write_text("print('started')")
    options = ["--worker_num=1", "--local_worker_num=1", "--master_addr=no-such-host.invalid"]
    job = subprocess.run(
        ["msrun", *options, "--join=True", "train.py"], capture_output=True, text=True, check=False
    )
    assert job.returncode != 0
    assert "RuntimeError: DNS resolution has failed. Please verify" in job.stderr
    assert not Path("worker_0.log").exists()
