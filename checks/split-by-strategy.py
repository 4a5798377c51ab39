"""Checks of the claims of the entry `split-by-strategy`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.parallel._tensor import _load_tensor
from mindspore.parallel.auto_parallel import AutoParallel

from checks import mutant


@mutant("for rows in (8, 6)", "for rows in (8, 12)")
def a_dimension_must_be_divisible():
    for rows in (8, 6):
        try:
            part = _load_tensor(ms.Tensor(np.ones((rows, 4))), [4, 1], [1, -1], rank_id=0)
            message = f"each device gets {part.shape}"
        except ValueError as error:
            message = str(error)
        print(rows, "rows:", message)

    # Proof: the last case has an error, and eight rows make two for each device.
    assert message == "np_tensor can not be split by strategy!"
    part = _load_tensor(ms.Tensor(np.ones((8, 4))), [4, 1], [1, -1], rank_id=0)
    assert part.shape == (2, 4)


@mutant('"full-batch"', '"data_parallel"')
def the_inputs_have_a_strategy():
    net = AutoParallel(nn.Dense(2, 2), parallel_mode="semi_auto")
    net.dataset_strategy("full_batch")
    net.dataset_strategy(((4, 1), (1, 1)))
    with pytest.raises(ValueError, match="must be 'full_batch' or 'data_parallel'"):
        net.dataset_strategy("full-batch")


@mutant('dataset_strategy="full_batch"', 'dataset_strategy="data_parallel"')
def the_older_call_sets_the_strategy():
    ms.set_auto_parallel_context(dataset_strategy="full_batch")
    assert ms.get_auto_parallel_context("dataset_strategy") == "full_batch"
