"""Checks of the claims of the entry `mindinsight-discontinued`."""

from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import nn
from mindspore.train import Model, SummaryCollector

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant("callbacks=[collector]", "callbacks=[]")
def summary_collector_still_exists():
    data = [(np.ones(2, np.float32), np.ones(1, np.float32)) for _ in range(4)]
    dataset = ms.dataset.GeneratorDataset(data, ["x", "y"], shuffle=False).batch(2)
    net = nn.Dense(2, 1)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    collector = SummaryCollector("summary", collect_freq=1)
    model.train(1, dataset, callbacks=[collector], dataset_sink_mode=False)
    assert any(path.stat().st_size for path in Path("summary").glob("*summary*"))
