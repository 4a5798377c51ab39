"""Checks of the claims of the entry `loss-is-nan`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import amp, nn, ops

from checks import mutant


@mutant("count = ms.Tensor([0.0]), ms.Tensor([0.0])", "count = ms.Tensor([0.0]), ms.Tensor([2.0])")
def an_empty_mask_gives_nan():
    total, count = ms.Tensor([0.0]), ms.Tensor([0.0])
    print(total / count, total / ops.maximum(count, ms.Tensor(1.0)))

    # Proof: only the first is nan.
    assert ops.isnan(total / count).all()
    assert not ops.isnan(total / ops.maximum(count, ms.Tensor(1.0))).any()


@mutant("70000.0", "60000.0")
def float16_ends_at_65504():
    assert ops.isinf(ms.Tensor([70000.0]).astype(ms.float16)).all()
    assert np.finfo(np.float16).max == 65504


@mutant("amp.all_finite(gradients)", "True")
def a_step_with_infinite_gradients_can_be_skipped():
    net = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    backward = ms.value_and_grad(lambda x: net(x).sum(), None, optimizer.parameters)
    for value in (1.0, float("inf"), 1.0):
        loss, gradients = backward(ms.Tensor([[value]]))
        if amp.all_finite(gradients):
            optimizer(gradients)
        else:
            print("skipped, loss", loss)

    # Proof: two of three steps changed the weight.
    assert np.isclose(float(net.weight), 0.8)


@mutant("ops.sqrt(y - y)", "ops.exp(y - y)")
def the_names_show_where_it_starts():
    net = nn.SequentialCell(nn.Dense(3, 4, "ones", "zeros"), nn.Dense(4, 1, "ones", "zeros"))

    def forward(x):
        y = net[0](x)
        return net[1](ops.sqrt(y - y)).sum()

    x = ms.Tensor(np.ones((2, 3), np.float32))
    loss, gradients = ms.value_and_grad(forward, None, net.trainable_params())(x)
    named = zip(net.trainable_params(), gradients)
    names = [p.name for p, g in named if not ops.isfinite(g).all()]
    assert np.isfinite(float(loss))
    assert names == ["0.weight", "0.bias"]


@mutant("ops.sqrt(y - 5)", "ops.sqrt(y + 5)")
def a_forward_nan_reaches_parameters_on_both_sides():
    net = nn.SequentialCell(nn.Dense(3, 4, "ones", "zeros"), nn.Dense(4, 1, "ones", "zeros"))

    def forward(x):
        y = net[0](x)
        return net[1](ops.sqrt(y - 5)).sum()

    x = ms.Tensor(np.ones((2, 3), np.float32))
    loss, gradients = ms.value_and_grad(forward, None, net.trainable_params())(x)
    named = zip(net.trainable_params(), gradients)
    names = [p.name for p, g in named if not ops.isfinite(g).all()]
    assert np.isnan(float(loss))
    assert names == ["0.weight", "0.bias", "1.weight"]


@mutant("amp.DynamicLossScaleManager()", "amp.FixedLossScaleManager(drop_overflow_update=False)")
def model_skips_overflows_except_on_a_cpu():
    net = nn.Dense(1, 1)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    manager = amp.DynamicLossScaleManager()
    with pytest.raises(ValueError, match="are supported on device `CPU`"):
        ms.Model(net, nn.MSELoss(), optimizer, loss_scale_manager=manager)
    assert manager.get_drop_overflow_update()
