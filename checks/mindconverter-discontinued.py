"""Checks of the claims of the entry `mindconverter-discontinued`."""

import mindspore as ms
import numpy as np
from mindspore import mint, ops

from checks import mutant


@mutant("dim=1, keepdim=True)\n", "dim=0, keepdim=True)\n")
def mint_has_torch_arguments():
    x = ms.Tensor(np.ones((2, 3), np.float32))
    mean = mint.mean(x, dim=1, keepdim=True)
    print(mean.shape)

    # Proof: the values are those of `ops.mean`.
    assert np.array_equal(mean.asnumpy(), ops.mean(x, axis=1, keep_dims=True).asnumpy())
