"""Checks of the claims of the entry `parallel-checkpoints`."""

from pathlib import Path

import mindspore as ms
import pytest
from mindspore import nn

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
