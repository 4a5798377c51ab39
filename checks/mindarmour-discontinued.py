"""Checks of the claims of the entry `mindarmour-discontinued`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("images + epsilon", "images - epsilon")
def fgsm_raises_the_loss():
    net = nn.Dense(4, 3)  # your classifier
    net.set_train(False)
    images = ms.Tensor(np.linspace(0, 1, 8).reshape(2, 4), ms.float32)
    labels = ms.Tensor([0, 2], ms.int32)

    def loss(images):
        return ops.cross_entropy(net(images), labels)

    epsilon = 0.03
    attacked = images + epsilon * ops.sign(ms.grad(loss)(images))
    attacked = ops.clamp(attacked, 0, 1)  # the pixel range
    print(loss(attacked) > loss(images))

    # Proof: the loss is higher, and the pixels are in their range.
    assert attacked.min() >= 0
    assert attacked.max() <= 1
    assert loss(attacked).asnumpy() > loss(images).asnumpy()
