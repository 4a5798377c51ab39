"""Checks of the claims of the entry `where-to-start`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("    optimizer(gradients)\n", "    pass\n")
@mutant("[[2.0], [4.0], [6.0]]", "[[3.0], [6.0], [9.0]]")
def a_network_learns_to_double():
    net = nn.Dense(1, 1, "zeros", "zeros")  # weight and bias start at 0
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    loss = nn.MSELoss()
    backward = ms.value_and_grad(lambda x, y: loss(net(x), y), None, optimizer.parameters)

    x = ms.Tensor([[1.0], [2.0], [3.0]])
    y = ms.Tensor([[2.0], [4.0], [6.0]])  # the task: y = 2x
    for _ in range(100):
        value, gradients = backward(x, y)
        optimizer(gradients)
    print(value, net(ms.Tensor([[4.0]])))

    # Proof: the loss is small, and the prediction for 4 is about 8.
    assert float(value) < 0.01
    assert np.allclose(net(ms.Tensor([[4.0]])).asnumpy(), 8, atol=0.1)
