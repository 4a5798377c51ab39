"""Checks of the claims of the entry `device-address-type-is-wrong`."""

from pathlib import Path

import mindspore as ms
from mindspore import nn

from checks import mutant


@mutant('"MINDIR"', '"AIR"')
def the_export_works_on_a_cpu():
    ms.set_device("CPU")
    rows = ms.Tensor(shape=[1, 2], dtype=ms.float32)
    ms.export(nn.Dense(2, 3), rows, file_name="model", file_format="MINDIR")
    assert Path("model.mindir").stat().st_size > 0
