"""Checks of the claims of the entry `host-memory-exhausted`."""

import os
import subprocess
import sys

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("2**21", "2**5")
def an_enormous_tensor_raises_an_error():
    size = 2**21
    column = ms.Tensor(np.ones((size, 1), np.float32))
    row = ms.Tensor(np.ones((1, size), np.float32))
    with pytest.raises(RuntimeError, match="memory failed"):
        ops.sub(column, row).asnumpy()


@mutant("2**21", "2**20")
def the_warning_gives_the_size():
    program = (
        "import mindspore as ms, numpy as np\n"
        "size = 2**21\n"
        "column = ms.Tensor(np.ones((size, 1), np.float32))\n"
        "ms.ops.sub(column, ms.Tensor(np.ones((1, size), np.float32))).asnumpy()\n"
    )
    command = [sys.executable, "-c", program]
    env = {**os.environ, "GLOG_v": "2"}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert "Allocate memory failed for size: 17592186044416" in run.stderr + run.stdout


@mutant("np.ones(100, np.float32)", "np.ones((100, 1), np.float32)")
def a_wrong_shape_broadcasts_to_a_square():
    prediction = ms.Tensor(np.ones((100, 1), np.float32))
    label = ms.Tensor(np.ones(100, np.float32))
    print((prediction - label).shape)

    # Proof: 100 values have become 10000.
    assert (prediction - label).size == 10000
    assert (prediction.squeeze(1) - label).shape == (100,)
    assert label.shape == (100,)
    for loss in (nn.MSELoss(reduction="none"), nn.L1Loss(reduction="none")):
        assert loss(prediction, label).shape == (100, 100)


@mutant("ds.config.set_prefetch_size(2)", "ds.config.get_prefetch_size()")
def prefetch_can_be_reduced():
    before = ds.config.get_prefetch_size()
    ds.config.set_prefetch_size(2)
    assert (before, ds.config.get_prefetch_size()) == (16, 2)
