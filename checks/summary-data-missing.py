"""Checks of the claims of the entry `summary-data-missing`."""

import inspect
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("SummaryCollector.__init__", "LossMonitor.__init__")
def summary_records_every_tenth_step():
    parameters = inspect.signature(ms.train.SummaryCollector.__init__).parameters
    assert "collect_freq" in parameters
    assert parameters["collect_freq"].default == 10


@mutant("callbacks=[SaveLoss()]", "callbacks=[]")
def losses_are_written_to_a_file():
    class SaveLoss(ms.train.Callback):
        def on_train_step_end(self, run_context):
            step = run_context.original_args()
            with Path("loss.csv").open("a") as file:
                print(step.cur_step_num, step.net_outputs, sep=",", file=file)

    rows = np.ones((8, 3), np.float32)
    dataset = ds.NumpySlicesDataset((rows, rows[:, :1]), shuffle=False).batch(2)
    net = nn.Dense(3, 1)
    model = ms.train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    model.train(1, dataset, callbacks=[SaveLoss()])
    print(Path("loss.csv").read_text().split(",")[0], "is the first step")

    # Proof: one line for each of the four steps.
    steps = [line.split(",")[0] for line in Path("loss.csv").read_text().splitlines()]
    assert steps == ["1", "2", "3", "4"]
