"""Checks of the claims of the entry `nan-in-min-max-sort`."""

import math

import mindspore as ms
from mindspore import ops

from checks import mutant


@mutant('[1.0, float("nan"), 0.0]', '[float("nan"), 1.0, 0.0]')
def max_misses_nan_but_isnan_finds_it():
    x = ms.Tensor([1.0, float("nan"), 0.0], ms.float32)
    print(x.max(), ops.isnan(x).any())

    # Proof: the maximum and the minimum are numbers, although there is a NaN.
    assert x.max().asnumpy() == 1
    assert x.min().asnumpy() == 0
    assert ops.amax(x).asnumpy() == 1
    assert ops.amin(x).asnumpy() == 0
    assert ops.isnan(x).any().asnumpy()


@mutant("ops.maximum(x, y)", "ops.maximum(y, x)")
def maximum_keeps_nan_only_from_the_second_input():
    x, y = ms.Tensor([float("nan")], ms.float32), ms.Tensor([3.0], ms.float32)
    assert ops.maximum(x, y).asnumpy()[0] == 3
    assert math.isnan(ops.minimum(y, x).asnumpy()[0])


@mutant("[1.0, nan, 0.0]", "[1.0, 2.0, 0.0]")
def sort_leaves_the_row_unsorted():
    nan = float("nan")
    values, indices = ops.sort(ms.Tensor([1.0, nan, 0.0], ms.float32))
    assert indices.asnumpy().tolist() == [0, 1, 2]
    assert values.asnumpy()[0] == 1


@mutant("ops.relu(x)", "ops.sigmoid(x)")
def relu_and_clamp_turn_nan_into_zero():
    x = ms.Tensor([float("nan")], ms.float32)
    assert ops.relu(x).asnumpy()[0] == 0
    assert ops.clamp(x, 0, 1).asnumpy()[0] == 0
    assert math.isnan(ops.gelu(x).asnumpy()[0])
    assert math.isnan(x.mean().asnumpy())


@mutant("ops.nan_to_num(x, 0.0)", "x")
def nan_to_num_replaces_nan():
    x = ms.Tensor([1.0, float("nan")], ms.float32)
    assert ops.nan_to_num(x, 0.0).asnumpy().tolist() == [1, 0]


@mutant("ops.isnan(x), x,", "ops.isnan(y), x,")
def where_passes_nan_on():
    x, y = ms.Tensor([float("nan")], ms.float32), ms.Tensor([3.0], ms.float32)
    result = ops.where(ops.isnan(x), x, ops.maximum(x, y))
    assert math.isnan(result.asnumpy()[0])
