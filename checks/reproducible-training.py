"""Checks of the claims of the entry `reproducible-training`."""

import os
import random

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.dataset import vision

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


@mutant("ds.config.set_seed(1)", "ds.config.set_seed(attempt)")
def one_worker_draws_the_same_numbers():
    def add_noise(image):
        return image + np.uint8(np.random.randint(50)) + np.uint8(random.randint(0, 50))

    def rows(operations):
        image = np.arange(12 * 12 * 3, dtype=np.uint8).reshape(12, 12, 3)
        dataset = ds.GeneratorDataset([(image,)] * 16, ["image"])
        dataset = dataset.map(operations, "image", num_parallel_workers=1)
        return [row.tobytes() for (row,) in dataset.create_tuple_iterator(output_numpy=True)]

    crop = [vision.ToPIL(), vision.RandomCrop(8), vision.ToTensor()]
    for operations in ([add_noise], crop):
        results = []
        for attempt in (1, 2):
            ds.config.set_seed(1)
            results.append(rows(operations))
            assert attempt == len(results)
        assert results[0] == results[1]
        assert len(set(results[0])) > 1


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
