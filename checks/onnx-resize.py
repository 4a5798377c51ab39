"""Checks of the claims of the entry `onnx-resize`."""

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import mint, nn, ops
from onnx.reference import ReferenceEvaluator

from checks import mutant


def _exported(net, x):
    """Export a network with the function that this MindSpore has, and return the ONNX model."""
    if hasattr(ms, "onnx"):
        ms.onnx.export(net, x, file_name="model.onnx")
    else:
        ms.export(net, x, file_name="model", file_format="ONNX")
    model = onnx.load("model.onnx")
    onnx.checker.check_model(model, full_check=True)
    return model


def _same(net, x, expected):
    """Say whether the ONNX model of a network computes what is expected."""
    model = _exported(net, x)
    (result,) = ReferenceEvaluator(model).run(None, {model.graph.input[0].name: x.asnumpy()})
    return np.allclose(result, expected.asnumpy(), atol=1e-5)


class Nearest(nn.Cell):
    """The function that doesn't export."""

    def construct(self, x):
        return ops.interpolate(x, size=(12, 16), mode="nearest")


class NearestMint(nn.Cell):
    """The function that exports."""

    def construct(self, x):
        return mint.nn.functional.interpolate(x, scale_factor=2.0, mode="nearest")


class NearestPrimitive(nn.Cell):
    """The operator that exports."""

    def construct(self, x):
        return ops.ResizeNearestNeighbor((12, 16))(x)


class BilinearDirect(nn.Cell):
    """The function that doesn't export."""

    def construct(self, x):
        return ops.interpolate(x, size=(12, 16), mode="bilinear")


@mutant(
    'ops.interpolate(x, size=(12, 16), mode="nearest")',
    'ms.mint.nn.functional.interpolate(x, size=(12, 16), mode="nearest")',
)
def interpolate_does_not_export():
    x = ms.Tensor(np.random.default_rng(0).random((1, 3, 6, 8)), ms.float32) * 2 - 1
    # Proof: both modes raise an error that names their operator.
    with pytest.raises(RuntimeError, match="Can not find key ResizeNearestNeighborV2"):
        _exported(Nearest(), x)
    error = "Got null pointer, currently the ResizeBilinearV2 operator"
    with pytest.raises(RuntimeError, match=error):
        _exported(BilinearDirect(), x)


@mutant("NearestMint(), NearestPrimitive()", "nn.ReLU(), NearestPrimitive()")
def nearest_exports():
    x = ms.Tensor(np.random.default_rng(0).random((1, 3, 6, 8)), ms.float32) * 2 - 1
    # Proof: the ONNX models compute what ops.interpolate computes.
    for net in (NearestMint(), NearestPrimitive()):
        assert _same(net, x, ops.interpolate(x, size=(12, 16), mode="nearest"))


class OddMint(nn.Cell):
    """A size that is no multiple of the input."""

    def construct(self, x):
        return mint.nn.functional.interpolate(x, size=(9, 13), mode="nearest")


class OddPrimitive(nn.Cell):
    """The same size with the operator."""

    def construct(self, x):
        return ops.ResizeNearestNeighbor((9, 13))(x)


@mutant("_same(OddPrimitive()", "_same(OddMint()")
@mutant("_same(OddMint()", "_same(OddPrimitive()")
def other_sizes_need_the_primitive():
    x = ms.Tensor(np.random.default_rng(0).random((1, 3, 6, 8)), ms.float32) * 2 - 1
    expected = ops.interpolate(x, size=(9, 13), mode="nearest")
    # Proof: both compute the same in MindSpore; only the operator does so after the export.
    assert (OddMint()(x) == expected).all()
    assert _same(OddPrimitive(), x, expected)
    assert not _same(OddMint(), x, expected)


class Bilinear(nn.Cell):
    def __init__(self, height, width, scale):
        super().__init__()
        self.rows = self.matrix(height, scale).swapaxes(0, 1)
        self.columns = self.matrix(width, scale)

    def matrix(self, size, scale):
        eye = ms.Tensor(np.eye(size)[:, None, :], ms.float32)
        return ops.interpolate(eye, size=(size * scale,), mode="linear")[:, 0]

    def construct(self, x):
        return ops.matmul(ops.matmul(self.rows, x), self.columns)


@mutant("np.eye(size)", "np.ones((size, size))")
def bilinear_exports_as_two_products():
    x = ms.Tensor(np.random.default_rng(0).random((1, 3, 6, 8)), ms.float32) * 2 - 1
    print(Bilinear(6, 8, scale=2)(x).shape)

    # Proof: its ONNX model computes what ops.interpolate computes.
    expected = ops.interpolate(x, size=(12, 16), mode="bilinear")
    assert _same(Bilinear(6, 8, scale=2), x, expected)
