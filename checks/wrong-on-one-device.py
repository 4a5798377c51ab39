"""Checks of the claims of the entry `wrong-on-one-device`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("ops.ones((1, 2)) * -1", "ops.ones((1, 2))")
def a_hook_names_the_first_layer_with_nan():
    class Log(nn.Cell):
        def construct(self, x):
            return ops.log(x)

    net = nn.SequentialCell(nn.ReLU6(), Log(), nn.Sigmoid())
    bad = []

    def watch(name):
        def hook(cell, inputs, output):
            if not ops.isfinite(output).all():
                bad.append(name)

        return hook

    for name, cell in net.cells_and_names():
        if name:
            cell.register_forward_hook(watch(name))
    net(ops.ones((1, 2)) * -1)
    print(bad[0])

    # Proof: the log of 0 is infinite, and it's the second layer.
    assert bad[0] == "1"


@mutant("np.finfo(np.float32).min", "-1e4")
def two_masks_overflow():
    mask = ms.Tensor([np.finfo(np.float32).min], ms.float32)
    assert (mask + mask).asnumpy()[0] == -np.inf
