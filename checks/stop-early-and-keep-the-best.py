"""Checks of the claims of the entry `stop-early-and-keep-the-best`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.train import Callback, EarlyStopping, Loss, Model

from checks import mutant


class Epochs(Callback):
    def __init__(self):
        super().__init__()
        self.results = []

    def on_train_epoch_end(self, run_context):
        self.results.append(run_context.original_args().get("eval_results", {}))


def _dataset():
    x = np.array([[1, 1, 1], [1, 1, 1], [2, 2, 2], [2, 2, 2]], np.float32)
    rows = {"x": x, "y": np.ones((4, 1), np.float32)}
    return ds.NumpySlicesDataset(rows, shuffle=False).batch(2)


def _model(learning_rate=0.0):
    net = nn.Dense(3, 1, weight_init="zeros", bias_init="zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=learning_rate)
    return net, Model(net, nn.MSELoss(), optimizer, metrics={"valid_loss": Loss()})


@mutant("patience=2", "patience=50")
def early_stopping_ends_the_training():
    _, model = _model()
    stop, epochs = EarlyStopping(monitor="valid_loss", patience=2), Epochs()
    model.fit(20, _dataset(), _dataset(), callbacks=[stop, epochs], dataset_sink_mode=False)
    assert len(epochs.results) < 20


@mutant("model = _model(learning_rate=1.0)", "model = _model(learning_rate=0.01)")
def a_callback_saves_the_best_weights():
    saved = []

    class SaveBest(Callback):
        def __init__(self, net):
            super().__init__()
            self.net = net
            self.best = float("inf")

        def on_train_epoch_end(self, run_context):
            results = run_context.original_args().get("eval_results", {})
            if "valid_loss" in results and results["valid_loss"] < self.best:
                self.best = results["valid_loss"]
                ms.save_checkpoint(self.net, "best.ckpt")
                saved.append(self.net.weight.asnumpy().copy())

    # The loss grows in each epoch, so the first one is the best.
    net, model = _model(learning_rate=1.0)
    best = SaveBest(net)
    model.fit(3, _dataset(), _dataset(), callbacks=[best], dataset_sink_mode=False)
    weights = ms.load_checkpoint("best.ckpt")["weight"].asnumpy()
    assert len(saved) == 1
    assert np.array_equal(weights, saved[0])
    assert not np.array_equal(weights, net.weight.asnumpy())

    # A callback that starts with this loss saves again when the loss is lower.
    net, model = _model(learning_rate=0.01)
    lower = SaveBest(net)
    lower.best = best.best
    model.fit(3, _dataset(), _dataset(), callbacks=[lower], dataset_sink_mode=False)
    assert np.array_equal(ms.load_checkpoint("best.ckpt")["weight"].asnumpy(), saved[-1])
    assert len(saved) > 1


@mutant("_dataset()  # the validation data", "_dataset().take(1)  # the validation data")
def eval_loss_is_the_loss_of_the_last_batch():
    net, model = _model()
    net.weight.set_data(ms.Tensor(np.ones((1, 3), np.float32)))  # losses of 4 and 25
    epochs = Epochs()
    valid_set = _dataset()  # the validation data
    model.fit(1, _dataset(), valid_set, callbacks=[epochs], dataset_sink_mode=False)
    [results] = epochs.results
    print(float(results["eval_loss"]), float(results["valid_loss"]))
    assert (float(results["eval_loss"]), float(results["valid_loss"])) == (25.0, 14.5)
