"""Checks of the claims of the entry `windows-multiprocessing`."""

from unittest import mock

import mindspore.dataset as ds
import numpy as np
from mindspore.dataset.engine import datasets_user_defined

from checks import mutant

WARNING = "Python multiprocessing is not supported on Windows platform."


def _load(system, processes):
    """Return what MindSpore warns of, the dataset and its rows on this system."""
    source = [np.array([n]) for n in range(4)]
    with (
        mock.patch("platform.system", return_value=system),
        mock.patch.object(datasets_user_defined, "logger") as log,
    ):
        dataset = ds.GeneratorDataset(
            source, ["n"], num_parallel_workers=2, python_multiprocessing=processes, shuffle=False
        )
        rows = [row["n"].item() for row in dataset.create_dict_iterator(output_numpy=True)]
    return [call.args[0] for call in log.warning.call_args_list], dataset, rows


@mutant('"Windows"', '"Linux"')
def the_warning_is_harmless():
    warnings, dataset, rows = _load("Windows", processes=True)
    assert WARNING in warnings
    assert not dataset.python_multiprocessing
    assert rows == [0, 1, 2, 3]


@mutant("processes=False", "processes=True")
def without_processes_there_is_no_warning():
    warnings, _, rows = _load("Windows", processes=False)
    assert WARNING not in warnings
    assert rows == [0, 1, 2, 3]
