"""Checks of the claims of the entry `dtype-not-supported-on-910a`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("[3, 70000]", "[3, 60000]")
def weights_that_float16_cannot_hold():
    net = nn.SequentialCell(nn.Dense(2, 2), nn.Dense(2, 2))
    net[1].weight.set_data(ms.Tensor([[1, 2], [3, 70000]], ms.float32))

    for parameter in net.get_parameters():
        largest = float(parameter.astype(ms.float32).abs().max())
        if largest > 65504:
            print(parameter.name, largest)

    # Proof: in float16, only the value above 65504 is infinite.
    infinite = np.isinf(net[1].weight.astype(ms.float16).asnumpy())
    assert infinite.tolist() == [[False, False], [False, True]]
    assert ms.Tensor([1e-8], ms.float32).astype(ms.float16).asnumpy().tolist() == [0.0]
    assert not np.isinf(ms.Tensor([65504.0], ms.float32).astype(ms.float16).asnumpy()).any()
