"""Checks of the claims of the entry `checkpoint-shape-mismatch`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


def _net(classes):
    return nn.SequentialCell(nn.Dense(4, 8), nn.Dense(8, classes))


@mutant("_net(3)", "_net(10)")
def another_shape_raises_an_error():
    ms.save_checkpoint(_net(10), "pretrained.ckpt")
    parameters = ms.load_checkpoint("pretrained.ckpt")
    for strict in (False, True):
        with pytest.raises(RuntimeError, match="should have the same shape"):
            ms.load_param_into_net(_net(3), parameters, strict_load=strict)


@mutant("_net(3)", "_net(10)")
def parameters_of_another_shape_are_left_out():
    pretrained = _net(10)
    ms.save_checkpoint(pretrained, "pretrained.ckpt")
    net = _net(3)

    own = net.parameters_dict()
    parameters = ms.load_checkpoint("pretrained.ckpt")
    fitting = {
        name: value
        for name, value in parameters.items()
        if name in own and own[name].shape == value.shape
    }
    not_loaded, _ = ms.load_param_into_net(net, fitting)
    print(not_loaded)

    # Proof: the first layer is that of the checkpoint, and only the last one was left out.
    assert set(not_loaded) == {"1.weight", "1.bias"}
    assert np.array_equal(net[0].weight.asnumpy(), pretrained[0].weight.asnumpy())


class _Scalar(nn.Cell):
    def __init__(self, value):
        super().__init__()
        self.w = ms.Parameter(ms.Tensor(value, ms.float32), name="w")


@mutant("_Scalar([1.0])", "_Scalar(1.0)")
def only_an_extra_dimension_of_size_1_loads():
    ms.load_param_into_net(_Scalar(1.0), {"w": ms.Parameter(ms.Tensor([2.0]), name="w")})
    net, scalar = _Scalar([1.0]), ms.Parameter(ms.Tensor(2.0), name="w")
    with pytest.raises(RuntimeError, match="should have the same shape"):
        ms.load_param_into_net(net, {"w": scalar})
    ms.load_param_into_net(net, {"w": ms.Parameter(scalar.reshape(1))})
    assert net.w.asnumpy() == 2


@mutant("[3, 4], ms.int32", "[3, 4], ms.float16")
def integers_load_after_a_conversion():
    net = _Scalar([1.0, 2.0])
    ms.load_param_into_net(net, {"w": ms.Parameter(ms.Tensor([5, 6], ms.float16), name="w")})
    assert net.w.dtype == ms.float32
    value = ms.Parameter(ms.Tensor([3, 4], ms.int32), name="w")
    with pytest.raises(RuntimeError, match="should have the same type"):
        ms.load_param_into_net(net, {"w": value})
    ms.load_param_into_net(net, {"w": ms.Parameter(value.astype(net.w.dtype))})
    assert net.w.asnumpy().tolist() == [3, 4]
