"""Checks of the claims of the entry `federated-discontinued`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("ops.assign(param, ms.Tensor(array))", "print(array)")
def weights_as_arrays():
    net = nn.SequentialCell(nn.Dense(2, 3), nn.BatchNorm1d(3))
    weights = [param.asnumpy().copy() for param in net.get_parameters()]  # to the server
    average = [array * 2 for array in weights]  # from the server
    for param, array in zip(net.get_parameters(), average):
        ops.assign(param, ms.Tensor(array))

    # Proof: the network now has the new weights.
    for param, array in zip(net.get_parameters(), weights):
        assert np.array_equal(param.asnumpy(), array * 2)
    assert np.any(weights[0] != average[0])
    assert {"1.moving_mean", "1.moving_variance"} <= {param.name for param in net.get_parameters()}
