"""Checks of the claims of the entry `parallel-training`."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.communication import get_group_size, get_rank, init

from checks import mutant


def _run_as_two_processes(work):
    """Call a function in two processes that `msrun` starts with this file."""
    if "MS_ROLE" in os.environ:
        work()
        sys.exit()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True"]
    options += [f"--master_port={port}"]
    subprocess.run(["msrun", *options, __file__], check=True)


BATCH = np.linspace(-1, 2, 12, dtype=np.float32).reshape(4, 3)
WEIGHT = np.linspace(-2, 1, 6, dtype=np.float32).reshape(3, 2)


def _average_the_gradients():
    ms.set_device("CPU")
    init()
    weight = ms.Parameter(ms.Tensor(WEIGHT), name="weight")

    def loss(x):
        return ops.square(ops.matmul(x, weight)).mean()

    gradients = ms.grad(loss, None, [weight])
    reduce = nn.DistributedGradReducer([weight], mean=True)
    part = np.split(BATCH, get_group_size())[get_rank()]
    (gradient,) = reduce(gradients(ms.Tensor(part)))
    np.save(f"process_{get_rank()}.npy", gradient.asnumpy())


@mutant("mean=True", "mean=False")
@mutant("reduce(gradients(ms.Tensor(part)))", "gradients(ms.Tensor(part))")
def averaged_gradients_are_those_of_the_whole_batch():
    _run_as_two_processes(_average_the_gradients)
    print(np.load("process_0.npy"))

    # Proof: each process has the gradient of all four rows, though it read only two.
    whole = 2 * BATCH.T @ (BATCH @ WEIGHT) / 8
    for rank in (0, 1):
        assert np.allclose(np.load(f"process_{rank}.npy"), whole, atol=1e-5)


def _add_the_gradients():
    ms.set_device("CPU")
    init()
    reduce = nn.DistributedGradReducer([ms.Parameter(ms.Tensor([0.0]), name="weight")])
    (gradient,) = reduce((ms.Tensor([get_rank() + 1.0]),))
    print("gradient:", gradient.asnumpy())


@mutant('name="weight")])', 'name="weight")], mean=True)')
def without_mean_the_gradients_are_added_up():
    _run_as_two_processes(_add_the_gradients)
    for rank in (0, 1):
        assert "gradient: [3.]" in Path(f"worker_{rank}.log").read_text()


def _multiply_halves():
    ms.set_device("CPU")
    init()
    columns = np.split(BATCH.T, 2, axis=1)[get_rank()]
    rows = np.split(BATCH, 2)[get_rank()]
    product = ops.AllReduce()(ops.matmul(ms.Tensor(columns), ms.Tensor(rows)))
    np.save(f"process_{get_rank()}.npy", product.asnumpy())


@mutant("ops.AllReduce()(", "ops.identity(")
def a_matrix_product_can_be_split_over_two_processes():
    _run_as_two_processes(_multiply_halves)
    print(np.load("process_0.npy"))

    # Proof: each process has the product of the whole matrices, though it multiplied halves.
    for rank in (0, 1):
        assert np.allclose(np.load(f"process_{rank}.npy"), BATCH.T @ BATCH, atol=1e-5)


@mutant("    init()\n", '    init("hccl")\n')
@mutant('init("nccl")', 'init("mccl")')
def a_cluster_needs_msrun():
    ms.set_device("CPU")
    error = "Maybe you are trying to call 'mindspore.communication.init()' without using 'mpirun'"
    with pytest.raises(RuntimeError, match=re.escape(error)):
        init()

    error = "the argument 'backend_name' should be 'mccl' to init 'CPU', but got 'nccl'."
    with pytest.raises(RuntimeError, match=re.escape(error)):
        init("nccl")


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


@mutant('parallel_mode="tensor_parallel"', 'parallel_mode="stand_alone"')
@mutant('"hybrid_parallel"', '"mixed_parallel"')
def the_context_knows_five_modes():
    assert ms.get_auto_parallel_context("parallel_mode") == "stand_alone"
    modes = ["data_parallel", "hybrid_parallel", "semi_auto_parallel", "auto_parallel"]
    for mode in modes:
        ms.set_auto_parallel_context(parallel_mode=mode)
        assert ms.get_auto_parallel_context("parallel_mode") == mode

    error = (
        "The context configuration parameter 'parallel_mode' only support 'stand_alone', "
        "'data_parallel', 'hybrid_parallel', 'semi_auto_parallel' and 'auto_parallel', "
        "but got the value : tensor_parallel."
    )
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.set_auto_parallel_context(parallel_mode="tensor_parallel")


@mutant(".shard(strategy)", ".shard(((1, 1), (1, 2)))")
@mutant('parallel_mode="data_parallel"', 'parallel_mode="semi_auto_parallel", device_num=4')
def a_strategy_counts_in_the_automatic_modes_only():
    strategy = ((2, 1), (1, 2))
    product = ops.MatMul().shard(strategy)

    # Proof: the strategy is kept, and in data parallelism the product is that of one device.
    assert product.in_strategy == strategy
    ms.set_device("CPU")
    ms.set_context(mode=ms.GRAPH_MODE)
    ms.set_auto_parallel_context(parallel_mode="data_parallel")

    class Net(nn.Cell):
        def construct(self, x, w):
            return product(x, w)

    x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(4, 3)
    y = Net()(ms.Tensor(x), ms.Tensor(x.T.copy()))
    assert np.allclose(y.asnumpy(), x @ x.T, atol=1e-6)


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


@mutant('layout("rows", "depth")', 'layout("rows", "columns")')
@mutant('layout("rows", "rows")', 'layout("rows", "columns")')
@mutant("Layout((2, 4)", "Layout((4, 2)")
def a_layout_names_the_axes_of_the_devices():
    layout = ms.Layout((2, 4), ("rows", "columns"))
    strategy = (layout("rows", "None"), layout("None", "columns"))
    product = ops.MatMul().shard(strategy)
    print(product.in_layout)

    # Proof: eight devices; axes that do not exist, or occur twice, are refused.
    assert [one["device_matrix"] for one in product.in_layout] == [(2, 4), (2, 4)]
    assert strategy[0].to_dict()["rank_list"] == list(range(8))
    error = re.escape("The axis depth is not found in ('rows', 'columns')")
    with pytest.raises(ValueError, match=error):
        layout("rows", "depth")
    error = re.escape("The axis rows has been set more than one in ('rows', 'columns')")
    with pytest.raises(ValueError, match=error):
        layout("rows", "rows")
