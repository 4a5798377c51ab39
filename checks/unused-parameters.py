"""Checks of the claims of the entry `unused-parameters`."""

import mindspore as ms
import numpy as np
from mindspore import nn
from mindspore.experimental import optim

from checks import mutant


class _Heads(nn.Cell):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Dense(2, 1), nn.Dense(2, 1)

    def construct(self, x, use_first):
        return (self.first if use_first else self.second)(x).sum()


def _changed_by(make_optimizer, *steps):
    """Return whether the last step changes the weights of the first head."""
    net = _Heads()
    optimizer = make_optimizer(net.trainable_params())
    forward = ms.value_and_grad(net, None, optimizer.parameters)
    for use_first in steps:
        before = net.first.weight.asnumpy().copy()
        optimizer(forward(ms.Tensor(np.ones((3, 2), np.float32)), use_first)[1])
    return not np.array_equal(before, net.first.weight.asnumpy())


@mutant("used, unused =", "unused, used =")
def unused_parameters_get_zeros():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.used, self.unused = nn.Dense(2, 1), nn.Dense(2, 1)

        def construct(self, x):
            return self.used(x).sum()

    net = Net()
    forward = ms.value_and_grad(net, None, net.trainable_params())
    _, gradients = forward(ms.Tensor(np.ones((3, 2), np.float32)))
    for parameter, gradient in zip(net.trainable_params(), gradients):
        print(parameter.name, float(gradient.abs().max()))

    # Proof: zeros, not None, for the unused layer only.
    used, unused = gradients[:2], gradients[2:]
    assert used[0].asnumpy().all()
    assert not any(gradient.asnumpy().any() for gradient in unused)


@mutant("nn.SGD(p, 0.1, weight_decay=0.5)", "nn.SGD(p, 0.1)")
def weight_decay_changes_unused_parameters():
    for make in (
        lambda p: nn.SGD(p, 0.1, weight_decay=0.5),
        lambda p: nn.Momentum(p, 0.1, 0.9, weight_decay=0.5),
        lambda p: nn.AdamWeightDecay(p, 0.1, weight_decay=0.5),
    ):
        assert _changed_by(make, False)
    assert _changed_by(lambda p: optim.AdamW(p, lr=0.1), False)
    assert not _changed_by(lambda p: nn.SGD(p, 0.1), False)
    assert not _changed_by(lambda p: nn.Adam(p, 0.1), False)


@mutant("nn.Momentum(p, 0.1, 0.9)", "nn.SGD(p, 0.1)")
def momentum_moves_parameters_that_were_used_before():
    assert _changed_by(lambda p: nn.Momentum(p, 0.1, 0.9), True, False)
    assert _changed_by(lambda p: nn.Adam(p, 0.1), True, False)
    assert _changed_by(lambda p: nn.SGD(p, 0.1, momentum=0.9), True, False)
    assert not _changed_by(lambda p: nn.SGD(p, 0.1), True, False)


@mutant("parameter.requires_grad = False", "parameter.requires_grad = True")
def frozen_layers_stay_unchanged():
    net = nn.SequentialCell(nn.Dense(2, 2), nn.Dense(2, 1))
    for parameter in net[0].get_parameters():
        parameter.requires_grad = False
    optimizer = nn.AdamWeightDecay(net.trainable_params(), 0.1, weight_decay=0.5)
    print([parameter.name for parameter in optimizer.parameters])

    # Proof: only the second layer is trained.
    assert [parameter.name for parameter in optimizer.parameters] == ["1.weight", "1.bias"]


@mutant("net[0].set_grad(False)", "net[0].weight.requires_grad = False")
def set_grad_does_not_freeze():
    net = nn.SequentialCell(nn.Dense(2, 2), nn.Dense(2, 1))
    net[0].set_grad(False)
    assert len(net.trainable_params()) == 4


@mutant("optimizers = {True: net.first, False: net.second}", "optimizers = {True: net, False: net}")
def one_optimizer_for_each_head_keeps_the_other():
    net = _Heads()
    optimizers = {True: net.first, False: net.second}
    optimizers = {
        key: nn.Adam(cell.trainable_params(), 0.1, weight_decay=0.5)
        for key, cell in optimizers.items()
    }
    x = ms.Tensor(np.ones((3, 2), np.float32))
    for use_first in (True, False):
        before = net.first.weight.asnumpy().copy()
        optimizer = optimizers[use_first]
        optimizer(ms.value_and_grad(net, None, optimizer.parameters)(x, use_first)[1])
    assert np.array_equal(before, net.first.weight.asnumpy())
