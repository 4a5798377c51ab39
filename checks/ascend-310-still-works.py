"""Checks of the claims of the entry `ascend-310-still-works`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("shape=[1, 3, 8, 8]", "shape=[1, 4, 8, 8]")
def a_cpu_exports_for_a_given_shape():
    ms.set_device("CPU")
    net = nn.Conv2d(3, 2, 3)
    images = ms.Tensor(shape=[1, 3, 8, 8], dtype=ms.float32)
    ms.export(net, images, file_name="model", file_format="MINDIR")

    # Proof: the file computes what the network computes.
    x = ms.Tensor(np.ones((1, 3, 8, 8)), ms.float32)
    model = nn.GraphCell(ms.load("model.mindir"))
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-5)
