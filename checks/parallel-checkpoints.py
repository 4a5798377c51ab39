"""Checks of the claims of the entry `parallel-checkpoints`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.train.node_strategy_pb2 import ParallelStrategyMap

from checks import mutant


def _source(*names):
    """Save a network as the files of one rank."""
    Path("src/rank_0").mkdir(parents=True)
    for name in names:
        ms.save_checkpoint(nn.Dense(2, 2), f"src/rank_0/{name}", format=name.rpartition(".")[2])


@mutant('_source("net.ckpt", "net.safetensors")', '_source("net.ckpt")')
def formats_are_not_mixed():
    _source("net.ckpt", "net.safetensors")
    error = "cannot contain both ckpt file and safetensors file simultaneously"
    with pytest.raises(ValueError, match=error):
        ms.transform_checkpoints("src", "dst", "net")


@mutant('output_format="safetensors"', 'output_format="ckpt"')
def ckpt_files_stay_ckpt_files():
    _source("net.ckpt")
    error = "'output_format' can not be 'safetensors' when 'src_checkpoints_dir' only contains ckpt"
    with pytest.raises(ValueError, match=error):
        ms.transform_checkpoints("src", "dst", "net", output_format="safetensors")


@mutant('"src", "dst", "net"', '"nowhere", "dst", "net"')
def a_strategy_file_is_needed():
    _source("net.ckpt")
    error = "None of the parameters in checkpoint file are in either src strategy or dst strategy"
    with pytest.raises(ValueError, match=error):
        ms.transform_checkpoints("src", "dst", "net")


WEIGHT = np.arange(8, dtype=np.float32).reshape(4, 2)


def _split(extension):
    """Save a weight of which two ranks have two rows each, and the strategy of this split."""
    for rank, rows in enumerate(np.split(WEIGHT, 2)):
        Path(f"src/rank_{rank}").mkdir(parents=True)
        parameters = [{"name": "weight", "data": ms.Tensor(rows)}]
        ms.save_checkpoint(parameters, f"src/rank_{rank}/net.{extension}", format=extension)
    _write_strategy("old.ckpt", 2)


def _write_strategy(path, cards):
    """Write the strategy file of a weight whose rows are split over some cards."""
    strategy = ParallelStrategyMap(current_stage=0)
    strategy.parallel_strategy_item.add(node_name="net").parallel_strategys.stage = 0
    layout = strategy.parallel_layout_item.add(param_name="weight").parallel_layouts
    layout.dev_matrix.add().dim.append(cards)
    layout.tensor_map.add().dim.extend([0, -1])
    layout.param_split_shape.add()
    layout.field = layout.opt_weight_shard_step = layout.opt_weight_shard_size = 0
    Path(path).write_bytes(strategy.SerializeToString())


@mutant('_write_strategy("old.ckpt", 2)', '_write_strategy("old.ckpt", 1)')
def split_weights_are_merged():
    _split("safetensors")
    ms.parallel.unified_safetensors("src", "old.ckpt", "merged")
    merged = ms.load_checkpoint("merged/part0.safetensors", format="safetensors")
    assert np.array_equal(merged["weight"].asnumpy(), WEIGHT)


@mutant('_write_strategy("new.ckpt", 4)', '_write_strategy("new.ckpt", 2)')
def a_split_is_converted():
    _split("ckpt")
    _write_strategy("new.ckpt", 4)
    ms.transform_checkpoints("src", "four", "net", "old.ckpt", "new.ckpt")
    for rank in range(4):
        rows = ms.load_checkpoint(f"four/rank_{rank}/net{rank}.ckpt")["weight"].asnumpy()
        assert np.array_equal(rows, WEIGHT[rank : rank + 1])
    ms.transform_checkpoints("src", "one", "net", "old.ckpt", None)
    whole = ms.load_checkpoint("one/rank_0/net0.ckpt")["weight"].asnumpy()
    assert np.array_equal(whole, WEIGHT)
