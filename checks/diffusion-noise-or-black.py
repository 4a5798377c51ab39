"""Checks of the claims of the entry `diffusion-noise-or-black`."""

import mindspore as ms
import numpy as np
from mindspore import ops

from checks import mutant


@mutant("levels(ms.float16), levels", "levels(ms.float32), levels")
def a_schedule_needs_float32():
    alphas = 1 - np.linspace(1e-4, 0.02, 1000)

    def levels(dtype):
        kept = ops.cumprod(ms.Tensor(alphas, dtype), 0).asnumpy()
        return np.sqrt(1 - kept[:3]).round(3)

    half, single = levels(ms.float16), levels(ms.float32)
    print(half, single)

    # Proof: in float16, nothing is left of the first noise levels.
    assert not half.any()
    assert single.all()
    assert np.allclose(single, [0.01, 0.015, 0.019], atol=1e-4)
