"""Checks of the claims of the entry `dataset-sink-mode`."""

import inspect

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


def _model():
    net = nn.Dense(3, 1)
    return ms.train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))


def _dataset():
    rows = np.ones((8, 3), np.float32)
    return ds.NumpySlicesDataset((rows, rows[:, :1]), shuffle=False).batch(2)


@mutant("on_train_step_end", "on_train_epoch_end")
def a_cpu_does_not_sink():
    class Count(ms.train.Callback):
        steps = 0

        def on_train_step_end(self, run_context):
            self.steps += 1

    count = Count()
    _model().train(2, _dataset(), callbacks=[count], dataset_sink_mode=True)
    print(count.steps, "calls in 2 epochs of 4 steps")

    # Proof: one call for each step.
    assert count.steps == 8


class Steps(ms.train.Callback):
    """Counts the training steps."""

    number = 0

    def on_train_step_end(self, run_context):
        self.number += 1


@mutant("train(3, _dataset()", "train(3, _dataset().take(1)")
def a_cpu_ignores_the_sink_size():
    steps = Steps()
    _model().train(3, _dataset(), callbacks=[steps], dataset_sink_mode=True, sink_size=1)
    assert steps.number == 12


@mutant("Model.train)", "Model.predict)")
def sinking_is_off_by_default():
    parameters = inspect.signature(ms.train.Model.train).parameters
    assert "dataset_sink_mode" in parameters
    assert parameters["dataset_sink_mode"].default is False


@mutant("_model().train(1, dataset)\n", "_model().train(1, _dataset())\n")
def a_dataset_belongs_to_one_model():
    dataset, second = _dataset(), _model()
    _model().train(1, dataset)
    with pytest.raises(RuntimeError, match="The dataset object had been used in other model"):
        second.train(1, dataset)


@mutant("Model.train.__doc__", "Model.predict.__doc__")
def the_reference_describes_sinking():
    text = " ".join(ms.train.Model.train.__doc__.split())
    assert "will be called at the end of epoch in Graph mode" in text
    assert "The limitation of data transmission per time is 256M" in text
