"""Checks of the claims of the entry `stop-early-and-keep-the-best`."""

from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.train import Callback, EarlyStopping, Model

from checks import mutant


class Epochs(Callback):
    def __init__(self):
        super().__init__()
        self.number = 0

    def on_train_epoch_end(self, run_context):
        self.number += 1


def _model():
    rows = {"x": np.ones((4, 3), np.float32), "y": np.ones((4, 1), np.float32)}
    dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(2)
    net = nn.Dense(3, 1, weight_init="zeros", bias_init="zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.0)
    return net, dataset, Model(net, nn.MSELoss(), optimizer, metrics={"loss"})


@mutant("patience=2", "patience=50")
def early_stopping_ends_the_training():
    _, dataset, model = _model()
    stop, epochs = EarlyStopping(monitor="eval_loss", patience=2), Epochs()
    model.fit(20, dataset, dataset, callbacks=[stop, epochs], dataset_sink_mode=False)
    assert epochs.number < 20


@mutant("if loss < self.best:", "if loss > self.best:")
def a_callback_saves_the_best_weights():
    class SaveBest(Callback):
        def __init__(self, net):
            super().__init__()
            self.net = net
            self.best = float("inf")

        def on_train_epoch_end(self, run_context):
            loss = float(run_context.original_args().net_outputs)
            if loss < self.best:
                self.best = loss
                ms.save_checkpoint(self.net, "best.ckpt")

    net, dataset, model = _model()
    model.train(3, dataset, callbacks=[SaveBest(net)], dataset_sink_mode=False)
    assert Path("best.ckpt").exists()
