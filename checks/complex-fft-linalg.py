"""Checks of the claims of the entry `complex-fft-linalg`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn, ops

from checks import mutant


@mutant("spectrum = ops.fft(x)", "spectrum = ops.ifft(x)")
def complex_numbers_and_fft():
    x = ms.Tensor(np.array([1 + 2j, 3 - 1j], np.complex64))
    print(ops.real(x), ops.imag(x), ops.real(ops.abs(x)))
    spectrum = ops.fft(x)
    print(spectrum)

    # Proof: the same with NumPy.
    assert np.allclose(spectrum.asnumpy(), np.fft.fft(x.asnumpy()))


@mutant("ops.inverse(m)", "ops.cholesky(m)")
def linear_algebra_runs_on_a_cpu():
    m = ms.Tensor(np.array([[4.0, 1.0], [1.0, 3.0]], np.float32))
    assert np.allclose(ops.inverse(m).asnumpy(), np.linalg.inv(m.asnumpy()), atol=1e-5)
    assert np.allclose(ops.det(m).asnumpy(), 11, atol=1e-4)
    assert np.allclose(ops.cholesky(m).asnumpy(), np.linalg.cholesky(m.asnumpy()), atol=1e-5)
    assert ops.svd(m)[0].shape == ops.eigvals(m).shape == (2,)
    assert [part.shape for part in ops.qr(m)] == [(2, 2), (2, 2)]
    assert ops.pinv(m).shape == ops.matrix_solve(m, m).shape == (2, 2)


@mutant("mint.linalg.inv(m)", "mint.abs(m)")
def mint_linalg_does_not_run_on_a_cpu():
    m = ms.Tensor(np.array([[4.0, 1.0], [1.0, 3.0]], np.float32))
    with pytest.raises(RuntimeError, match=r"unregistered|Not found op"):
        print(mint.linalg.inv(m))


@mutant("[[0, 1], [1, 0]]", "[[0, 0], [1, 1]]")
def a_coo_tensor_becomes_dense():
    indices = ms.Tensor(np.array([[0, 1], [1, 0]]))
    sparse = ms.COOTensor(indices, ms.Tensor([2.0, 3.0]), (2, 2))
    assert sparse.to_dense().asnumpy().tolist() == [[0, 2], [3, 0]]
    product = ops.SparseTensorDenseMatmul()(
        sparse.indices, sparse.values, sparse.shape, ms.Tensor([[1.0, 2.0], [3.0, 4.0]])
    )
    assert product.asnumpy().tolist() == [[6, 8], [3, 6]]


def _gradient(function):
    def total(m):
        result = function(m)
        result = result[0] if isinstance(result, tuple) else result
        return (ops.real(result) if result.dtype == ms.complex64 else result).sum()

    return ms.grad(total)(ms.Tensor([[2.0, 1.0], [1.0, 3.0]])).asnumpy()


@mutant("ops.qr", "ops.svd")
def some_decompositions_have_no_gradient_on_a_cpu():
    for function in (ops.qr, ops.cholesky, ops.eigvals):
        with pytest.raises((RuntimeError, TypeError), match=r"bprop not defined|CholeskyGrad"):
            print(_gradient(function))
    for function in (ops.fft, ops.inverse, ops.pinv, ops.det, ops.svd):
        assert np.isfinite(_gradient(function)).all()
    solution = _gradient(lambda m: ops.matrix_solve(m, ms.Tensor([[1.0], [2.0]])))
    assert np.isfinite(solution).all()


@mutant("a * self.re - b * self.im, a * self.im + b * self.re", "a * self.re, b * self.re")
def complex_weights_are_trained_in_two_parts():
    class SpectralWeight(nn.Cell):
        def __init__(self, size):
            super().__init__()
            self.re = ms.Parameter(ops.ones((size,), ms.float32))
            self.im = ms.Parameter(ops.zeros((size,), ms.float32))

        def construct(self, x):
            spectrum = ops.fft(x)
            a, b = ops.real(spectrum), ops.imag(spectrum)
            y = ops.Complex()(a * self.re - b * self.im, a * self.im + b * self.re)
            return ops.real(ops.ifft(y))

    print(SpectralWeight(2)(ms.Tensor([1.0, 2.0])))

    # Proof: it learns to shift its input, which needs both parts; the product has no gradient.
    net = SpectralWeight(4)
    optimizer = nn.Adam(net.trainable_params(), 0.1)
    x = np.array([[1, -2, 3, 0.5], [2, 1, 0, -1]], np.float32)

    def loss(x, y):
        return ops.mse_loss(net(x), y)

    backward = ms.value_and_grad(loss, None, optimizer.parameters)
    for _ in range(150):
        error, gradients = backward(ms.Tensor(x), ms.Tensor(np.roll(x, 1, 1)))
        optimizer(gradients)
    assert float(error) < 0.01
    with pytest.raises((RuntimeError, TypeError), match="gradient not support for complex type"):
        ms.grad(lambda z: ops.real(z * z).sum())(ms.Tensor(np.array([1 + 2j], np.complex64)))
