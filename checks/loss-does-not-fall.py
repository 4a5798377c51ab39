"""Checks of the claims of the entry `loss-does-not-fall`."""

import math

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("ops.softmax(perfect)", "perfect")
def an_extra_softmax_keeps_the_loss_high():
    perfect = ms.Tensor(1000 * np.eye(10, dtype=np.float32))
    labels = ms.Tensor(np.arange(10), ms.int32)
    loss = nn.CrossEntropyLoss()(ops.softmax(perfect), labels)
    print(loss)

    # Proof: this is the limit, because a softmax returns at most 1 and at least 0.
    assert math.isclose(float(loss), math.log(math.e + 9) - 1, abs_tol=0.001)
    assert round(float(loss), 2) == 1.46


@mutant("math.log(5)", "math.log(6)")
def guessing_costs_the_logarithm_of_the_number_of_classes():
    guesses, labels = ms.Tensor(np.zeros((4, 5), np.float32)), ms.Tensor([0, 1, 2, 3], ms.int32)
    loss = nn.CrossEntropyLoss()(guesses, labels)
    assert math.isclose(float(loss), math.log(5), abs_tol=0.001)
    assert round(float(loss), 1) == 1.6


def _identity(logits):
    return logits


def _loss_after_200_steps(activation):
    ms.set_seed(0)
    net = nn.SequentialCell(nn.Dense(8, 64), nn.ReLU(), nn.Dense(64, 5))
    inputs = ms.Tensor(np.random.default_rng(0).normal(size=(16, 8)), ms.float32)
    labels = ms.Tensor(np.arange(16) % 5, ms.int32)
    optimizer = nn.Adam(net.trainable_params(), 0.01)
    loss_fn = nn.CrossEntropyLoss()
    step = ms.value_and_grad(
        lambda x, y: loss_fn(activation(net(x)), y), None, optimizer.parameters
    )
    loss = math.nan
    for _ in range(200):
        loss, gradients = step(inputs, labels)
        optimizer(gradients)
    return float(loss)


@mutant("_loss_after_200_steps(_identity)", "_loss_after_200_steps(ops.softmax)")
def one_batch_can_be_learned():
    assert _loss_after_200_steps(_identity) < 0.01
    assert _loss_after_200_steps(ops.softmax) > 0.9
