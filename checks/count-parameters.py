"""Checks of the claims of the entry `count-parameters`."""

import mindspore as ms
from mindspore import nn

from checks import mutant


@mutant("net[0].weight.requires_grad = False", "net[0].weight.requires_grad = True")
def frozen_parameters_are_counted_apart():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.BatchNorm1d(4), nn.Dense(4, 2))
    net[0].weight.requires_grad = False
    print("all", sum(parameter.size for parameter in net.get_parameters()))
    print("trainable", sum(parameter.size for parameter in net.trainable_params()))

    # Proof: weights, biases, gamma and beta are trained, except for the 12 frozen weights.
    assert sum(parameter.size for parameter in net.trainable_params()) == 4 + 8 + 10
    assert sum(parameter.size for parameter in net.get_parameters()) == 16 + 16 + 10


@mutant("ms.save_checkpoint(net,", "ms.save_checkpoint(optimizer,")
def a_checkpoint_of_the_network_has_the_same_number():
    net = nn.Dense(3, 4)
    optimizer = nn.Adam(net.trainable_params())
    ms.save_checkpoint(net, "net.ckpt")
    stored = sum(tensor.size for tensor in ms.load_checkpoint("net.ckpt").values())
    assert stored == sum(parameter.size for parameter in net.get_parameters())
    assert optimizer


@mutant(" if name in names", "")
def only_names_of_the_network_are_counted():
    net = nn.Dense(3, 4)
    ms.save_checkpoint(nn.SGD(net.trainable_params(), momentum=0.9), "both.ckpt")

    names = {parameter.name for parameter in net.get_parameters()}
    stored = ms.load_checkpoint("both.ckpt")
    count = sum(tensor.size for name, tensor in stored.items() if name in names)
    print(count, "of", sum(tensor.size for tensor in stored.values()))

    # Proof: the network has 3 * 4 weights and 4 biases.
    assert count == 16
