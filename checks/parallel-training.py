"""Checks of the claims of the entry `parallel-training`."""

import re
import socket
import subprocess
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import pytest
from mindspore import ops
from mindspore.communication import init
from mindspore.parallel.auto_parallel import AutoParallel

from checks import mutant


def _lines_of_two_processes(program):
    """Run a program in two processes with `msrun`, and return the result lines of each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    Path("train.py").write_text(program)
    subprocess.run(["msrun", *options, "train.py"], check=True)
    logs = [Path(f"worker_{rank}.log").read_text() for rank in (0, 1)]
    return [re.findall(r"(?:gradient|sum|weight): .*$", log, re.MULTILINE) for log in logs]


_TRAIN = """
import mindspore as ms
import numpy as np
from mindspore import nn, ops
from mindspore.communication import get_group_size, get_rank, init

ms.set_device("CPU")
init()
weight = ms.Parameter(ms.Tensor([1.0]), name="weight")
average = nn.DistributedGradReducer([weight], mean=True)

batch = np.array([1, 2, 3, 4], np.float32)
part = np.split(batch, get_group_size())[get_rank()]
backward = ms.grad(lambda x: ops.mul(x, weight).mean(), None, [weight])
(gradient,) = average(backward(ms.Tensor(part)))
print("gradient:", gradient.asnumpy())
"""


_SUM = """
(total,) = nn.DistributedGradReducer([weight])(backward(ms.Tensor(part)))
print("sum:", total.asnumpy())
"""


@mutant("mean=True", "mean=False")
@mutant("average(backward(ms.Tensor(part)))", "backward(ms.Tensor(part))")
def averaged_gradients_are_those_of_the_whole_batch():
    # The mean of 1, 2, 3 and 4 is 2.5; of the halves it is 1.5 and 3.5, which add up to 5.
    assert _lines_of_two_processes(_TRAIN + _SUM) == [["gradient: [2.5]", "sum: [5.]"]] * 2


_TRAIN_LOOP = """
import mindspore as ms, mindspore.dataset as ds, numpy as np
from mindspore import nn
from mindspore.communication import get_group_size, get_rank, init

ms.set_device("CPU")  # or "Ascend"
init()
ms.set_seed(1)  # the same initial weights in every process
net, loss_fn = nn.Dense(4, 1), nn.MSELoss()
optimizer = nn.SGD(net.trainable_params(), 0.1)
average = nn.DistributedGradReducer(optimizer.parameters, mean=True)
rows = np.random.default_rng(0).random((64, 4)).astype(np.float32)
columns = rows, rows.sum(1, keepdims=True)
data = ds.NumpySlicesDataset(columns, num_shards=get_group_size(), shard_id=get_rank()).batch(8)
step = ms.value_and_grad(lambda x, y: loss_fn(net(x), y), None, optimizer.parameters)
for epoch in range(20):
    for x, y in data:
        loss, grads = step(x, y)
        optimizer(average(grads))
print("loss:", loss, "weight:", net.weight.asnumpy())
"""


@mutant("average(grads)", "grads")
@mutant("ms.set_seed(1)", "")
def the_processes_end_with_the_same_weights():
    first, second = _lines_of_two_processes(_TRAIN_LOOP)
    assert first == second != []


@mutant("    init()\n", '    init("hccl")\n')
def a_cluster_needs_a_launcher():
    ms.set_device("CPU")
    error = "Maybe you are trying to call 'mindspore.communication.init()' without using 'mpirun'"
    with pytest.raises(RuntimeError, match=re.escape(error)):
        init()


@mutant("platforms(AutoParallel)", "platforms(ops.matmul)")
def auto_parallel_is_for_ascend():
    def platforms(kind):
        return kind.__doc__.split("Supported Platforms:")[1].split("Examples:")[0].split()

    assert platforms(AutoParallel) == ["``Ascend``"]
    assert "``CPU``" in platforms(ops.matmul)


@mutant("num_shards=2", "num_shards=1")
@mutant("shard_id=rank", "shard_id=0")
def each_process_reads_its_own_part_of_the_data():
    rows = [f"row {number}" for number in range(6)]
    Path("rows.txt").write_text("\n".join(rows))
    read = []
    for rank in (0, 1):
        part = ds.TextFileDataset("rows.txt", shuffle=False, num_shards=2, shard_id=rank)
        read.append([str(row) for (row,) in part.create_tuple_iterator(output_numpy=True)])

    # Proof: no row is read twice, and none is left out.
    assert len(read[0]) == len(read[1]) == 3
    assert sorted(read[0] + read[1]) == rows


@mutant("shard([(2, 1), (1, 2)])", "shard(((2, 1), (1, 2)))")
@mutant("(1, 2.0)", "(1, 2)")
@mutant("shard((layout, (1, 2)))", "shard((layout, layout))")
def a_strategy_is_a_tuple_of_one_kind():
    with pytest.raises(TypeError, match="in_strategy must be tuple type, but got:<class 'list'>"):
        ops.MatMul().shard([(2, 1), (1, 2)])
    error = "the value of strategy must be int type, but got:<class 'float'>"
    with pytest.raises(TypeError, match=error):
        ops.MatMul().shard(((2, 1), (1, 2.0)))
    layout = ms.Layout((2, 2), ("rows", "columns"))("rows", "columns")
    with pytest.raises(TypeError, match="in_strategy item should be a object of class Layout"):
        ops.MatMul().shard((layout, (1, 2)))


@mutant('layout("dp", "depth")', 'layout("dp", "tp")')
@mutant('layout("dp", "dp")', 'layout("dp", "tp")')
@mutant("Layout((2, 4)", "Layout((4, 2)")
def a_layout_names_the_axes_of_the_device_mesh():
    layout = ms.Layout((2, 4), ("dp", "tp"))
    product = ops.MatMul().shard((layout("dp", "None"), layout("None", "tp")))
    print([part["tensor_map"] for part in product.in_layout])

    # Proof: eight devices; an unknown axis and a repeated axis raise an error.
    assert [part["device_matrix"] for part in product.in_layout] == [(2, 4), (2, 4)]
    assert [part["tensor_map"] for part in product.in_layout] == [(1, -1), (-1, 0)]
    assert layout("dp", "None").to_dict()["rank_list"] == list(range(8))
    error = re.escape("The axis depth is not found in ('dp', 'tp')")
    with pytest.raises(ValueError, match=error):
        layout("dp", "depth")
    error = re.escape("The axis dp has been set more than one in ('dp', 'tp')")
    with pytest.raises(ValueError, match=error):
        layout("dp", "dp")
