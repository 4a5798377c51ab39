"""Checks of the claims of the entry `host-memory-exhausted`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant("2**21", "2**5")
def an_enormous_tensor_raises_an_error():
    size = 2**21
    column = ms.Tensor(np.ones((size, 1), np.float32))
    row = ms.Tensor(np.ones((1, size), np.float32))
    with pytest.raises(RuntimeError, match="memory failed"):
        ops.sub(column, row).asnumpy()


@mutant("np.ones((1, 100), np.float32)", "np.ones((100,), np.float32)")
def a_wrong_shape_broadcasts_to_a_square():
    prediction = ms.Tensor(np.ones((100, 1), np.float32))
    label = ms.Tensor(np.ones((1, 100), np.float32))
    print(ops.sub(prediction, label).shape)

    # Proof: 100 values have become 10000.
    assert ops.sub(prediction, label).size == 10000
    assert ops.sub(prediction.squeeze(1), label.squeeze(0)).shape == (100,)
    assert label.shape == (1, 100)


@mutant("ds.config.set_prefetch_size(2)", "ds.config.get_prefetch_size()")
def prefetch_can_be_reduced():
    before = ds.config.get_prefetch_size()
    ds.config.set_prefetch_size(2)
    assert (before, ds.config.get_prefetch_size()) == (16, 2)
