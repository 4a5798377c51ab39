"""Checks of the claims of the entry `export-format-for-chip`."""

import contextlib

import mindspore as ms
import numpy as np
from mindspore import log, nn

from checks import mutant


@mutant('file_format="AIR"', 'file_format="MINDIR"')
def air_is_deprecated():
    said = []
    log.warning = lambda message, *_: said.append(message)
    x = ms.Tensor(np.zeros((1, 3), np.float32))
    with contextlib.suppress(ValueError):
        ms.export(nn.Dense(3, 2), x, file_name="model", file_format="AIR")
    assert any(message.startswith("AIR format is deprecated") for message in said)


@mutant("ms.export(net, x,", "ms.export(nn.ReLU(), x,")
def only_mindir_holds_the_graph():
    net = nn.SequentialCell(nn.Dense(3, 2), nn.ReLU())
    x = ms.Tensor(np.ones((1, 3), np.float32))
    ms.save_checkpoint(net, "net.ckpt")
    ms.export(net, x, file_name="model", file_format="MINDIR")

    # Proof: the checkpoint lists parameters only; the graph computes what the network computes.
    assert set(ms.load_checkpoint("net.ckpt")) == {"0.weight", "0.bias"}
    model = nn.GraphCell(ms.load("model.mindir"))
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-6)
    assert model(x).shape == (1, 2)
