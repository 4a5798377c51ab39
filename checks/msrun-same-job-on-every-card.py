"""Checks of the claims of the entry `msrun-same-job-on-every-card`."""

import re
import socket
import subprocess
from pathlib import Path

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant

_TRAIN = """
import mindspore as ms, mindspore.dataset as ds, numpy as np
from mindspore import nn, ops
from mindspore.communication import get_group_size, get_rank, init

ms.set_device("CPU")
init()
ms.set_seed(1)
net = nn.Dense(1, 1)
optimizer = nn.SGD(net.trainable_params(), 0.01)
average = nn.DistributedGradReducer(optimizer.parameters, mean=True)
rows = np.arange(8, dtype=np.float32).reshape(8, 1)
data = ds.NumpySlicesDataset(rows, num_shards=get_group_size(), shard_id=get_rank()).batch(2)
step = ms.value_and_grad(lambda x: ops.square(net(x)).mean(), None, optimizer.parameters)
for (x,) in data:
    loss, grads = step(x)
    optimizer(average(grads))
print("steps:", data.get_dataset_size(), "weight:", net.weight.asnumpy())
"""


def _results(program):
    """Run a program in two processes and return the steps and the weight of each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(program)
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    logs = [Path(f"worker_{rank}.log").read_text() for rank in (0, 1)]
    return [re.search(r"steps: (\d+) weight: (\S+)", log).groups() for log in logs]


@mutant("num_shards=get_group_size(), shard_id=get_rank()", "")
def two_workers_share_the_steps_and_the_weights():
    first, second = _results(_TRAIN)
    assert first == second
    assert first[0] == "2"


@mutant('"optimizer(grads)"', '"optimizer(average(grads))"')
def a_handwritten_loop_needs_a_reducer():
    program = _TRAIN.replace("optimizer(average(grads))", "optimizer(grads)").replace(
        "net =", 'ms.set_auto_parallel_context(parallel_mode="data_parallel")\nnet ='
    )
    first, second = _results(program)
    assert first[1] != second[1]


@mutant('"\\ninit()\\n", "\\n"', '"\\ninit()\\n", "\\ninit()\\n"')
def a_reducer_needs_init():
    with pytest.raises(subprocess.CalledProcessError):
        _results(_TRAIN.replace("\ninit()\n", "\n"))


@mutant("num_shards=2, shard_id=0", "")
def a_new_iterator_repeats_the_order():
    data = ds.NumpySlicesDataset(np.arange(64), num_shards=2, shard_id=0)
    first, second = (
        [int(row) for (row,) in data.create_tuple_iterator(num_epochs=1, output_numpy=True)]
        for _ in range(2)
    )
    assert first == second
    rows = data.create_tuple_iterator(num_epochs=2, output_numpy=True)
    first, second = ([int(row) for (row,) in rows] for _ in range(2))
    assert first != second
