"""Checks of the claims of the entry `custom-layer`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, nn
from mindspore.common.initializer import initializer

from checks import mutant


@mutant('Parameter(initializer("ones", (channels,)))', "ms.Tensor([1.0] * channels)")
def a_layer_with_its_own_parameter():
    class Scale(nn.Cell):
        def __init__(self, channels):
            super().__init__()
            self.weight = Parameter(initializer("ones", (channels,)))

        def construct(self, x):
            return x * self.weight

    net = nn.SequentialCell(nn.Dense(2, 3), Scale(3))
    print(net(ms.Tensor([[1.0, 2.0]])).shape)
    print([parameter.name for parameter in net.trainable_params()])

    # Proof: it is trained, and the compiled network gives the same output.
    names = [parameter.name for parameter in net.trainable_params()]
    assert names == ["0.weight", "0.bias", "1.weight"]
    x = ms.Tensor(np.ones((1, 2), np.float32))
    _, gradients = ms.value_and_grad(lambda: net(x).sum(), None, net.trainable_params())()
    assert np.allclose(gradients[2].asnumpy(), nn.SequentialCell(net[0])(x).asnumpy())
    assert np.allclose(ms.jit(net.construct)(x).asnumpy(), net(x).asnumpy())


@mutant("# nothing", "super().__init__()")
def a_parameter_needs_the_parent():
    class Scale(nn.Cell):
        def __init__(self):
            # nothing
            self.weight = Parameter(ms.Tensor([1.0]))

    with pytest.raises(AttributeError, match="For 'insert_param_to_cell', please call"):
        Scale()


@mutant("# nothing", "super().__init__()")
def a_layer_needs_the_parent():
    class Block(nn.Cell):
        def __init__(self):
            # nothing
            self.layer = nn.Dense(2, 2)

    with pytest.raises(AttributeError, match="'Block' object has no attribute '_auto_prefix'"):
        Block()


@mutant("self.layers = nn.CellList(layers)", "self.layers = layers")
def layers_in_a_list_are_not_trained():
    class Block(nn.Cell):
        def __init__(self):
            super().__init__()
            layers = [nn.Dense(2, 2), nn.Dense(2, 2)]
            self.layers = nn.CellList(layers)
            self.hidden = [nn.Dense(2, 2)]

    names = [parameter.name for parameter in Block().trainable_params()]
    assert names == ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]


@mutant("ms.ParameterTuple(", "tuple(")
def parameters_in_a_list_are_not_trained():
    class Block(nn.Cell):
        def __init__(self):
            super().__init__()
            self.hidden = [Parameter(ms.Tensor([1.0]), name="a")]
            parameters = [Parameter(ms.Tensor([1.0]), name="b")]
            self.visible = ms.ParameterTuple(parameters)

    assert [parameter.name for parameter in Block().trainable_params()] == ["b"]


@mutant("requires_grad=False", "requires_grad=True")
def a_checkpoint_has_parameters_only():
    class Block(nn.Cell):
        def __init__(self):
            super().__init__()
            self.tensor = ms.Tensor([1.0])
            self.register_buffer("buffer", ms.Tensor([1.0]))
            self.frozen = Parameter(ms.Tensor([1.0]), requires_grad=False)

    block = Block()
    ms.save_checkpoint(block, "block.ckpt")
    assert list(ms.load_checkpoint("block.ckpt")) == ["frozen"]
    assert not block.trainable_params()


@mutant("np.ones(3))", "np.ones(3, np.float32))")
def numpy_arrays_are_float64():
    class Scale(nn.Cell):
        def __init__(self):
            super().__init__()
            self.weight = Parameter(ms.Tensor(np.ones(3)))

        def construct(self, x):
            return x * self.weight

    assert Scale()(ms.Tensor([1.0, 2.0, 3.0])).dtype == ms.float64
