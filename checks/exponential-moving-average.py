"""Checks of the claims of the entry `exponential-moving-average`."""

import re

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("self.average, self.current", "self.current, self.average")
def the_average_follows_the_weights():
    class EMA:
        def __init__(self, net, decay=0.999):
            self.current = ms.ParameterTuple(net.get_parameters())
            self.average = self.current.clone(prefix="ema", init="same")
            self.decay = decay

        def update(self):  # after each optimizer step
            for average, current in zip(self.average, self.current):
                if current.is_floating_point():
                    ops.assign(average, ops.lerp(current, average, self.decay))
                else:
                    ops.assign(average, current)

    net = nn.Dense(1, 1, "zeros", has_bias=False)
    ema = EMA(net, decay=0.9)
    ops.assign(net.weight, ms.Tensor([[1.0]]))
    ema.update()
    print(net.weight.asnumpy(), ema.average[0].asnumpy())

    # Proof: the average moved by a tenth, and the network kept its weight.
    assert np.isclose(net.weight.asnumpy(), 1)
    assert np.isclose(ema.average[0].asnumpy(), 0.1)
    assert ema.average[0].name == "ema.weight"


@mutant('"name": current.name', '"name": average.name')
def the_average_can_be_saved_under_the_names_of_the_network():
    net = nn.Dense(2, 1)
    parameters = ms.ParameterTuple(net.get_parameters())
    averages = parameters.clone(prefix="ema", init="same")
    ops.assign(net.weight, ms.Tensor([[5.0, 5.0]]))
    rows = [
        {"name": current.name, "data": average} for current, average in zip(parameters, averages)
    ]
    ms.save_checkpoint(rows, "ema.ckpt")
    missing, unused = ms.load_param_into_net(net, ms.load_checkpoint("ema.ckpt"))
    assert (missing, unused) == ([], [])
    assert np.allclose(net.weight.asnumpy(), averages[0].asnumpy())


@mutant("net.get_parameters()", "net.trainable_params()")
def get_parameters_includes_the_statistics():
    net = nn.SequentialCell(nn.BatchNorm1d(2))
    names = [parameter.name for parameter in net.get_parameters()]
    assert {"0.moving_mean", "0.moving_variance"} <= set(names)
    assert "0.moving_mean" not in [parameter.name for parameter in net.trainable_params()]


@mutant('init="same"', 'init="ones"')
def the_copy_is_not_shared():
    net = nn.Dense(2, 1, "zeros")
    parameters = ms.ParameterTuple(net.get_parameters())
    averages = parameters.clone(prefix="ema", init="same")
    ops.assign(net.weight, ms.Tensor([[5.0, 5.0]]))
    assert not averages[0].asnumpy().any()


@mutant("primitive[Lerp]", "primitive[Add]")
def an_integer_parameter_is_not_averaged():
    counter = ms.mint.nn.BatchNorm2d(2).num_batches_tracked
    assert not counter.is_floating_point()
    with pytest.raises(TypeError, match=re.escape("primitive[Lerp]")):
        ops.lerp(counter, counter, 0.9).asnumpy()


@mutant("ms.float16)", "ms.float32)")
def a_float16_average_stands_still():
    net = nn.Dense(1, 1, "ones", has_bias=False, dtype=ms.float16)
    current = ms.ParameterTuple(net.get_parameters())
    averages = {dtype: current.clone(prefix="ema", init="same") for dtype in ("own", "float32")}
    averages["float32"][0].set_dtype(ms.float32)
    ops.assign(net.weight, ms.Tensor([[1.1]], net.weight.dtype))
    for _ in range(100):
        for (average,) in averages.values():
            ops.assign(average, ops.lerp(current[0].astype(average.dtype), average, 0.999))
    assert averages["own"][0].asnumpy() == 1
    assert np.isclose(averages["float32"][0].asnumpy(), 1.0095, atol=1e-3)
