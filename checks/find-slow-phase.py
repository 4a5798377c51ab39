"""Checks of the claims of the entry `find-slow-phase`."""

import time

import mindspore.dataset as ds
import numpy as np

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
