"""Checks of the claims of the entry `checkpoint-cannot-be-read`."""

from pathlib import Path

import mindspore as ms
import pytest
from mindspore import nn

from checks import mutant


@mutant("[:-50]", "")
def a_truncated_file_is_reported():
    ms.save_checkpoint(nn.Dense(30, 20), "net.ckpt")
    Path("cut.ckpt").write_bytes(Path("net.ckpt").read_bytes()[:-50])
    with pytest.raises(ValueError, match="Failed to read the checkpoint file"):
        ms.load_checkpoint("cut.ckpt")


@mutant('write_bytes(b"")', "write_bytes(bytes(9))")
def an_empty_file_is_reported():
    Path("empty.ckpt").write_bytes(b"")
    with pytest.raises(ValueError, match="The loaded parameter dict is empty"):
        ms.load_checkpoint("empty.ckpt")


@mutant('"other.ckpt"', '"net.ckpt"')
def a_missing_file_is_reported():
    ms.save_checkpoint(nn.Dense(3, 2), "net.ckpt")
    with pytest.raises(ValueError, match="does not exist, please check whether"):
        ms.load_checkpoint("other.ckpt")


@mutant("net.pth", "copy.ckpt")
def the_extension_must_match_the_format():
    ms.save_checkpoint(nn.Dense(3, 2), "net.ckpt")
    copy = Path("net.pth")
    copy.write_bytes(Path("net.ckpt").read_bytes())
    with pytest.raises(ValueError, match="the checkpoint file format must same with 'format'"):
        ms.load_checkpoint(str(copy))


@mutant("nn.Dense(3, 5)", "nn.Dense(3, 2)")
def other_shapes_are_reported():
    ms.save_checkpoint(nn.Dense(3, 2), "net.ckpt")
    with pytest.raises(RuntimeError, match="should have the same shape as"):
        ms.load_param_into_net(nn.Dense(3, 5), ms.load_checkpoint("net.ckpt"))


@mutant("nn.Dense(3, 2)", "nn.Dense(4, 2)")
def the_content_can_be_listed():
    ms.save_checkpoint(nn.Dense(3, 2), "net.ckpt")
    tensors = ms.load_checkpoint("net.ckpt")
    for name, tensor in tensors.items():
        print(name, tensor.shape, tensor.dtype)
    print(sum(tensor.size for tensor in tensors.values()), "values")

    # Proof: these are the parameters of the network.
    assert sum(tensor.size for tensor in tensors.values()) == 8
    assert list(tensors) == ["weight", "bias"]
