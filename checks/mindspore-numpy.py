"""Checks of the claims of the entry `mindspore-numpy`."""

import mindspore as ms
import mindspore.numpy as mnp
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant('{"sort", "median", "mean", "unique"}', '{"mean", "unique"}')
def missing_functions_can_be_listed():
    used = {"sort", "median", "mean", "unique"}
    print(sorted(name for name in used if not hasattr(mnp, name)))

    # Proof: these and the others don't exist, and their replacements do.
    assert sorted(name for name in used if not hasattr(mnp, name)) == ["median", "sort"]
    for name in ("argsort", "prod", "einsum", "percentile", "allclose", "linalg", "nonzero"):
        assert not hasattr(mnp, name)
    x = ms.Tensor([3.0, 1.0])
    assert x.sort()[0].asnumpy().tolist() == [1.0, 3.0]
    assert x.argsort().asnumpy().tolist() == [1, 0]
    assert float(x.prod()) == 3.0
    assert ops.nonzero(x > 2).asnumpy().tolist() == [[0]]
    assert float(ops.median(ms.Tensor([1.0, 2.0, 3.0, 4.0]))[0]) == 2.0
    assert float(ops.inverse(ms.Tensor([[2.0, 0.0], [0.0, 2.0]]))[0, 0]) == 0.5


@mutant("np.array([1.0])", "[1.0]")
def an_array_is_rejected():
    array = np.array([1.0])
    with pytest.raises(TypeError, match="input data must be"):
        mnp.array(array)


@mutant("mnp.ones(2)", "mnp.ones(2, dtype=mnp.float64)")
def the_default_types_have_32_bits():
    assert mnp.ones(2).dtype == mnp.array([1.0]).dtype == ms.float32
    assert mnp.arange(3).dtype == mnp.array([1]).dtype == ms.int32


@mutant("mnp.array([1, 2])", "mnp.array([1.0, 2.0])")
def the_mean_of_integers_is_an_integer():
    result = mnp.mean(mnp.array([1, 2]))
    assert result.dtype == ms.int32
    assert int(result) == 1
    assert np.mean(np.array([1, 2])) == 1.5


@mutant("mnp.array([1.0, np.nan, 2.0])", "mnp.array([1.0, np.nan, 3.0])")
def max_ignores_nan():
    values = mnp.array([1.0, np.nan, 2.0])
    assert float(mnp.max(values)) == 2.0
    assert int(mnp.argmax(values)) == 2
    assert np.isnan(float(mnp.max(mnp.array([np.nan, 1.0, 2.0]))))
    assert np.isnan(np.max(np.array([1.0, np.nan, 2.0])))


@mutant("mnp.array([np.nan])", "mnp.array([0.0])")
def nan_divided_by_zero_is_infinite():
    result = mnp.divide(mnp.array([np.nan]), mnp.array([0.0]))
    assert result.asnumpy()[0] == -np.inf
    assert (ms.Tensor([np.nan]) / ms.Tensor([0.0])).asnumpy()[0] == -np.inf
    with np.errstate(all="ignore"):
        assert np.isnan(np.divide(np.float32(np.nan), np.float32(0)))


@mutant("mnp.array([3, 1, 3])", "mnp.array([1, 3, 3])")
def unique_keeps_the_order():
    result = mnp.unique(mnp.array([3, 1, 3]))
    assert result.asnumpy().tolist() == [3, 1]
    assert np.unique(np.array([3, 1, 3])).tolist() == [1, 3]
