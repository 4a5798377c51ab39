"""Checks of the claims of the entry `dtype-not-supported-on-910a`."""

import mindspore as ms
import numpy as np

from checks import mutant


@mutant("70000.0", "60000.0")
def large_values_overflow_in_float16():
    weights = ms.Tensor([1.0, 65504.0, 70000.0], ms.float32)
    print(weights.astype(ms.float16).asnumpy())

    # Proof: only the last value is infinite.
    infinite = np.isinf(weights.astype(ms.float16).asnumpy())
    assert infinite.tolist() == [False, False, True]
