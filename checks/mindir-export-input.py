"""Checks of the claims of the entry `mindir-export-input`."""

import re
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


@mutant("np.ones((1, 3)), ms", "np.ones((4, 3)), ms")
def values_do_not_reach_the_graph():
    net = nn.Dense(3, 2)
    net.set_train(False)
    inputs = ms.Tensor(np.ones((1, 3)), ms.float32)
    ms.export(net, inputs, file_name="model", file_format="MINDIR")

    model = nn.GraphCell(ms.load("model.mindir"))
    print(model(inputs).shape)

    # Proof: other values of the same shape make the same file.
    for number, values in enumerate((np.zeros((1, 3)), np.random.uniform(size=(1, 3)))):
        sample = ms.Tensor(values, ms.float32)
        ms.export(net, sample, file_name=f"other{number}", file_format="MINDIR")
        assert Path("model.mindir").read_bytes() == Path(f"other{number}.mindir").read_bytes()


@mutant("np.zeros((4, 3)", "np.ones((1, 3)")
@mutant("np.float16", "np.float32")
def shape_and_type_reach_the_graph():
    net = nn.ReLU()
    zeros = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.export(net, zeros, file_name="model", file_format="MINDIR")

    # Proof: another shape makes another file, and so does another type.
    larger = ms.Tensor(np.zeros((4, 3), np.float32))
    ms.export(net, larger, file_name="larger", file_format="MINDIR")
    assert Path("model.mindir").read_bytes() != Path("larger.mindir").read_bytes()
    half = ms.Tensor(np.zeros((1, 3), np.float16))
    ms.export(net, half, file_name="half", file_format="MINDIR")
    assert Path("model.mindir").read_bytes() != Path("half.mindir").read_bytes()


class Flattened(nn.Cell):
    """A network that computes with the dimensions of its input."""

    def construct(self, x):
        return x.reshape((x.shape[0] * x.shape[1],))


@mutant("shape=[None, 3]", "shape=[1, 3]")
def an_unknown_size_stays_open():
    sample = ms.Tensor(shape=[None, 3], dtype=ms.float32)
    ms.export(Flattened(), sample, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))

    for batch in (1, 4):
        x = ms.Tensor(np.ones((batch, 3)), ms.float32)
        print(x.shape, "->", model(x).shape)

    # Proof: the graph takes batches of any size.
    for batch in (1, 4):
        assert model(ms.Tensor(np.ones((batch, 3), np.float32))).shape == (3 * batch,)


class Scaled(nn.Cell):
    def construct(self, x, factor):
        return x * factor


@mutant("sample, 2, file", "sample, ms.Tensor(2.0), file")
def a_python_number_becomes_a_constant():
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.export(Scaled(), sample, 2, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))
    assert (model(ms.Tensor(np.ones((1, 3), np.float32))).asnumpy() == 2).all()


@mutant("np.ones((4, 3)", "np.ones((1, 3)")
@mutant("ms.Tensor(np.zeros((1, 3), np.float32))", "ms.Tensor(shape=[None, 3], dtype=ms.float32)")
def a_known_size_is_fixed():
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.export(Flattened(), sample, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))

    # Proof: a batch of a different size raises an error.
    error = re.escape(
        "For primitive[Reshape], the accumulate of x_shape must be equal to out_shape"
    )
    with pytest.raises(RuntimeError, match=error):
        model(ms.Tensor(np.ones((4, 3), np.float32)))


@mutant("set_train(True)", "set_train(False)")
@mutant("set_train(False)", "set_train(True)")
def training_mode_keeps_dropout_active():
    x = ms.Tensor(np.ones((8, 8)), ms.float32)
    ms.export(nn.Dropout(p=0.5).set_train(True), x, file_name="train", file_format="MINDIR")
    ms.export(nn.Dropout(p=0.5).set_train(False), x, file_name="infer", file_format="MINDIR")

    dropped = nn.GraphCell(ms.load("train.mindir"))(x).asnumpy()
    kept = nn.GraphCell(ms.load("infer.mindir"))(x).asnumpy()
    assert (dropped == 0).any()
    assert (kept == 1).all()
