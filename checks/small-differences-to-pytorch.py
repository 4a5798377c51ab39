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
