"""Checks of the claims of the entry `intermediate-outputs`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("net[1].register", "net[0].register")
def a_hook_keeps_the_output_of_a_layer():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    outputs = {}
    hook = net[1].register_forward_hook(lambda cell, inputs, output: outputs.update(relu=output))
    net(ms.Tensor(np.ones((1, 3), np.float32)))
    print(outputs["relu"].shape)
    hook.remove()

    # Proof: it is the output of the first two layers.
    features = net[:2](ms.Tensor(np.ones((1, 3), np.float32))).asnumpy()
    assert np.array_equal(outputs["relu"].asnumpy(), features)
    assert features.min() >= 0


@mutant("hook.remove()", "hook.__repr__()")
def a_removed_hook_is_not_called():
    net, calls = nn.SequentialCell(nn.Dense(3, 4)), []
    hook = net[0].register_forward_hook(lambda cell, inputs, output: calls.append(1))
    net(ms.Tensor(np.ones((1, 3), np.float32)))
    hook.remove()
    net(ms.Tensor(np.ones((1, 3), np.float32)))
    assert calls == [1]


@mutant('name == "1"', 'name == "2"')
def layers_have_names():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    found = [cell for name, cell in net.cells_and_names() if name == "1"]
    assert isinstance(found[0], nn.ReLU)


@mutant("@ms.jit", "")
def a_compiled_function_skips_the_hook():
    net, calls = nn.SequentialCell(nn.Dense(3, 4)), []
    net[0].register_forward_hook(lambda cell, inputs, output: calls.append(1))

    @ms.jit
    def compiled(x):
        return net(x)

    assert compiled(ms.Tensor(np.ones((1, 3), np.float32))).shape == (1, 4)
    assert calls == []


class _Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.backbone = nn.SequentialCell(nn.Dense(4, 4), nn.ReLU())

    def construct(self, x):
        return self.backbone(x)


class _Same(nn.Cell):
    def __init__(self, net):
        super().__init__()
        self.backbone = net.backbone


class _Other(nn.Cell):
    def __init__(self, net):
        super().__init__()
        self.features = net.backbone


class _NoPrefix(nn.Cell):
    def __init__(self, net):
        super().__init__(auto_prefix=False)
        self.features = net.backbone


@mutant("_NoPrefix(net)", "_Other(net)")
@mutant("assert _Other(net)", "assert _Same(net)")
@mutant("net.backbone[:1]", "net.backbone[0]")
def slices_and_second_cells_rename_parameters():
    def names(net):
        return [parameter.name for parameter in net.get_parameters()]

    net = _Net()
    assert _Same(net)
    assert names(net) == ["backbone.0.weight", "backbone.0.bias"]
    assert _NoPrefix(net)
    assert names(net) == ["backbone.0.weight", "backbone.0.bias"]
    assert _Other(net)
    assert names(net) == ["features.0.weight", "features.0.bias"]
    net = _Net()
    assert net.backbone[:1]
    assert names(net) == ["0.weight", "0.bias"]
