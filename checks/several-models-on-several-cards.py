"""Checks of the claims of the entry `several-models-on-several-cards`."""

import subprocess
import sys
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant

PROGRAM = """
import sys

import mindspore as ms

ms.set_device("CPU", int(sys.argv[1]))
print("device", ms.get_context("device_id"))
"""


@mutant('"serve.py", "1"', '"serve.py", "0"')
def each_process_has_its_own_device():
    Path("serve.py").write_text(PROGRAM)
    ms.set_device("CPU", 0)
    command = [sys.executable, "serve.py", "1"]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert ms.get_context("device_id") == 0
    assert "device 1" in other


@mutant('tensor.to("npu:1")', "tensor.to(ms.float16)")
def a_tensor_is_not_sent_to_a_card_by_name():
    tensor = ms.Tensor([1.0, 2.0])
    with pytest.raises((ValueError, TypeError)):
        tensor.to("npu:1")
