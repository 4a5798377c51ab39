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
