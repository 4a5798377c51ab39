"""Checks of the claims of the entry `onnx-file-invalid`."""

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import nn, ops

from checks import mutant, needs


def _sample():
    """Return an input."""
    return ms.Tensor(np.random.default_rng(0).random((2, 5)), ms.float32)


def _model(net, inputs=None):
    """Export a network with the function that this MindSpore has, and return the ONNX model."""
    inputs = _sample() if inputs is None else inputs
    if hasattr(ms, "onnx"):
        ms.onnx.export(net, inputs, file_name="model.onnx")
    else:
        ms.export(net, inputs, file_name="model", file_format="ONNX")
    return onnx.load("model.onnx")


class ArgMax(nn.Cell):
    """The index of the maximum, in the way that gives an invalid file."""

    def construct(self, x):
        return x.argmax(1)


class MaxIndex(nn.Cell):
    """The index of the maximum, in the way that gives a valid file."""

    def construct(self, x):
        return x.max(1, return_indices=True)[1]


class Round(nn.Cell):
    """ops.round."""

    def construct(self, x):
        return ops.round(x)


class Floor(nn.Cell):
    """The replacement of ops.round."""

    def construct(self, x):
        return ops.floor(x + 0.5)


@mutant("x.argmax(1)", "x.max(1, return_indices=True)[1]")
def argmax_gives_an_invalid_file():
    # Proof: the export succeeds, and the check of the file fails.
    with pytest.raises(Exception, match=r"Inferred elem type differs from existing elem type"):
        onnx.checker.check_model(_model(ArgMax()), full_check=True)


@mutant("x.max(1, return_indices=True)[1]", "x.argmax(1)")
def the_replacements_give_valid_files():
    # Proof: the check of the files succeeds.
    for net in (MaxIndex(), Floor()):
        assert onnx.checker.check_model(_model(net), full_check=True) is None


@mutant("ops.round(x)", "ops.floor(x + 0.5)")
def round_gives_an_invalid_file():
    # Proof: the export succeeds, and the check of the file fails.
    with pytest.raises(Exception, match=r"has input size 2 not in range"):
        onnx.checker.check_model(_model(Round()), full_check=True)


@mutant("ms.bfloat16", "ms.float16")
def bfloat16_does_not_export():
    inputs = (_sample() * 1).astype(ms.bfloat16)
    # Proof: the export raises the error.
    with pytest.raises(RuntimeError, match="Convert type error, unsupported type"):
        _model(nn.ReLU(), inputs)


@mutant("nn.Conv2dTranspose(3, 2, 3)", "nn.Conv2d(3, 2, 3)")
@mutant("np.ones((1, 3)), ms.int32", "np.ones((1, 3)), ms.float32")
def more_operators_give_invalid_files():
    # Proof: the exports succeed, and the check of each file names the reason.
    image = ms.Tensor(np.ones((1, 3, 4, 4)), ms.float32)
    with pytest.raises(Exception, match="Attribute output_shape has incorrect size"):
        onnx.checker.check_model(_model(nn.Conv2dTranspose(3, 2, 3), image), full_check=True)
    integers = ms.Tensor(np.ones((1, 3)), ms.int32)
    with pytest.raises(Exception, match=r"has unsupported type: tensor\(int32\)"):
        onnx.checker.check_model(_model(nn.ReLU(), integers), full_check=True)


class Reshape(nn.Cell):
    """A network that ends with a reshape."""

    def construct(self, x):
        return x.reshape((1, -1))


@needs("mindspore>=2.7.1")
@mutant(', output_names=["y"]', "")
def output_names_and_a_reshape_give_an_invalid_file():
    ms.onnx.export(Reshape(), _sample(), file_name="model.onnx", output_names=["y"])
    # Proof: the export succeeds, and the check of the file fails.
    with pytest.raises(Exception, match="Graph output 'y' is not an output of any node"):
        onnx.checker.check_model(onnx.load("model.onnx"), full_check=True)


@mutant("_model(net, inputs)", "_model(nn.Dense(5, 2), inputs)")
def a_network_exports_once():
    net, inputs = nn.Dense(5, 2), _sample()
    _model(net)
    # Proof: only the second export of the same network fails.
    with pytest.raises(RuntimeError, match="out of range"):
        _model(net, inputs)


@mutant("p.set_dtype(ms.float32)", "p.set_dtype(ms.bfloat16)")
def a_bfloat16_network_exports_as_float32():
    net = nn.Dense(5, 2, dtype=ms.bfloat16)
    for p in net.get_parameters():
        p.set_dtype(ms.float32)
    # Proof: the check of the file succeeds.
    assert onnx.checker.check_model(_model(net), full_check=True) is None
