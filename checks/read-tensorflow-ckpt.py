"""Checks of the claims of the entry `read-tensorflow-ckpt`."""

import pickle
import re
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from google.protobuf.message import DecodeError
from mindspore import nn
from mindspore.train.checkpoint_pb2 import Checkpoint

from checks import mutant


def _crc32c(data):
    """Return the checksum of a block, masked as the tables of TensorFlow have it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0x82F63B78 * (crc & 1)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def _block(*entries):
    """Return a block of a table: entries, where they start afresh, no compression, checksum."""
    body = b"".join(bytes((0, len(key), len(value))) + key + value for key, value in entries)
    body += struct.pack("<II", 0, 1) + b"\0"
    return body + struct.pack("<I", _crc32c(body))


def _write_tensorflow_checkpoint(prefix):
    """Write the two files of a TensorFlow checkpoint of one variable: the index and the values."""
    values = np.ones(3, "<f4").tobytes()
    header = b"\x08\x01\x1a\x02\x08\x01"  # one shard, format version 1
    crc = struct.pack("<I", _crc32c(values))
    entry = b"\x08\x01\x12\x04\x12\x02\x08\x03\x28\x0c\x35" + crc  # float, shape (3,), 12 bytes
    data, meta = _block((b"", header), (b"w", entry)), _block()
    handles = [bytes((0, len(data) - 5)), bytes((len(data), len(meta) - 5))]
    index = _block((b"x", handles[0]))
    handles.append(bytes((len(data) + len(meta), len(index) - 5)))
    footer = (handles[1] + handles[2]).ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)
    Path(f"{prefix}.index").write_bytes(data + meta + index + footer)
    Path(f"{prefix}.data-00000-of-00001").write_bytes(values)


@mutant('_write_tensorflow_checkpoint("model.ckpt")', 'ms.save_checkpoint(net, "model.ckpt")')
def a_tensorflow_checkpoint_is_not_found_by_its_name():
    net = nn.Dense(3, 2)
    _write_tensorflow_checkpoint("model.ckpt")

    error = "model.ckpt does not exist, please check whether the 'ckpt_file_name' is correct."
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.load_checkpoint("model.ckpt", net)


@mutant('Path("model.ckpt.index")', 'Path("other.ckpt")')
@mutant('load_checkpoint("model.ckpt.index")', 'load_checkpoint("model.ckpt")')
def tensorflow_files_raise_an_error():
    _write_tensorflow_checkpoint("model.ckpt")
    ms.save_checkpoint(nn.Dense(3, 2), "other.ckpt")

    error = "the checkpoint file format must same with 'format', but got file_name:'model.ckpt."
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.load_checkpoint("model.ckpt.index")

    Path("model.ckpt.index").rename("model.ckpt")
    error = "The file may be corrupted, and the content cannot be parsed."
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.load_checkpoint("model.ckpt")


@mutant('zipfile.ZipFile("lightning.ckpt", "w")', 'zipfile.ZipFile("lightning.zip", "w")')
def a_pytorch_checkpoint_raises_an_error():
    ms.save_checkpoint(nn.Dense(3, 2), "lightning.ckpt")
    Path("lightning.ckpt").chmod(0o600)
    # What torch.save writes for a dictionary without tensors.
    with zipfile.ZipFile("lightning.ckpt", "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({"epoch": 3}, protocol=2))
        archive.writestr("archive/version", "3\n")

    error = "The file may be corrupted, and the content cannot be parsed."
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.load_checkpoint("lightning.ckpt")


@mutant('format="ckpt"', 'format="safetensors"')
def a_mindspore_checkpoint_is_a_protobuf_message():
    net = nn.Dense(3, 2)
    ms.save_checkpoint(net, "model", format="ckpt")

    (path,) = Path().glob("model.*")
    message = Checkpoint.FromString(path.read_bytes())
    found = {value.tag: tuple(value.tensor.dims) for value in message.value}
    assert found == {"weight": (2, 3), "bias": (2,)}
    first = message.value[0].tensor
    assert first.tensor_type == "Float32"
    assert first.tensor_content == net.weight.asnumpy().tobytes()


@mutant('Path("model.ckpt.index")', 'Path("other.ckpt")')
def a_tensorflow_index_does_not_parse():
    _write_tensorflow_checkpoint("model.ckpt")
    ms.save_checkpoint(nn.Dense(3, 2), "other.ckpt")

    with pytest.raises(DecodeError):
        Checkpoint.FromString(Path("model.ckpt.index").read_bytes())


@mutant("kernel.T.copy()", "kernel.reshape(2, 3)")
@mutant("transpose(3, 2, 0, 1)", "transpose(3, 2, 1, 0)")
def kernels_in_the_tensorflow_layout_are_transposed():
    rng = np.random.default_rng(0)
    kernel, x = rng.normal(size=(3, 2)).astype(np.float32), np.ones((1, 3), np.float32)
    dense = nn.Dense(3, 2, has_bias=False)
    ms.load_param_into_net(dense, {"weight": ms.Parameter(kernel.T.copy())})
    assert np.allclose(dense(ms.Tensor(x)).asnumpy(), x @ kernel, atol=1e-5)

    # A convolution of one position: the sum of the image times the kernel, for each output.
    kernel = rng.normal(size=(3, 3, 2, 4)).astype(np.float32)
    image = rng.normal(size=(3, 3, 2)).astype(np.float32)
    conv = nn.Conv2d(2, 4, 3, pad_mode="valid", has_bias=False)
    weight = ms.Parameter(kernel.transpose(3, 2, 0, 1).copy())
    ms.load_param_into_net(conv, {"weight": weight})
    y = conv(ms.Tensor(image.transpose(2, 0, 1)[None].copy())).asnumpy().ravel()
    assert np.allclose(y, np.tensordot(image, kernel, 3), atol=1e-4)


@mutant("transpose(3, 2, 0, 1)", "transpose(3, 0, 1, 2)")
def a_dense_kernel_after_flatten_is_reordered():
    rng = np.random.default_rng(0)
    h, w, c, n = 2, 3, 4, 5
    image = rng.normal(size=(1, h, w, c)).astype(np.float32)
    kernel = rng.normal(size=(h * w * c, n)).astype(np.float32)
    weight = kernel.reshape(h, w, c, n).transpose(3, 2, 0, 1).reshape(n, -1)
    net = nn.SequentialCell(nn.Flatten(), nn.Dense(h * w * c, n, has_bias=False))
    ms.load_param_into_net(net, {"1.weight": ms.Parameter(weight)})
    y = net(ms.Tensor(image.transpose(0, 3, 1, 2).copy())).asnumpy()
    assert np.allclose(y, image.reshape(1, -1) @ kernel, atol=1e-4)


@mutant("OrderedDict(bn=nn.BatchNorm2d(3))", "OrderedDict(bn=nn.LayerNorm((3,)))")
def batch_norm_names_match_inside_a_network():
    net = nn.SequentialCell(OrderedDict(bn=nn.BatchNorm2d(3)))
    names = {parameter.name for parameter in net.get_parameters()}
    assert names == {"bn.gamma", "bn.beta", "bn.moving_mean", "bn.moving_variance"}


@mutant("transpose(2, 3, 0, 1)", "transpose(3, 2, 0, 1)")
def depthwise_kernels_become_groups():
    rng = np.random.default_rng(0)
    h, w, channels, multiplier = 3, 3, 2, 3
    kernel = rng.normal(size=(h, w, channels, multiplier)).astype(np.float32)
    image = rng.normal(size=(h, w, channels)).astype(np.float32)
    conv = nn.Conv2d(2, 6, 3, pad_mode="valid", has_bias=False, group=channels)
    weight = kernel.transpose(2, 3, 0, 1).reshape(-1, 1, h, w).copy()
    ms.load_param_into_net(conv, {"weight": ms.Parameter(weight)})
    y = conv(ms.Tensor(image.transpose(2, 0, 1)[None].copy())).asnumpy().ravel()
    assert np.allclose(y, np.einsum("hwc,hwcm->cm", image, kernel).ravel(), atol=1e-4)


@mutant("nn.Conv2d(2, 4, 3)", 'nn.Conv2d(2, 4, 3, pad_mode="valid", has_bias=True)')
def a_convolution_has_no_bias_by_default():
    conv = nn.Conv2d(2, 4, 3)
    assert [parameter.name for parameter in conv.get_parameters()] == ["weight"]
    assert conv(ms.Tensor(np.ones((1, 2, 5, 5), np.float32))).shape == (1, 4, 5, 5)
