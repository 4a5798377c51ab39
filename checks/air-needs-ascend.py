"""Checks of the claims of the entry `air-needs-ascend`."""

import contextlib
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import log, nn

from checks import mutant


@mutant('file_format="AIR"', 'file_format="MINDIR"')
def air_fails_without_ascend():
    x = ms.Tensor(np.zeros((1, 3), np.float32))
    # Proof: the export raises the error.
    error = "Only support export file in 'AIR' format with Ascend backend"
    with pytest.raises(ValueError, match=error):
        ms.export(nn.Dense(3, 2), x, file_name="model", file_format="AIR")


@mutant('file_format="AIR"', 'file_format="MINDIR"')
def air_is_deprecated():
    said = []
    log.warning = lambda message, *_: said.append(message)
    x = ms.Tensor(np.zeros((1, 3), np.float32))
    with contextlib.suppress(ValueError):
        ms.export(nn.Dense(3, 2), x, file_name="model", file_format="AIR")
    # Proof: the warning comes before anything else.
    assert "AIR format is deprecated, and will be removed in a future version" in said[0]


@mutant('file_format="MINDIR"', 'file_format="AIR"')
def mindir_exports_without_ascend():
    net = nn.Dense(3, 2)
    x = ms.Tensor(np.zeros((1, 3)), ms.float32)
    ms.export(net, x, file_name="model", file_format="MINDIR")
    print(Path("model.mindir").exists())

    # Proof: the file computes what the network computes.
    model = nn.GraphCell(ms.load("model.mindir"))
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy())


@mutant('file_format="ONNX"', 'file_format="MINDIR"')
def onnx_exports_without_ascend():
    x = ms.Tensor(np.zeros((1, 3)), ms.float32)
    ms.export(nn.Dense(3, 2), x, file_name="model", file_format="ONNX")
    assert Path("model.onnx").stat().st_size > 0


@mutant("net.set_train()", "net.set_train(False)")
def the_mode_of_the_first_export_stays():
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    net = nn.SequentialCell(nn.Dense(3, 50, "ones"), nn.Dropout(p=0.5))
    net.set_train()
    for name in ("first", "second"):
        ms.export(net, x, file_name=name, file_format="MINDIR")
        model = nn.GraphCell(ms.load(f"{name}.mindir"))
        assert (model(x).asnumpy() == 0).any()
        net.set_train(False)
    fresh = nn.SequentialCell(nn.Dense(3, 50, "ones"), nn.Dropout(p=0.5))
    ms.export(fresh, x, file_name="fresh", file_format="MINDIR")
    assert not (nn.GraphCell(ms.load("fresh.mindir"))(x).asnumpy() == 0).any()
