"""Checks of the claims of the entry `choose-npu`."""

import re
import socket
import subprocess
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('ms.set_device("CPU", 1)', 'ms.set_device("CPU", 0)')
def the_device_cannot_be_changed():
    ms.set_device("CPU", 0)
    with pytest.raises(RuntimeError, match=r"The 'mindspore\.set_device' can not be modified"):
        ms.set_device("CPU", 1)


@mutant("-1", "0")
def a_negative_device_id_raises_an_error():
    with pytest.raises(ValueError, match="The device id must bigger than or equal to 0"):
        ms.set_device("CPU", -1)


@mutant('set_device("CPU", 3)', 'set_device("CPU")')
def the_device_id_can_be_read():
    ms.set_device("CPU", 3)
    assert ms.get_current_device().device_id == 3


@mutant("set_device.__doc__", "get_context.__doc__")
def the_reference_describes_the_device_id():
    documented = " ".join(ms.set_device.__doc__.split())
    assert "the value must be in [0, device_num_per_host-1]" in documented
    assert "if it is a single-card scenario" in documented
    assert "the framework will automatically negotiate the available" in documented


@mutant("get_current_device().device_id", "get_current_device().device_id * 0")
def msrun_numbers_the_devices_from_0():
    program = """
import mindspore as ms
from mindspore.communication import init

ms.set_device('CPU')
init()
print("device:", ms.get_current_device().device_id, flush=True)
"""
    Path("train.py").write_text(program)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    logs = [Path(f"worker_{rank}.log").read_text() for rank in (0, 1)]
    assert [re.findall(r"^device: (\d+)$", log, re.MULTILINE) for log in logs] == [["0"], ["1"]]
