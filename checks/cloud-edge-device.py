"""Checks of the claims of the entry `cloud-edge-device`."""

import subprocess
import sys

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant

ELSEWHERE = """
import mindspore as ms
import numpy as np

model = ms.nn.GraphCell(ms.load("model.mindir"))
np.save("output.npy", model(ms.Tensor(np.load("input.npy"))).asnumpy())
"""


@mutant("range(30)", "range(0)")
@mutant("ms.export(net,", "ms.export(nn.Dense(3, 1),")
def a_trained_model_runs_from_its_file_alone():
    net = nn.Dense(3, 1)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.5)
    train = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
    x = ms.Tensor(np.eye(3), ms.float32)
    y = ms.Tensor([[1], [2], [3]], ms.float32)
    for _ in range(30):
        train(x, y)
    net.set_train(False)
    ms.export(net, x, file_name="model", file_format="MINDIR")

    model = nn.GraphCell(ms.load("model.mindir"))
    print(model(x).asnumpy().round(1).ravel())

    # Proof: a process without the network's code computes what the network has learned.
    np.save("input.npy", x.asnumpy())
    subprocess.run([sys.executable, "-c", ELSEWHERE], check=True)
    assert np.allclose(np.load("output.npy"), [[1], [2], [3]], atol=0.01)
