"""Checks of the claims of the entry `dataset-worker-processes`."""

import os

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


class Workers:
    def __len__(self):
        return 8

    def __getitem__(self, index):
        return (np.array([os.getpid()]),)


def _processes(**options):
    dataset = ds.GeneratorDataset(Workers(), ["pid"], num_parallel_workers=2, **options)
    rows = dataset.create_tuple_iterator(num_epochs=1, output_numpy=True)
    return {row[0].item() for row in rows}


@mutant("python_multiprocessing=True", "python_multiprocessing=False")
def two_workers_are_two_processes():
    found = _processes(python_multiprocessing=True)
    assert len(found) == 2
    assert os.getpid() not in found


@mutant("python_multiprocessing=False", "python_multiprocessing=True")
def threads_stay_in_the_main_process():
    assert _processes(python_multiprocessing=False) == {os.getpid()}


@mutant("max_rowsize=10**7", "max_rowsize=1")
def a_large_row_size_exceeds_the_shared_memory():
    with pytest.raises(RuntimeError, match="Insufficient shared memory available"):
        _processes(max_rowsize=10**7)
