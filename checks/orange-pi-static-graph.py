"""Checks of the claims of the entry `orange-pi-static-graph`."""

import mindspore as ms
import numpy as np
from mindspore import ops

from checks import mutant


@mutant("0.044715", "0.4")
def gelu_from_basic_operators():
    def gelu(x):
        return 0.5 * x * (1 + ops.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))

    # Proof: the values are almost those of the operator.
    x = ms.Tensor(np.linspace(-4, 4, 41).astype(np.float32))
    expected = ops.gelu(x).asnumpy()
    assert np.allclose(gelu(x).asnumpy(), expected, atol=1e-3)
