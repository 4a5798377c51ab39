"""Checks of the claims of the entry `how-much-device-memory`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("nn.Adam(weights)", "nn.SGD(weights)")
def adam_needs_16_bytes_for_each_parameter():
    net = nn.Dense(300, 200)
    weights = net.trainable_params()
    optimizer = nn.Adam(weights)
    moments = [*optimizer.moment1, *optimizer.moment2]
    number = sum(weight.size for weight in weights)
    size = sum(tensor.nbytes for tensor in (*weights, *weights, *moments))
    print(size / number)

    # Proof: gradients are as large as the weights, and nothing else is of that size.
    _, gradients = ms.value_and_grad(lambda x: net(x).sum(), None, weights)(
        ms.Tensor(np.ones((1, 300), np.float32))
    )
    assert sum(gradient.nbytes for gradient in gradients) == sum(
        weight.nbytes for weight in weights
    )
    state = sum(p.nbytes for p in optimizer.get_parameters() if p.size > 1)
    assert state + 2 * sum(w.nbytes for w in weights) in (
        size,
        size + sum(w.nbytes for w in weights),
    )
    assert size / number == 16


@mutant("ms.float16", "ms.float32")
def half_precision_weights_take_two_bytes():
    net = nn.Dense(300, 200)
    copies = [weight.astype(ms.float16) for weight in net.trainable_params()]
    assert sum(copy.nbytes for copy in copies) == 2 * sum(copy.size for copy in copies)
