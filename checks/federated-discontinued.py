"""Checks of the claims of the entry `federated-discontinued`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("param.set_data(ms.Tensor(array))", "print(array)")
def weights_as_arrays():
    net = nn.Dense(2, 1)
    weights = [param.asnumpy() for param in net.trainable_params()]  # to the server
    average = [array * 2 for array in weights]  # from the server
    for param, array in zip(net.trainable_params(), average, strict=True):
        param.set_data(ms.Tensor(array))

    # Proof: the network now has the new weights.
    for param, array in zip(net.trainable_params(), weights, strict=True):
        assert np.array_equal(param.asnumpy(), array * 2)
    assert np.any(weights[0] != average[0])
