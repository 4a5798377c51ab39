"""Checks of the claims of the entry `safetensors-load-errors`."""

import json
import struct
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from checks import mutant, needs

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 548105171\n"


def _write(path: str, order: list[str]) -> None:
    """Write a valid file whose header lists `a` before `b`, with the data in the given order."""
    arrays = {"a": np.ones((2, 2), np.float32), "b": np.zeros(3, np.float32)}
    header, data = {}, b""
    for name in order:
        start, data = len(data), data + arrays[name].tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(arrays[name].shape),
            "data_offsets": [start, len(data)],
        }
    text = json.dumps(dict(sorted(header.items()))).encode()
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + data)


@needs("safetensors")
@mutant('["b", "a"]', '["a", "b"]')
def mindspore_needs_tensors_in_file_order():
    _write("model.safetensors", ["b", "a"])
    with pytest.raises(ValueError, match="Fail to parse the input safetensors"):
        ms.load_checkpoint("model.safetensors", format="safetensors")

    # The safetensors package reads the same file.
    assert sorted(load_file("model.safetensors")) == ["a", "b"]


@needs("safetensors")
@mutant("save_file(load_file", "print(load_file")
def saving_the_file_again_helps():
    _write("model.safetensors", ["b", "a"])
    save_file(load_file("model.safetensors"), "fixed.safetensors")
    params = ms.load_checkpoint("fixed.safetensors", format="safetensors")
    assert sorted(params) == ["a", "b"]


@needs("safetensors")
@mutant("[:-6]", "[:]")
def an_incomplete_file_fails_in_both():
    _write("model.safetensors", ["a", "b"])
    Path("part.safetensors").write_bytes(Path("model.safetensors").read_bytes()[:-6])
    with pytest.raises(SafetensorError, match=r"(?i)incomplete ?metadata"):
        load_file("part.safetensors")
    with pytest.raises(ValueError, match="Fail to parse the input safetensors"):
        ms.load_checkpoint("part.safetensors", format="safetensors")


@needs("safetensors")
@mutant("write_text(POINTER, ", 'write_text("", ')
def a_pointer_file_has_no_valid_header():
    _write("model.safetensors", ["a", "b"])
    Path("pointer.safetensors").write_text(POINTER, "latin-1")
    with pytest.raises(SafetensorError, match=r"(?i)header ?too ?large"):
        load_file("pointer.safetensors")
    with pytest.raises(ValueError, match="Fail to parse the input safetensors"):
        ms.load_checkpoint("pointer.safetensors", format="safetensors")


@needs("safetensors")
@mutant('write_bytes(b"")', 'write_bytes(b"version 1")')
def an_empty_file_has_no_header():
    Path("empty.safetensors").write_bytes(b"")
    with pytest.raises(ValueError, match="cannot mmap an empty file"):
        ms.load_checkpoint("empty.safetensors", format="safetensors")
    with pytest.raises(SafetensorError, match=r"(?i)header ?too ?small"):
        load_file("empty.safetensors")


@needs("safetensors")
@mutant('"BF16"', '"F16"')
def bfloat16_needs_no_pytorch():
    text = json.dumps({"w": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    ones = b"\x80\x3f" * 2
    Path("model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + ones)
    save_file(load_file("model.safetensors"), "fixed.safetensors")
    weight = ms.load_checkpoint("fixed.safetensors", format="safetensors")["w"]
    assert weight.dtype == ms.bfloat16
    assert weight.astype(ms.float32).asnumpy().tolist() == [1.0, 1.0]
