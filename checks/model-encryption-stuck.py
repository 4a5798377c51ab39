"""Checks of the claims of the entry `model-encryption-stuck`."""

import ctypes
import os
import re
import sys
import time
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


def _seconds(mebibytes, key=None):
    """Return the processor time of the best of three saves."""
    params = {"weight": ms.Parameter(np.zeros(mebibytes * 2**18, np.float32))}
    times = []
    for _ in range(3):
        started = time.process_time()
        ms.save_checkpoint(params, "model.ckpt", enc_key=key)
        times.append(time.process_time() - started)
    return min(times)


@mutant("large = _seconds(32, key)", "large = _seconds(4, key)")
@mutant("plain = _seconds(32)", "plain = _seconds(32, key)")
def encryption_takes_time_that_grows_with_the_model():
    key = b"0123456789ABCDEF"
    small = _seconds(4, key)
    large = _seconds(32, key)
    plain = _seconds(32)

    # The larger takes longer, and longer than without a key.
    assert large > 2 * small
    assert large > 2 * plain


@mutant(', enc_key=b"0123456789ABCDEF"', "")
def encryption_reads_dev_random():
    if sys.platform != "linux":
        pytest.skip("needs Linux")
    net = nn.Dense(3, 2)
    libc = ctypes.CDLL(None)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    IN_ACCESS = 1
    assert libc.inotify_add_watch(watch, b"/dev/random", IN_ACCESS) > 0

    ms.save_checkpoint(net, "model.ckpt", enc_key=b"0123456789ABCDEF")
    assert os.read(watch, 4096)  # raises BlockingIOError if nobody has read it


@mutant("random/read_wakeup", "random/write_wakeup")
@mutant('"/dev/random"', '"/dev/null"')
def entropy_does_not_run_short():
    if sys.platform != "linux":
        pytest.skip("needs Linux")
    major, minor = (int(number) for number in os.uname().release.split(".")[:2])
    if (major, minor) < (5, 6):
        pytest.skip("needs Linux 5.6 or later")

    assert not Path("/proc/sys/kernel/random/read_wakeup_threshold").exists()
    source = os.open("/dev/random", os.O_RDONLY | os.O_NONBLOCK)
    for _ in range(4096):
        assert len(os.read(source, 2**10)) == 2**10  # raises BlockingIOError if it would block
    os.close(source)


@mutant('dec_key=b"another key 1234"', "dec_key=key")
@mutant('load_checkpoint("model.ckpt")', 'load_checkpoint("plain.ckpt")')
@mutant('dec_mode="AES-CBC"', 'dec_mode="AES-GCM"')
@mutant('save_checkpoint(net, "model', 'save_checkpoint(nn.Dense(3, 2), "model')
def a_checkpoint_opens_with_its_key_only():
    net = nn.Dense(3, 2)
    key = b"0123456789ABCDEF"
    ms.save_checkpoint(net, "model.ckpt", enc_key=key)

    params = ms.load_checkpoint("model.ckpt", dec_key=key)

    # With the key the values come back; without it, or with another, an error.
    assert np.array_equal(params["weight"].asnumpy(), net.weight.asnumpy())
    ms.save_checkpoint(net, "plain.ckpt")
    with pytest.raises(ValueError, match=re.escape("The file may be corrupted, and the content")):
        ms.load_checkpoint("model.ckpt")
    wrong = "The file may be encrypted or tempered with, please pass in the correct 'dec_key'"
    with pytest.raises(ValueError, match=wrong):
        ms.load_checkpoint("model.ckpt", dec_key=b"another key 1234")
    with pytest.raises(ValueError, match=wrong):
        ms.load_checkpoint("model.ckpt", dec_key=key, dec_mode="AES-CBC")


@mutant(', enc_mode="SM4-CBC"', "")
@mutant('dec_key=key, dec_mode="AES-CBC"', 'dec_key=key, dec_mode="SM4-CBC"')
@mutant('"plain.ckpt", dec_key=key', '"plain.ckpt"')
def a_wrong_key_for_sm4_looks_like_a_missing_permission():
    net = nn.Dense(3, 2)
    key = b"0123456789ABCDEF"
    ms.save_checkpoint(net, "plain.ckpt")
    ms.save_checkpoint(net, "model.ckpt", enc_key=key, enc_mode="SM4-CBC")

    with pytest.raises(ValueError, match=re.escape("The file may be corrupted, and the content")):
        ms.load_checkpoint("model.ckpt")
    missing = "May not have permission to read it"
    with pytest.raises(ValueError, match=missing):
        ms.load_checkpoint("model.ckpt", dec_key=b"another key 1234", dec_mode="SM4-CBC")
    with pytest.raises(ValueError, match=missing):
        ms.load_checkpoint("model.ckpt", dec_key=key, dec_mode="AES-CBC")
    with pytest.raises(ValueError, match=missing):
        ms.load_checkpoint("plain.ckpt", dec_key=key)


@mutant('load("model.mindir")', 'load("plain.mindir")')
@mutant('dec_key=b"another key 1234"', "dec_key=key")
@mutant("net(x)", "nn.Dense(3, 2)(x)")
def a_mindir_opens_with_its_key_only():
    net, x = nn.Dense(3, 2), ms.Tensor(np.ones((1, 3), np.float32))
    key = b"0123456789ABCDEF"
    ms.export(net, x, file_name="model", file_format="MINDIR", enc_key=key)

    model = nn.GraphCell(ms.load("model.mindir", dec_key=key))

    # With the key it computes the same; without it, or with another, an error.
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-6)
    ms.export(nn.Dense(3, 2), x, file_name="plain", file_format="MINDIR")
    error = "Load MindIR failed. The file may be encrypted and decrypt failed"
    with pytest.raises(RuntimeError, match=re.escape(error)):
        ms.load("model.mindir")
    with pytest.raises(RuntimeError, match=re.escape(error)):
        ms.load("model.mindir", dec_key=b"another key 1234")
    with pytest.raises(RuntimeError, match=re.escape(error)):
        ms.load("model.mindir", dec_key=key, dec_mode="AES-CBC")


@mutant(', "enc_mode": "SM4-CBC"', "")
@mutant('b"another key 1234"', "key")
def a_mindir_in_sm4_opens_with_its_key_only():
    net, x = nn.Dense(3, 2), ms.Tensor(np.ones((1, 3), np.float32))
    key = b"0123456789ABCDEF"
    options = {"file_format": "MINDIR", "enc_key": key, "enc_mode": "SM4-CBC"}
    ms.export(net, x, file_name="model", **options)

    model = nn.GraphCell(ms.load("model.mindir", dec_key=key, dec_mode="SM4-CBC"))
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-6)
    wrong = {"dec_key": b"another key 1234", "dec_mode": "SM4-CBC"}
    for given in ({}, wrong, {"dec_key": key}):
        with pytest.raises(RuntimeError, match="Load MindIR failed") as caught:
            ms.load("model.mindir", **given)
        assert "encrypted" not in str(caught.value)


@mutant('b"too short"', 'b"0123456789ABCDEF"')
@mutant("(16, 24, 32)", "(16, 24, 48)")
@mutant(', enc_mode="SM4-CBC"', "")
def keys_have_16_24_or_32_bytes():
    net = nn.Dense(3, 2)
    for length in (16, 24, 32):
        ms.save_checkpoint(net, "model.ckpt", enc_key=b"k" * length)

    with pytest.raises(ValueError, match="Encrypt failed"):
        ms.save_checkpoint(net, "model.ckpt", enc_key=b"too short")
    for length in (24, 32):
        with pytest.raises(ValueError, match="Encrypt failed"):
            ms.save_checkpoint(net, "m.ckpt", enc_key=b"k" * length, enc_mode="SM4-CBC")


@mutant('format="safetensors"', 'format="ckpt"')
@mutant('"model", file_format="ONNX"', '"model", file_format="MINDIR"')
@mutant(", enc_mode=reverse", "")
def safetensors_and_onnx_are_not_encrypted():
    net, x = nn.Dense(3, 2), ms.Tensor(np.ones((1, 3), np.float32))
    key = b"0123456789ABCDEF"

    error = "when format is 'safetensors', the parameter 'enc_key' must be set to default value"
    with pytest.raises(ValueError, match=error):
        ms.save_checkpoint(net, "model", format="safetensors", enc_key=key)
    with pytest.raises(ValueError, match="AIR/ONNX only support customized encryption"):
        ms.export(net, x, file_name="model", file_format="ONNX", enc_key=key)

    given = []

    def reverse(data, key):
        given.append(data)
        return data[::-1]

    ms.export(net, x, file_name="own", file_format="ONNX", enc_key=key, enc_mode=reverse)
    assert Path("own.onnx").read_bytes() == given[0][::-1]
