"""Checks of the claims of the entry `parameter-name-already-exists`."""

import mindspore as ms
import pytest
from mindspore import nn

from checks import mutant


@mutant('first.update_parameters_name("g.")\nsecond.update_parameters_name("d.")\n', "")
def two_networks_get_prefixes():
    first, second = nn.Dense(1, 1), nn.Dense(1, 1)
    first.update_parameters_name("g.")
    second.update_parameters_name("d.")
    optimizer = nn.SGD(first.trainable_params() + second.trainable_params())
    print([parameter.name for parameter in optimizer.parameters])

    # Proof: the names differ, and without prefixes there is an error.
    names = [parameter.name for parameter in optimizer.parameters]
    assert names == ["g.weight", "g.bias", "d.weight", "d.bias"]
    first, second = nn.Dense(1, 1), nn.Dense(1, 1)
    with pytest.raises(ValueError, match="its name 'weight' already exists"):
        nn.SGD(first.trainable_params() + second.trainable_params())


@mutant("self.d = nn.Dense(1, 1)", "self.d = self.g")
def a_parent_cell_gives_prefixes():
    class Both(nn.Cell):
        def __init__(self):
            super().__init__()
            self.g = nn.Dense(1, 1)
            self.d = nn.Dense(1, 1)

    names = [parameter.name for parameter in nn.SGD(Both().trainable_params()).parameters]
    assert names == ["g.weight", "g.bias", "d.weight", "d.bias"]


@mutant("nn.CellList(layers)", "layers")
def layers_belong_in_a_cell_list():
    class Net(nn.Cell):
        def __init__(self, layers):
            super().__init__()
            self.layers = layers

        @ms.jit
        def construct(self, x):
            for layer in self.layers:
                x = layer(x)
            return x

    layers = [nn.Dense(1, 1), nn.Dense(1, 1)]
    net = Net(layers)
    assert net.trainable_params() == []
    with pytest.raises(RuntimeError, match="its name 'weight' already exists"):
        net(ms.Tensor([[1.0]]))

    net = Net(nn.CellList(layers))
    assert len(net.trainable_params()) == 4
    assert net(ms.Tensor([[1.0]])).shape == (1, 1)


@mutant('name="w"', "name=None")
def parameters_without_names_are_numbered():
    value = ms.Tensor([1.0])
    assert len(ms.ParameterTuple([ms.Parameter(value), ms.Parameter(value)])) == 2
    with pytest.raises(ValueError, match="its name 'w' already exists"):
        ms.ParameterTuple([ms.Parameter(value, name="w") for _ in range(2)])


@mutant('Net(name="w")', "Net(name=None)")
def the_same_name_in_one_cell_collides():
    class Net(nn.Cell):
        def __init__(self, name):
            super().__init__()
            self.a = ms.Parameter(ms.Tensor([1.0]), name=name)
            self.b = ms.Parameter(ms.Tensor([2.0]), name=name)

    net = Net(name="w")
    with pytest.raises(ValueError, match="its name 'w' already exists"):
        nn.SGD(net.trainable_params())
    ms.save_checkpoint(net, "same.ckpt")
    assert list(ms.load_checkpoint("same.ckpt")) == ["w"]

    net = Net(None)
    nn.SGD(net.trainable_params())
    ms.save_checkpoint(net, "different.ckpt")
    assert list(ms.load_checkpoint("different.ckpt")) == ["a", "b"]
