"""Checks of the claims of the entry `mindinsight-discontinued`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.train import Model, SummaryCollector

from checks import mutant, needs


def _train(callbacks):
    data = [(np.ones(2, np.float32), np.ones(1, np.float32)) for _ in range(4)]
    dataset = ms.dataset.GeneratorDataset(data, ["x", "y"], shuffle=False).batch(2)
    net = nn.Dense(2, 1)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    model.train(1, dataset, callbacks=callbacks, dataset_sink_mode=False)


@needs("mindspore>=2.10")
@mutant('[SummaryCollector("summary", collect_freq=1)]', "[]")
def summary_collector_still_exists():
    _train([SummaryCollector("summary", collect_freq=1)])
    assert any(path.stat().st_size for path in Path("summary").glob("*summary*"))


@needs("mindspore<2.8", "protobuf>=4.25")
@mutant('[SummaryCollector("summary", collect_freq=1)]', "[]")
def summary_collector_needs_an_older_protobuf():
    message = "RepeatedCompositeFieldContainer object does not support item assignment"
    with pytest.raises(TypeError, match=message):
        _train([SummaryCollector("summary", collect_freq=1)])
