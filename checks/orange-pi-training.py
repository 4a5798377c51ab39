"""Checks of the claims of the entry `orange-pi-training`."""

import mindspore as ms
import numpy as np
from mindspore import amp, nn

from checks import mutant


@mutant("    optimizer(scaler.unscale(grads))\n", "    scaler.unscale(grads)\n")
def a_network_trains_with_o2_and_loss_scaling():
    net = amp.auto_mixed_precision(nn.Dense(4, 2), "O2")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.01)
    scaler = amp.DynamicLossScaler(scale_value=2**10, scale_factor=2, scale_window=50)

    def forward(x, y):
        return scaler.scale(nn.MSELoss()(net(x).astype(ms.float32), y))

    step = ms.value_and_grad(forward, None, optimizer.parameters)
    x, y = ms.Tensor(np.ones((8, 4)), ms.float16), ms.Tensor(np.ones((8, 2)), ms.float32)
    losses = []
    for _ in range(3):
        loss, grads = step(x, y)
        finite = amp.all_finite(grads)
        if finite:
            optimizer(scaler.unscale(grads))
        scaler.adjust(finite)
        losses.append(scaler.unscale(loss).item())
        print(finite, losses[-1])

    # Proof: the loss falls.
    assert losses[0] > losses[1] > losses[2]
