"""Checks of the claims of the entry `onnx-operator-not-supported`."""

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import mint, nn, ops
from onnx.reference import ReferenceEvaluator

from checks import mutant


def _sample():
    """Return an image of random numbers, the same at each call."""
    values = np.random.default_rng(0).uniform(-4, 4, (1, 4, 8, 8))
    return ms.Tensor(values, ms.float32) * 1


def _exported(net, inputs=None):
    """Export a network with the function that this MindSpore has, and return the ONNX model."""
    inputs = _sample() if inputs is None else inputs
    if hasattr(ms, "onnx"):
        ms.onnx.export(net, inputs, file_name="model.onnx")
    else:
        ms.export(net, inputs, file_name="model", file_format="ONNX")
    model = onnx.load("model.onnx")
    onnx.checker.check_model(model, full_check=True)
    return model


def _output(model):
    """Return what the ONNX model computes outside MindSpore."""
    (result,) = ReferenceEvaluator(model).run(
        None, {model.graph.input[0].name: _sample().asnumpy()}
    )
    return result


class Silu(nn.Cell):
    """SiLU in two operators."""

    def construct(self, x):
        return x * ops.sigmoid(x)


class HSwish(nn.Cell):
    """The replacement of nn.HSwish."""

    def construct(self, x):
        return x * ops.clamp(x + 3, 0.0, 6.0) / 6


class HSigmoid(nn.Cell):
    """The replacement of nn.HSigmoid."""

    def construct(self, x):
        return ops.clamp(x + 3, 0.0, 6.0) / 6


class Mish(nn.Cell):
    """The replacement of nn.Mish."""

    def construct(self, x):
        return x * ops.tanh(ops.softplus(x))


class Elu(nn.Cell):
    """The replacement of nn.ELU."""

    def construct(self, x):
        return ops.where(x > 0, x, ops.exp(x) - 1)


class Pool(nn.Cell):
    """The replacement of nn.AdaptiveAvgPool2d(1)."""

    def construct(self, x):
        return x.mean((2, 3), keep_dims=True)


class Group(nn.Cell):
    """The replacement of nn.GroupNorm(2, 4), with its parameters."""

    def __init__(self):
        super().__init__()
        self.gamma = ms.Parameter(np.array([1, 2, 3, 4], np.float32))
        self.beta = ms.Parameter(np.array([0, 1, 0, -1], np.float32))

    def construct(self, x):
        c, h, w = x.shape[1:]
        y = x.reshape((-1, 2, c // 2 * h * w))
        y = y - y.mean(2, keep_dims=True)
        y = y / ops.sqrt((y * y).mean(2, keep_dims=True) + 1e-5)
        scaled = y.reshape((-1, c, h, w)) * self.gamma.reshape((1, c, 1, 1))
        return scaled + self.beta.reshape((1, c, 1, 1))


def _group_norm():
    """Return the original with the same parameters."""
    net = nn.GroupNorm(2, 4)
    net.gamma.set_data(ms.Tensor([1, 2, 3, 4], ms.float32))
    net.beta.set_data(ms.Tensor([0, 1, 0, -1], ms.float32))
    return net


class MaskedFill(nn.Cell):
    """ops.masked_fill."""

    def construct(self, x):
        return ops.masked_fill(x, x > 1, 0.0)


class Where(nn.Cell):
    """The replacement of ops.masked_fill."""

    def construct(self, x):
        return ops.where(x > 1, 0.0, x)


class L2(nn.Cell):
    """ops.L2Normalize."""

    def construct(self, x):
        # Some points are zero in all channels.
        return ops.L2Normalize(1)(ops.relu(x - 2))


class Divided(nn.Cell):
    """The replacement of ops.L2Normalize."""

    def construct(self, x):
        x = ops.relu(x - 2)
        return x / ops.sqrt(ops.maximum((x * x).sum(1, keepdims=True), 1e-4))


class Pad(nn.Cell):
    """ops.pad."""

    def construct(self, x):
        return ops.pad(x, (1, 1, 1, 1))


class CumSum(nn.Cell):
    """ops.cumsum along the last dimension."""

    def construct(self, x):
        return ops.cumsum(x, -1)


class Triangle(nn.Cell):
    """The replacement of ops.cumsum."""

    def __init__(self):
        super().__init__()
        self.upper = ms.Tensor(np.triu(np.ones((8, 8), np.float32)))

    def construct(self, x):
        return ops.matmul(x, self.upper)


class Filled(nn.Cell):
    """Tensors of the input's shape."""

    def construct(self, x):
        zeros, ones = ops.zeros(x.shape, ms.float32), ops.ones(x.shape, ms.float32)
        return x + zeros + ones + ops.full(x.shape, 2.0, dtype=ms.float32)


class Erfinv(nn.Cell):
    """ops.erfinv."""

    def construct(self, x):
        return ops.erfinv(x / 10)


class Tril(nn.Cell):
    """ops.tril."""

    def construct(self, x):
        return ops.tril(x)


class NonZero(nn.Cell):
    """ops.nonzero."""

    def construct(self, x):
        return ops.nonzero(x)


class Grid(nn.Cell):
    """ops.grid_sample."""

    def __init__(self):
        super().__init__()
        self.grid = ms.Tensor(np.zeros((1, 8, 8, 2), np.float32))

    def construct(self, x):
        return ops.grid_sample(x, self.grid)


@mutant("nn.SiLU(), Silu()", "nn.SiLU(), nn.Mish()")
def silu_exports():
    # Proof: both spellings export, and compute what nn.SiLU computes.
    expected = nn.SiLU()(_sample()).asnumpy()
    for net in (nn.SiLU(), Silu()):
        assert np.allclose(_output(_exported(net)), expected, atol=1e-5)


@mutant("nn.HSwish(),", "nn.ReLU(),")
def these_operators_stop_the_export():
    # Proof: each of them raises the error.
    nets = [
        nn.HSwish(),
        nn.HSigmoid(),
        nn.Mish(),
        nn.ELU(),
        nn.GroupNorm(2, 4),
        nn.AdaptiveAvgPool2d(1),
        MaskedFill(),
        L2(),
        Pad(),
        CumSum(),
    ]
    for net in nets:
        with pytest.raises(RuntimeError, match=r"Can not find key .* in convert map"):
            _exported(net)


@mutant("(nn.HSwish(), HSwish())", "(nn.HSwish(), HSigmoid())")
@mutant("(CumSum(), Triangle())", "(CumSum(), Divided())")
def the_replacements_compute_the_same():
    # Proof: the ONNX model of the replacement gives the output of the original.
    pairs = [
        (nn.HSwish(), HSwish()),
        (nn.HSigmoid(), HSigmoid()),
        (nn.Mish(), Mish()),
        (nn.ELU(), Elu()),
        (nn.AdaptiveAvgPool2d(1), Pool()),
        (_group_norm(), Group()),
        (MaskedFill(), Where()),
        (L2(), Divided()),
        (Pad(), nn.Pad(((0, 0), (0, 0), (1, 1), (1, 1)))),
        (CumSum(), Triangle()),
    ]
    for original, replacement in pairs:
        expected = original(_sample()).asnumpy()
        assert np.allclose(_output(_exported(replacement)), expected, atol=1e-4)


@mutant("_exported(nn.GELU(approximate=False))", "_exported(nn.GELU())")
def gelu_exports_with_the_tanh_formula():
    # Proof: the exact formula stops at Erf, the other one exports and is close to it.
    with pytest.raises(RuntimeError, match="Can not find key Erf in convert map"):
        _exported(nn.GELU(approximate=False))
    exact = nn.GELU(approximate=False)(_sample()).asnumpy()
    difference = np.abs(_output(_exported(nn.GELU())) - exact).max()
    assert 0 < difference < 0.001


@mutant("shape=[None, 4, 8, 8]", "shape=[1, 4, 8, 8]")
def fill_needs_a_fixed_shape():
    # Proof: the fixed shape exports and computes x + 3; the dynamic one doesn't export.
    assert np.allclose(_output(_exported(Filled())), _sample().asnumpy() + 3, atol=1e-5)
    dynamic = ms.Tensor(shape=[None, 4, 8, 8], dtype=ms.float32)
    with pytest.raises((RuntimeError, ValueError)):
        _exported(Filled(), dynamic)


@mutant("Tril(), NonZero()", "nn.ReLU(), NonZero()")
def more_operators_stop_the_export():
    # Proof: each of them raises the error.
    for net in (Erfinv(), Tril(), NonZero(), Grid()):
        with pytest.raises(RuntimeError, match=r"Can not find key .* in convert map"):
            _exported(net)


class MintMean(nn.Cell):
    def construct(self, x):
        return mint.mean(x, 1)


class MintAdd(nn.Cell):
    def construct(self, x):
        return mint.add(x, 1.0)


class Lookup(nn.Cell):
    """The replacement of mint.nn.Embedding, with its weight."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def construct(self, ids):
        return ops.gather(self.layer.weight, ids, 0)


class Normalized(nn.Cell):
    """The replacement of mint.nn.LayerNorm, with its weights."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def construct(self, x):
        y = x - x.mean(-1, keep_dims=True)
        y = y / ops.sqrt((y * y).mean(-1, keep_dims=True) + 1e-5)
        return y * self.layer.weight + self.layer.bias


class Lower(nn.Cell):
    """The replacement of ops.tril."""

    def __init__(self):
        super().__init__()
        self.lower = ms.Tensor(np.tril(np.ones((8, 8), np.float32)))

    def construct(self, x):
        return x * self.lower


class Mean(nn.Cell):
    def construct(self, x):
        return x.mean(1)


class Plus(nn.Cell):
    def construct(self, x):
        return x + 1.0


class Tanh(nn.Cell):
    def construct(self, x):
        return ops.gelu(x, approximate="tanh")


@mutant("(Tril(), Lower(),", "(Tril(), Plus(),")
@mutant("(MintMean(), Mean(),", "(Mean(), Mean(),")
def mint_stops_where_nn_exports():
    ids = ms.Tensor([[1, 2, 0]], ms.int32)
    embedding, norm = mint.nn.Embedding(5, 4), mint.nn.LayerNorm((8,))
    layer_norm = nn.LayerNorm((8,), epsilon=1e-5)
    cases = [
        (Tril(), Lower(), lambda x: np.tril(x.asnumpy())),
        (MintMean(), Mean(), lambda x: x.asnumpy().mean(1)),
        (MintAdd(), Plus(), lambda x: x.asnumpy() + 1),
        (mint.nn.GELU(), Tanh(), lambda x: nn.GELU(approximate=False)(x).asnumpy()),
        (norm, Normalized(norm), lambda x: layer_norm(x).asnumpy()),
        (embedding, Lookup(embedding), lambda x: embedding.weight.asnumpy()[x.asnumpy()]),
    ]
    for original, replacement, function in cases:
        inputs = ids if original is embedding else _sample()
        with pytest.raises(RuntimeError, match=r"Can not find key .* in convert map"):
            _exported(original, inputs)
        model = _exported(replacement, inputs)
        (result,) = ReferenceEvaluator(model).run(
            None, {model.graph.input[0].name: inputs.asnumpy()}
        )
        assert np.allclose(result, function(inputs), atol=1e-3)


@mutant("_group_norm()(", "nn.GroupNorm(2, 4)(")
def the_group_replacement_keeps_the_batch_open():
    model = _exported(Group())
    images = np.concatenate([_sample().asnumpy()] * 3)
    (result,) = ReferenceEvaluator(model).run(None, {model.graph.input[0].name: images})
    expected = _group_norm()(ms.Tensor(images)).asnumpy()
    assert np.allclose(result, expected, atol=1e-4)
