"""Checks of the claims of the entry `dataset-workers`."""

import os

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


@mutant("os.cpu_count() + 1", "1")
def more_workers_than_threads_raise_an_error():
    with pytest.raises(ValueError, match="num_parallel_workers exceeds the boundary between 1 and"):
        ds.GeneratorDataset([np.zeros(1)], ["x"], num_parallel_workers=os.cpu_count() + 1)


@mutant("config.set_num_parallel_workers(1)", "config.set_prefetch_size(1)")
def one_setting_limits_all_datasets():
    ds.config.set_num_parallel_workers(1)
    dataset = ds.GeneratorDataset([np.zeros(1)] * 4, ["x"])
    print(ds.config.get_num_parallel_workers(), dataset.num_parallel_workers)

    # Proof: it runs with one worker instead of the default.
    assert ds.config.get_num_parallel_workers() == 1
    assert len(list(dataset)) == 4
