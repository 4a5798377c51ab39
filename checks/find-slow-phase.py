"""Checks of the claims of the entry `find-slow-phase`."""

import contextlib
import io
import re
import time

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn, ops

from checks import mutant


class Slow:
    """A source that takes a while for each row."""

    def __getitem__(self, index):
        time.sleep(0.02)
        return np.array([index])

    def __len__(self):
        return 60


@mutant("num_parallel_workers=workers", "num_parallel_workers=1")
def the_dataset_is_timed_alone():
    speed = {}
    for workers in (1, 2):
        dataset = ds.GeneratorDataset(
            Slow(), ["row"], num_parallel_workers=workers, python_multiprocessing=False
        ).batch(4)
        start = time.time()
        batches = sum(1 for _ in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
        speed[workers] = batches / (time.time() - start)
    print("two workers are faster:", speed[2] > 1.4 * speed[1])

    # Proof: the threads sleep at the same time.
    assert speed[2] > 1.4 * speed[1]


@mutant("set_enable_autotune(True)", "set_enable_autotune(False)")
def autotune_can_be_switched_on():
    ds.config.set_enable_autotune(True)
    assert ds.config.get_enable_autotune()


@mutant("data_time=True", "data_time=False")
def the_monitor_shows_the_data_time():
    with contextlib.suppress(SystemError):  # from NumPy 2 in MindSpore 2.10.0
        ops.mul(ms.Tensor([1.0]), 2)
    rows = (np.ones((8, 3), np.float32), np.ones((8, 1), np.float32))
    dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(4)
    net = nn.Dense(3, 1)
    model = ms.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        model.train(1, dataset, callbacks=[ms.train.TimeMonitor(data_time=True)])
    assert re.search(r"per step time: [\d.]+ ms \(data time: [\d.]+ ms\)", printed.getvalue())
