"""Checks of the claims of the entry `plot-loss-curve`."""

import contextlib
import io

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn, ops
from mindspore.train import Callback, History, LossMonitor, Model

from checks import mutant


def _survive_numpy_2():
    """Let the first operation fail that MindSpore 2.10.0 runs with NumPy 2."""
    with contextlib.suppress(SystemError):
        ops.mul(ms.Tensor([1.0]), 2)


def _pairs():
    columns = (np.ones((8, 3), np.float32), np.ones((8, 1), np.float32))
    return ds.NumpySlicesDataset(columns, shuffle=False).batch(4)


def _model():
    _survive_numpy_2()
    net = nn.Dense(3, 1, "ones", "zeros")
    return Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1), metrics={"mae"})


@mutant("on_train_step_end", "on_train_epoch_end")
def each_step_is_recorded():
    class Losses(Callback):
        def __init__(self):
            super().__init__()
            self.values = []

        def on_train_step_end(self, run_context):
            outputs = run_context.original_args().net_outputs
            loss = outputs[0] if isinstance(outputs, tuple) else outputs
            self.values.append(float(loss.asnumpy()))

    losses = Losses()
    _model().train(2, _pairs(), callbacks=[losses])

    # Proof: two epochs of two steps.
    assert len(losses.values) == 4
    assert losses.values[0] == 4
    assert losses.values[3] < losses.values[0]


@mutant("train(3,", "train(2,")
def history_has_one_loss_per_epoch():
    x, y = np.ones((8, 3), np.float32), np.ones((8, 1), np.float32)
    dataset = ds.NumpySlicesDataset((x, y), shuffle=False).batch(4)
    net = nn.Dense(3, 1, "ones", "zeros")
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.05))
    history = History()
    model.train(3, dataset, callbacks=[history])
    losses = [round(float(loss), 3) for loss in history.history["net_output"]]
    print(history.epoch["epoch"], losses)

    # Proof: one loss per epoch.
    assert history.epoch == {"epoch": [1, 2, 3]}
    assert len(losses) == 3
    assert losses[2] < losses[0]


@mutant("fit(2, _pairs(), _pairs(),", "train(2, _pairs(),")
def history_has_the_metrics_of_fit():
    history = History()
    _model().fit(2, _pairs(), _pairs(), callbacks=[history])
    assert set(history.history) == {"net_output", "mae"}


@mutant("LossMonitor(1)", "LossMonitor(2)")
def the_monitor_prints_the_loss():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        _model().train(1, _pairs(), callbacks=[LossMonitor(1)])
    assert "epoch: 1 step: 1, loss is 4.0" in output.getvalue()
    assert "epoch: 1 step: 2, loss is" in output.getvalue()


@mutant("net_outputs", "cur_step_num")
def history_keeps_the_last_batch():
    class Last(Callback):
        def on_train_step_end(self, run_context):
            self.value = run_context.original_args().net_outputs

    last, history = Last(), History()
    _model().train(1, _pairs(), callbacks=[last, history])
    assert np.isclose(float(last.value), float(history.history["net_output"][0]))
