"""Checks of the claims of the entry `atlas-310p-op-info`."""

from pathlib import Path

import mindspore as ms
from mindspore import nn

from checks import mutant


@mutant('"MINDIR"', '"AIR"')
def mindir_is_exported_on_a_cpu():
    ms.set_device("CPU")
    images = ms.Tensor(shape=[1, 3, 32, 32], dtype=ms.float32)
    ms.export(nn.Conv2d(3, 4, 3), images, file_name="model", file_format="MINDIR")
    assert Path("model.mindir").stat().st_size > 0
