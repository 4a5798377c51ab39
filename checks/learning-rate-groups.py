"""Checks of the claims of the entry `learning-rate-groups`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant('"lr": 0.01', '"lr": 0.1')
def each_group_has_its_learning_rate():
    net = nn.SequentialCell(nn.Dense(3, 4, "ones", "zeros"), nn.Dense(4, 1, "ones", "zeros"))
    groups = [
        {"params": net[0].trainable_params(), "lr": 0.01},
        {"params": net[1].trainable_params()},
    ]
    optimizer = nn.SGD(groups, learning_rate=0.1)
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    gradients = backward(ms.Tensor(np.ones((1, 3), np.float32)))
    optimizer(gradients)
    print(net[0].weight[0, 0], net[1].weight[0, 0])

    # Proof: the first layer moved by 0.01 times its gradient, the second by 0.1 times.
    first, _, second, _ = (gradient.asnumpy() for gradient in gradients)
    assert np.allclose(net[0].weight.asnumpy(), 1 - 0.01 * first, atol=1e-5)
    assert np.allclose(net[1].weight.asnumpy(), 1 - 0.1 * second, atol=1e-5)


@mutant("[0.1, 0.01]", "[0.1, 0.1]")
def a_list_sets_the_rate_of_each_step():
    net = nn.Dense(1, 1, weight_init="zeros", has_bias=False)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=[0.1, 0.01])
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    for _ in range(2):
        optimizer(backward(ms.Tensor(np.ones((1, 1), np.float32))))
        print(round(float(net.weight), 3))

    # Proof: the steps were 0.1 and 0.01.
    assert np.isclose(float(net.weight), -0.11)


@mutant("ops.assign(optimizer.learning_rate, ms.Tensor(0.5))", "optimizer.set_train()")
def assigning_changes_a_fixed_rate():
    net = nn.Dense(1, 1, weight_init="zeros", has_bias=False)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    ops.assign(optimizer.learning_rate, ms.Tensor(0.5))
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    optimizer(backward(ms.Tensor(np.ones((1, 1), np.float32))))
    assert np.isclose(float(net.weight), -0.5)


@mutant("net.trainable_params()", "net[0].trainable_params()")
def a_parameter_belongs_to_one_group():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.Dense(4, 1))
    groups = [{"params": net.trainable_params()}, {"params": net[1].trainable_params()}]
    with pytest.raises(
        RuntimeError, match="parameter already exists, it does not support repeated"
    ):
        nn.SGD(groups, learning_rate=0.1)


@mutant("[0.1, 0.01]", "[0.1, 0.01, 0.001]")
def a_list_that_is_too_short_raises_an_error():
    net = nn.Dense(1, 1, has_bias=False)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=[0.1, 0.01])
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    gradients = backward(ms.Tensor(np.ones((1, 1), np.float32)))

    def train(steps):
        for _ in range(steps):
            optimizer(gradients)
            net.weight.asnumpy()

    with pytest.raises(RuntimeError, match="For 'Gather', the 'input_indices' should be in the"):
        train(3)


@mutant("optimizer.learning_rate[0]", "optimizer.learning_rate[2]")
def the_rate_of_a_group_can_be_changed():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.Dense(4, 1))
    groups = [
        {"params": net[0].trainable_params(), "lr": 0.01},
        {"params": net[1].trainable_params()},
    ]
    optimizer = nn.SGD(groups, learning_rate=0.1)
    ops.assign(optimizer.learning_rate[0], ms.Tensor(0.5))
    rates = [float(rate) for rate in optimizer.learning_rate]
    assert np.allclose(rates, [0.5, 0.5, 0.1, 0.1])


@mutant("None, net.trainable_params())", "None, optimizer.parameters)")
def gradients_need_the_order_of_the_groups():
    net = nn.SequentialCell(nn.Dense(2, 2, "ones", "zeros"), nn.Dense(2, 2, "ones", "zeros"))
    groups = [{"params": net[1].trainable_params()}, {"params": net[0].trainable_params()}]
    optimizer = nn.SGD(groups, learning_rate=1.0)
    gradients = ms.grad(lambda x: net(x).sum(), None, net.trainable_params())(
        ms.Tensor([[1.0, 0.0]])
    )
    optimizer(gradients)

    # Proof: the last layer got the gradient of the first, which is 2 for the input 1.
    assert optimizer.parameters[0].name == "1.weight"
    assert net[1].weight.asnumpy().tolist() == [[-1.0, 1.0], [-1.0, 1.0]]


@mutant("ms.Tensor(1e-4)", "ms.Tensor(1e-2)")
def a_callback_changes_the_rate():
    class SlowDown(ms.train.Callback):
        def on_train_begin(self, run_context):
            optimizer = run_context.original_args().optimizer
            ops.assign(optimizer.learning_rate, ms.Tensor(1e-4))

    net = nn.Dense(3, 1)
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    rows = np.ones((4, 3), np.float32)
    dataset = ms.dataset.NumpySlicesDataset((rows, rows[:, :1])).batch(2)
    ms.train.Model(net, nn.MSELoss(), optimizer).train(1, dataset, callbacks=[SlowDown()])
    assert np.isclose(float(optimizer.get_lr()), 1e-4)


@mutant("optimizer.learning_rate.set_data(rate)", "ms.ops.assign(optimizer.learning_rate, rate)")
def set_data_does_not_change_the_rate():
    net = nn.Dense(1, 1, weight_init="zeros", has_bias=False)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.5)
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    gradients = backward(ms.Tensor([[1.0]]))
    optimizer(gradients)
    before, rate = float(net.weight), ms.Tensor(0.25)
    optimizer.learning_rate.set_data(rate)
    assert float(optimizer.get_lr()) == 0.25
    optimizer(gradients)
    assert not np.isclose(float(net.weight), before - 0.25)
