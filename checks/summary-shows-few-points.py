"""Checks of the claims of the entry `summary-shows-few-points`."""

from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import nn
from mindspore.train import Model, SummaryCollector

from checks import mutant

data = [(np.ones(2, np.float32), np.ones(1, np.float32)) for _ in range(12)]
dataset = ms.dataset.GeneratorDataset(data, ["x", "y"], shuffle=False).batch(1)
net = nn.Dense(2, 1)
model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))


@mutant("collect_freq=1", "collect_freq=10")
def every_step_is_recorded():
    collector = SummaryCollector("summary", collect_freq=1)
    model.train(1, dataset, callbacks=[collector], dataset_sink_mode=False)

    # Proof: the file has a loss for each of the 12 steps.
    content = b"".join(path.read_bytes() for path in Path("summary").glob("*_MS"))
    assert content.count(b"loss/auto") >= 12
