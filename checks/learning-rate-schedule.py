"""Checks of the claims of the entry `learning-rate-schedule`."""

import contextlib

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.experimental import optim
from mindspore.train import LearningRateScheduler, Model, ReduceLROnPlateau

from checks import mutant


def _survive_numpy_2():
    """Let the first operation fail that MindSpore 2.10.0 runs with NumPy 2."""
    with contextlib.suppress(SystemError):
        ops.mul(ms.Tensor([1.0]), 2)


def _pairs():
    columns = (np.ones((8, 3), np.float32), np.ones((8, 1), np.float32))
    return ds.NumpySlicesDataset(columns, shuffle=False).batch(4)


@mutant("1, warmup)", "warmup, 1)")
def warmup_then_cosine():
    net = nn.Dense(3, 1)
    peak, warmup, total = 0.1, 3, 10  # steps: epochs * dataset.get_dataset_size()
    rates = nn.warmup_lr(peak, warmup, 1, warmup)
    rates += nn.cosine_decay_lr(0.0, peak, total - warmup, 1, total - warmup)
    optimizer = nn.Adam(net.trainable_params(), learning_rate=rates)
    print([round(rate, 3) for rate in rates])

    # Proof: the rate rises to the peak and falls again, one value per step.
    _survive_numpy_2()
    assert len(rates) == total
    assert np.allclose(rates[:3], [0, 0.1 / 3, 0.2 / 3])
    assert rates[3] == peak
    assert all(np.diff(rates[3:]) < 0)
    assert np.isclose(float(optimizer.get_lr()), 0)


@mutant("1, 2)", "2, 2)")
def warmup_over_epochs_stays_constant_within_one():
    # Proof: with two steps per epoch, the rate changes after each second step and starts at 0.
    rates = nn.warmup_lr(0.1, 4, 2, 2)
    assert np.allclose(rates, [0, 0, 0.05, 0.05])
    assert np.allclose(nn.warmup_lr(0.1, 4, 4, 1), 0)
    assert np.allclose(nn.warmup_lr(0.1, 2, 1, 2), [0, 0.05])


@mutant("optimizer(gradients)", "optimizer.set_train()")
def get_lr_is_the_rate_of_the_next_step():
    _survive_numpy_2()
    net = nn.Dense(1, 1)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=[0.1, 0.2, 0.3])
    gradients = tuple(ops.zeros_like(parameter) for parameter in net.trainable_params())
    before = float(optimizer.get_lr())
    optimizer(gradients)
    assert np.isclose(before, 0.1)
    assert np.isclose(float(optimizer.get_lr()), 0.2)
    groups = [{"params": [net.weight], "lr": 0.2}, {"params": [net.bias]}]
    assert isinstance(nn.SGD(groups, learning_rate=0.1).get_lr(), tuple)


@mutant("for _ in range(5)", "for _ in range(2)")
def a_schedule_object_does_not_run_out():
    net = nn.Dense(1, 1)
    _survive_numpy_2()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=nn.CosineDecayLR(0.01, 0.1, 3))
    gradients = tuple(ops.zeros_like(parameter) for parameter in net.trainable_params())
    for _ in range(5):
        optimizer(gradients)
    assert np.isclose(float(optimizer.get_lr()), 0.01)


@mutant("step_size=2", "step_size=3")
def experimental_schedulers_work_as_in_pytorch():
    optimizer = optim.SGD(nn.Dense(1, 1).trainable_params(), lr=0.1)
    scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.1)
    scheduler.step()
    scheduler.step()
    assert np.isclose(float(scheduler.get_last_lr()[0]), 0.01)


@mutant(
    "nn.SGD(nn.Dense(1, 1).trainable_params(), 0.1)",
    "optim.SGD(nn.Dense(1, 1).trainable_params(), lr=0.1)",
)
def experimental_schedulers_reject_optimizers_from_nn():
    with pytest.raises(TypeError, match="SGD is not an Optimizer"):
        optim.lr_scheduler.StepLR(nn.SGD(nn.Dense(1, 1).trainable_params(), 0.1), step_size=2)


@mutant("step == 2", "step == 9")
def a_callback_changes_a_fixed_rate():
    net = nn.Dense(3, 1)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    callback = LearningRateScheduler(lambda rate, step: rate * 0.1 if step == 2 else rate)
    Model(net, nn.MSELoss(), optimizer).train(2, _pairs(), callbacks=[callback])
    assert np.isclose(optimizer.get_lr().asnumpy(), 0.01)


@mutant("[0.1, 0.1, 0.1, 0.1]", "0.1")
def the_callback_needs_a_fixed_rate():
    net = nn.Dense(3, 1)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=[0.1, 0.1, 0.1, 0.1])
    callback = LearningRateScheduler(lambda rate, step: rate)
    model = Model(net, nn.MSELoss(), optimizer)
    with pytest.raises(AttributeError, match="_IteratorLearningRate"):
        model.train(2, _pairs(), callbacks=[callback])


@mutant("learning_rate=1e-9", "learning_rate=0.05")
def the_rate_falls_when_the_validation_loss_stalls():
    net = nn.Dense(3, 1, "zeros", "zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=1e-9)
    first = float(optimizer.get_lr().asnumpy())
    model = Model(net, nn.MSELoss(), optimizer, metrics={"mae"})
    plateau = ReduceLROnPlateau(monitor="eval_loss", patience=1, min_delta=1e-4)
    model.fit(3, _pairs(), _pairs(), callbacks=[plateau])
    assert optimizer.get_lr().asnumpy() < first * 0.5


@mutant("nn.warmup_lr(1,", "nn.warmup_lr(1.0,")
def rates_are_floats():
    with pytest.raises(TypeError, match="'learning_rate' must be type of float"):
        nn.warmup_lr(1, 6, 2, 3)


@mutant("[2, 5]", "[3, 5]")
def milestones_are_the_ends_of_the_rates():
    assert nn.piecewise_constant_lr([2, 5], [0.1, 0.01]) == [0.1, 0.1, 0.01, 0.01, 0.01]
