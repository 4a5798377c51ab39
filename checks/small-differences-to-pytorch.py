"""Checks of the claims of the entry `small-differences-to-pytorch`."""

import mindspore as ms
import numpy as np
from mindspore import ops

from checks import mutant


@mutant("ms.Tensor(a, ms.float32)", "ms.Tensor(a, ms.float16).astype(ms.float32)")
def a_matrix_product_is_equal_within_a_tolerance():
    a = np.random.default_rng(1).random((256, 256))
    x = ms.Tensor(a, ms.float32)
    result = ops.matmul(x, x).asnumpy()
    print((result == a @ a).all())
    np.testing.assert_allclose(result, a @ a, rtol=1e-5)

    # Proof: the results aren't equal, but close.
    assert not np.array_equal(result, a @ a)
    assert np.allclose(result, a @ a, rtol=1e-5)


@mutant("[0.0]", "[1.0]")
def the_reciprocal_of_zero_is_infinite():
    assert np.isinf(ops.reciprocal(ms.Tensor([0.0])).asnumpy()).all()


@mutant("ms.Tensor(x)", "ms.Tensor(x.astype(np.float64))")
def tanh_is_approximated_in_float32():
    x = np.linspace(-8, 8, 10001).astype(np.float32)
    exact = np.tanh(x.astype(np.float64))
    difference = np.abs(ops.tanh(ms.Tensor(x)).asnumpy() - exact).max()
    assert 1e-6 < difference < 2e-4
    double = ops.tanh(ms.Tensor(x.astype(np.float64))).asnumpy()
    assert np.abs(double - exact).max() < 1e-15


@mutant("ops.nan_to_num(x, 0.0, 1e4, -1e4)", "x")
def inputs_with_nan_need_cleaning():
    x = ms.Tensor([[np.inf, 0.0, -1.0, np.nan, 5.0]], ms.float32)
    assert np.isnan(np.amax(x.asnumpy()))
    assert not np.isnan(ops.amax(x, axis=1).asnumpy()).any()

    clean = ops.nan_to_num(x, 0.0, 1e4, -1e4)
    assert np.isfinite(ops.softmax(clean).asnumpy()).all()
    assert np.isfinite(ops.amax(clean, axis=1).asnumpy()).all()
