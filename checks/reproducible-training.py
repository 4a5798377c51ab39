"""Checks of the claims of the entry `reproducible-training`."""

import os

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


@mutant("seed = 1", "seed = len(weights)")
def two_runs_give_the_same_weights():
    weights = []
    for _ in range(2):
        seed = 1
        ms.set_seed(seed)
        ds.config.set_seed(seed)
        rows = np.arange(24, dtype=np.float32).reshape(8, 3) / 24
        data = ds.NumpySlicesDataset((rows, rows[:, :1]), shuffle=True).batch(2)
        net = nn.Dense(3, 1)
        model = ms.train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
        model.train(2, data)
        weights.append(net.weight.asnumpy().copy())
    print((weights[0] == weights[1]).all())

    # Proof: all bits are equal.
    assert (weights[0] == weights[1]).all()


@mutant("set_deterministic(True)\nassert", "set_deterministic(False)\nassert")
def deterministic_mode_is_set_once():
    ms.set_deterministic(True)
    assert os.environ.get("HCCL_DETERMINISTIC") == "true"
    with pytest.raises(RuntimeError, match="can not be set repeatedly"):
        ms.set_deterministic(True)


@mutant("set_deterministic.__doc__", "set_seed.__doc__")
def the_reference_promises_equal_outputs():
    text = " ".join(ms.set_deterministic.__doc__.split())
    assert "When deterministic computing is enabled, the same output is generated" in text
    assert "with the same hardware and input. This often slows down operator execution" in text
