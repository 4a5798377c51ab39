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


@mutant("nn.Momentum(weights, 0.1, 0.9)", "nn.SGD(weights, 0.1)")
def optimizers_differ():
    weights = nn.Dense(300, 200).trainable_params()
    number = sum(weight.size for weight in weights)

    def state(optimizer):
        names = {weight.name for weight in weights}
        added = [p for p in optimizer.get_parameters() if p.size > 1 and p.name not in names]
        return sum(p.nbytes for p in added) / number

    # The weights and the gradients take 4 bytes each.
    assert 4 + 4 + state(nn.Momentum(weights, 0.1, 0.9)) == 12
    assert 4 + 4 + state(nn.SGD(weights, 0.1)) == 16


@mutant("nn.Dense(4, 1)", "nn.Dense(4, 1, dtype=ms.float16)")
def automatic_mixed_precision_keeps_float32():
    net = ms.amp.auto_mixed_precision(nn.Dense(4, 1), "O2")
    weights = net.trainable_params()
    _, gradients = ms.value_and_grad(lambda x: net(x).sum(), None, weights)(
        ms.Tensor(np.ones((2, 4), np.float32))
    )
    assert {value.dtype for value in (*weights, *gradients)} == {ms.float32}


@mutant("ms.float16", "ms.float32")
def half_precision_weights_take_two_bytes():
    net = nn.Dense(300, 200)
    copies = [weight.astype(ms.float16) for weight in net.trainable_params()]
    assert sum(copy.nbytes for copy in copies) == 2 * sum(copy.size for copy in copies)
