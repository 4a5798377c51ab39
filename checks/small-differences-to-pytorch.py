"""Checks of the claims of the entry `small-differences-to-pytorch`."""

import mindspore as ms
import numpy as np
from mindspore import ops

from checks import mutant


@mutant("ops.matmul(x, x)", "ops.matmul(x.astype(ms.float16), x.astype(ms.float16))")
def a_matrix_product_is_equal_within_a_tolerance():
    a = np.random.default_rng(1).normal(size=(256, 256)).astype(np.float32)
    exact = a.astype(np.float64) @ a.astype(np.float64)
    x = ms.Tensor(a)
    result = ops.matmul(x, x).asnumpy()
    difference = np.abs(result - exact)
    largest = np.abs(exact).max()
    print((difference / np.abs(exact)).max() > 1e-3, difference.max() / largest < 1e-5)
    np.testing.assert_allclose(result, exact, rtol=1e-5, atol=1e-5 * largest)

    # Proof: elements differ in NumPy too, and the whole result is exact.
    assert (difference / np.abs(exact)).max() > 1e-3
    assert (np.abs(a @ a - exact) / np.abs(exact)).max() > 1e-3
    assert 0 < difference.max() < 1e-5 * largest


@mutant("ms.Tensor(image), ms.Tensor(kernel)", "ms.Tensor(image), ms.Tensor(kernel * 1.001)")
def a_convolution_is_equal_within_a_tolerance():
    random = np.random.default_rng(1)
    image = random.normal(size=(1, 384, 13, 13)).astype(np.float32)
    kernel = random.normal(size=(16, 384, 3, 3)).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(image[0].astype(np.float64), (3, 3), (1, 2))
    exact = np.einsum("chwij,ocij->ohw", windows, kernel.astype(np.float64))
    result = ops.conv2d(ms.Tensor(image), ms.Tensor(kernel)).asnumpy()[0]
    assert result.shape == exact.shape
    assert np.abs(result - exact).max() < 1e-5 * np.abs(exact).max()


@mutant("after_relu = ops.relu(", "after_relu = 1 + ops.relu(")
def an_epsilon_keeps_reciprocals_finite():
    after_relu = ops.relu(ms.Tensor([-1.0, 2.0]))
    print(ops.reciprocal(after_relu))
    print(ops.reciprocal(after_relu + 1e-3))

    # Proof: only the first result is infinite.
    assert np.isinf(ops.reciprocal(after_relu).asnumpy()).tolist() == [True, False]
    assert np.isfinite(ops.reciprocal(after_relu + 1e-3).asnumpy()).all()


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
    assert np.isnan(ops.amax(ms.Tensor([np.nan, 1.0, 2.0])).asnumpy())

    clean = ops.nan_to_num(x, 0.0, 1e4, -1e4)
    assert np.isfinite(ops.softmax(clean).asnumpy()).all()
    assert np.isfinite(ops.amax(clean, axis=1).asnumpy()).all()


@mutant("limit = 0.999999", "limit = 1.0")
def a_clamp_keeps_the_gradient_finite():
    limit = 0.999999
    x = ms.Tensor([1.0, -1.0, 0.5])
    assert np.isinf(ms.grad(lambda x: ops.arccos(x).sum())(x).asnumpy()[:2]).all()
    gradient = ms.grad(lambda x: ops.arccos(ops.clamp(x, -limit, limit)).sum())(x)
    assert np.isfinite(gradient.asnumpy()).all()
    assert np.isfinite(ops.arccos(ops.clamp(x, -limit, limit)).asnumpy()).all()
