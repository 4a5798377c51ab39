"""Checks of the claims of the entry `summary-data-missing`."""

import inspect
from pathlib import Path
from types import SimpleNamespace

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


@mutant("_dataset_sink_mode = True", "_dataset_sink_mode = False")
def data_sinking_counts_epochs():
    epochs = []
    collector = ms.train.SummaryCollector("summary")
    collector._dataset_sink_mode = True
    collector._record = SimpleNamespace(flush=lambda: None)
    collector._get_tensor_collect_range = lambda *_: range(0)
    collector._collect_at_step_end = lambda step, *_, **__: epochs.append(step.cur_epoch_num)
    for epoch in range(1, 31):
        step = SimpleNamespace(mode="train", cur_epoch_num=epoch, cur_step_num=8 * epoch)
        collector._collect_tensor_data(step)
    assert epochs == [1, 10, 20, 30]


@mutant("callbacks=[SaveLoss()]", "callbacks=[]")
@mutant('"w" if step.cur_step_num == 1 else "a"', '"a"')
def losses_are_written_to_a_file():
    class SaveLoss(ms.train.Callback):
        def on_train_step_end(self, run_context):
            step = run_context.original_args()
            mode = "w" if step.cur_step_num == 1 else "a"
            with Path("loss.csv").open(mode) as file:
                print(step.cur_step_num, step.net_outputs, sep=",", file=file)

    rows = np.ones((8, 3), np.float32)
    dataset = ds.NumpySlicesDataset((rows, rows[:, :1]), shuffle=False).batch(2)
    net = nn.Dense(3, 1)
    model = ms.train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    model.train(1, dataset, callbacks=[SaveLoss()])
    print(Path("loss.csv").read_text().split(",")[0], "is the first step")

    # Proof: a second run replaces the four lines of the first.
    model.train(1, dataset, callbacks=SaveLoss())
    steps = [line.split(",")[0] for line in Path("loss.csv").read_text().splitlines()]
    assert steps == ["1", "2", "3", "4"]
