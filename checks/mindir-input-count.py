"""Checks of the claims of the entry `mindir-input-count`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.train.mind_ir_pb2 import ModelProto

from checks import mutant

ERROR = "The input number of parameters is not Compatible"


class Scaled(nn.Cell):
    """A network with an optional input and a number."""

    def construct(self, x, factor=2, bias=None):
        y = x * factor
        return y if bias is None else y + bias


class Pair(nn.Cell):
    """A network with a tuple of tensors as its input."""

    def construct(self, pair):
        return pair[0] * pair[1]


def _tensor():
    """Return an input."""
    return ms.Tensor(np.ones((1, 3)), ms.float32)


@mutant("Scaled(), x, 2, None", "Scaled(), x, x, x")
def numbers_and_none_are_no_inputs():
    x = _tensor()
    ms.export(Scaled(), x, 2, None, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))
    # Proof: the loaded graph accepts the tensor only.
    assert model(x).asnumpy().tolist() == [[2, 2, 2]]
    for inputs in ((x, 2), (x, 2, None)):
        with pytest.raises(RuntimeError, match=ERROR):
            model(*inputs)


@mutant("Scaled(), x, x", "Scaled(), x, 2")
def a_tensor_stays_an_input():
    x = _tensor()
    ms.export(Scaled(), x, x, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))
    # Proof: the loaded graph needs both tensors, and computes with the second one.
    assert model(x, ms.Tensor([5], ms.float32)).asnumpy().tolist() == [[5, 5, 5]]
    with pytest.raises(RuntimeError, match=ERROR):
        model(x)


@mutant("Pair(), (x, x)", "nn.ReLU(), x")
def a_tuple_is_no_input():
    x = _tensor()
    ms.export(Pair(), (x, x), file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))
    # Proof: the loaded graph accepts neither the tuple nor its tensors.
    for inputs in (((x, x),), (x, x), (x,)):
        with pytest.raises(RuntimeError, match=ERROR):
            model(*inputs)


@mutant("Scaled(), x, x", "Scaled(), x")
def the_file_lists_its_inputs():
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    ms.export(Scaled(), x, x, file_name="model", file_format="MINDIR")

    model = ModelProto()
    model.ParseFromString(Path("model.mindir").read_bytes())
    for node in model.graph.input:
        print(node.name.split(":")[-1], list(node.tensor[0].dims))

    # Proof: these are the two inputs.
    names = [node.name.split(":")[-1] for node in model.graph.input]
    assert names == ["x", "factor"]


@mutant("model(array)", "model(ms.Tensor(array))")
def an_array_is_no_input():
    ms.export(nn.ReLU(), _tensor(), file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))
    array = np.ones((1, 3), np.float32)
    # Proof: the loaded graph needs a tensor.
    with pytest.raises((RuntimeError, TypeError), match="but got External"):
        model(array)
