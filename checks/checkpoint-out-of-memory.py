"""Checks of the claims of the entry `checkpoint-out-of-memory`."""

import json
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import numpy as np

from checks import mutant

# Prints the peak of the resident memory, in multiples of the file, that a program adds.
_PROGRAM = """
import json, os, resource, sys
import mindspore as ms, numpy as np
from mindspore import nn

file, kind, with_network = sys.argv[1], sys.argv[2], sys.argv[3] == "network"


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        for i in range(8):
            value = ms.Tensor(np.zeros((4, 1024, 1024), np.float32))
            self.insert_param_to_cell(f"p{i}", ms.Parameter(value, name=f"p{i}"))


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


ms.Tensor(np.ones(1, np.float32)).asnumpy()
before = peak()
net = Net() if with_network else None
weights = ms.load_checkpoint(file, format=kind)
if net is not None:
    ms.load_param_into_net(net, weights)
print(json.dumps((peak() - before) / os.path.getsize(file)))
"""


def _files() -> None:
    """Write the same 128 MiB as `model.ckpt` and as a safetensors file."""
    shape = (4, 1024, 1024)
    weights = [
        {"name": f"p{i}", "data": ms.Tensor(np.full(shape, i, np.float32))} for i in range(8)
    ]
    ms.save_checkpoint(weights, "model.ckpt")


def _multiple(file: str, network: str = "") -> float:
    command = [sys.executable, "-c", _PROGRAM, file, Path(file).suffix[1:], network]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@mutant('_multiple("model.ckpt")', '_multiple("converted/model.safetensors")')
def safetensors_need_less_memory():
    _files()
    ms.ckpt_to_safetensors("model.ckpt", "converted")
    weights = ms.load_checkpoint("converted/model.safetensors", format="safetensors")
    print(len(weights))

    # Proof: the peak of a new process that only loads the file.
    assert len(weights) == 8
    assert 1.7 < _multiple("model.ckpt") < 2.3
    assert _multiple("converted/model.safetensors") < 0.5


@mutant('_multiple("model.ckpt", "network")', '_multiple("model.ckpt")')
def a_network_and_its_checkpoint_need_three_times_the_size():
    _files()
    ms.ckpt_to_safetensors("model.ckpt", "converted")
    assert 2.6 < _multiple("model.ckpt", "network") < 3.4
    assert 0.7 < _multiple("converted/model.safetensors", "network") < 1.5
