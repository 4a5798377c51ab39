"""Checks of the claims of the entry `stop-early-and-keep-the-best`."""

import re
import socket
import subprocess
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.train import Callback, EarlyStopping, Loss, Model

from checks import mutant


class Epochs(Callback):
    def __init__(self, net):
        super().__init__()
        self.net = net
        self.results = []
        self.weights = []

    def on_train_epoch_end(self, run_context):
        self.results.append(run_context.original_args().get("eval_results", {}))
        self.weights.append(self.net.weight.asnumpy().copy())


def _dataset():
    x = np.array([[1, 1, 1], [1, 1, 1], [2, 2, 2], [2, 2, 2]], np.float32)
    rows = {"x": x, "y": np.ones((4, 1), np.float32)}
    return ds.NumpySlicesDataset(rows, shuffle=False).batch(2)


def _model(learning_rate=0.0):
    net = nn.Dense(3, 1, weight_init="zeros", bias_init="zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=learning_rate)
    return net, Model(net, nn.MSELoss(), optimizer, metrics={"valid_loss": Loss()})


def _fit(stop, learning_rate):
    net, model = _model(learning_rate)
    epochs = Epochs(net)
    model.fit(20, _dataset(), _dataset(), callbacks=[epochs, stop], dataset_sink_mode=False)
    return net, epochs


@mutant("patience=2", "patience=50")
@mutant('mode="min"', 'mode="max"')
def early_stopping_ends_the_training():
    def stop():
        return EarlyStopping(monitor="valid_loss", mode="min", patience=2)

    _, constant = _fit(stop(), 0.0)
    assert len(constant.results) < 20
    _, falling = _fit(stop(), 0.001)
    losses = [float(results["valid_loss"]) for results in falling.results]
    assert losses == sorted(losses, reverse=True)
    assert len(losses) == 20


@mutant("patience=2", 'patience=2, mode="min"')
def the_default_mode_stops_a_falling_loss():
    _, falling = _fit(EarlyStopping(monitor="valid_loss", patience=2), 0.001)
    losses = [float(results["valid_loss"]) for results in falling.results]
    assert losses == sorted(losses, reverse=True)
    assert len(losses) < 20


@mutant('mode="min"', 'mode="max"')
@mutant("restore_best_weights=True", "restore_best_weights=False")
def the_best_weights_are_restored():
    stop = EarlyStopping(monitor="valid_loss", mode="min", patience=2, restore_best_weights=True)
    rates = [0.01] * 4 + [1.0] * 40
    net, epochs = _fit(stop, rates)
    losses = [float(results["valid_loss"]) for results in epochs.results]
    best = losses.index(min(losses))
    assert 0 < best < len(losses) - 1
    assert np.array_equal(net.weight.asnumpy(), epochs.weights[best])


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
    epochs = Epochs(net)
    valid_set = _dataset()  # the validation data
    model.fit(1, _dataset(), valid_set, callbacks=[epochs], dataset_sink_mode=False)
    [results] = epochs.results
    print(float(results["eval_loss"]), float(results["valid_loss"]))
    assert (float(results["eval_loss"]), float(results["valid_loss"])) == (25.0, 14.5)


_TWO = """
import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.communication import get_rank, init
from mindspore.train import EarlyStopping, Loss, Model

ms.set_device("CPU")
init()
ms.set_auto_parallel_context(parallel_mode="MODE", gradients_mean=True)
net = nn.Dense(1, 1, "zeros", "zeros")
x, rank = np.ones((4, 1), np.float32), get_rank()
train_set = ds.NumpySlicesDataset((x, x), shuffle=False).batch(2)
# The loss falls on rank 0, and grows on rank 1.
valid_set = ds.NumpySlicesDataset((x, x * (1 - 2 * rank)), shuffle=False).batch(2)
optimizer = nn.SGD(net.trainable_params(), learning_rate=0.01)
model = Model(net, nn.MSELoss(), optimizer, metrics={"valid_loss": Loss()})
stop = EarlyStopping(monitor="valid_loss", mode="min", patience=2, verbose=True)
model.fit(8, train_set, valid_set, callbacks=[stop], dataset_sink_mode=False)
"""


@mutant('"data_parallel"', '"stand_alone"')
def two_processes_stop_together():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TWO.replace("MODE", "data_parallel"))
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    logs = [Path(f"worker_{rank}.log").read_text() for rank in (0, 1)]
    stops = [re.findall(r"Epoch \d+: early stopping", log) for log in logs]
    assert stops[0] == stops[1]
