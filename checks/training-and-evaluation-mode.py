"""Checks of the claims of the entry `training-and-evaluation-mode`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.train import Model

from checks import mutant


@mutant("net = nn.Dropout(p=0.5)", "net = nn.Dropout(p=0.5).set_train()")
def a_new_network_is_in_evaluation_mode():
    net = nn.Dropout(p=0.5)
    assert net.training is False
    assert (net(ms.Tensor(np.ones((4, 4), np.float32))) == 1).all()


@mutant("net.set_train(False)", "net.set_train(True)")
def set_train_switches_dropout():
    net, x = nn.Dropout(p=0.5), ms.Tensor(np.ones((2, 50), np.float32))
    net.set_train()
    print("training:", float((net(x) == 0).sum()) > 0)
    net.set_train(False)
    print("evaluation:", float((net(x) == 0).sum()) > 0)

    # Proof: no value is dropped now.
    assert (net(x) == 1).all()


@mutant("norm.set_train()", "norm.set_train(False)")
def batch_normalization_learns_its_statistics_only_in_training_mode():
    norm, x = nn.BatchNorm1d(2), ms.Tensor(np.ones((4, 2), np.float32)) * 5
    norm(x)
    unchanged = norm.moving_mean.tolist()
    norm.set_train()
    norm(x)
    assert unchanged == [0.0, 0.0]
    assert norm.moving_mean.tolist() != [0.0, 0.0]


@mutant('metrics={"mse"}', "metrics=None")
def evaluation_needs_no_optimizer():
    net = nn.Dense(3, 1)
    rows = {"x": np.ones((4, 3), np.float32), "y": np.ones((4, 1), np.float32)}
    dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(2)
    model = Model(net, nn.MSELoss(), metrics={"mse"})
    print(list(model.eval(dataset, dataset_sink_mode=False)))

    # Proof: it is the mean squared error.
    result = model.eval(dataset, dataset_sink_mode=False)["mse"]
    error = float(net(ms.Tensor(rows["x"]))[0, 0]) - 1
    assert np.isclose(result, error**2, rtol=1e-4)


@mutant("(predict(x) == 0)", "(train(x) == 0)")
@mutant("(train(x) == 0)", "(predict(x) == 0)")
def a_compiled_function_keeps_its_first_mode():
    net, x = nn.SequentialCell(nn.Dropout(p=0.5)), ms.Tensor(np.ones((2, 50), np.float32))

    @ms.jit
    def train(x):
        return net(x)

    @ms.jit
    def predict(x):
        return net(x)

    net.set_train()
    train(x)
    net.set_train(False)
    assert float((train(x) == 0).sum()) > 0
    assert float((predict(x) == 0).sum()) == 0


@mutant("nn.SGD(net.trainable_params()))", "None)")
def model_leaves_the_network_in_training_mode():
    net = nn.Dense(3, 1)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params()))
    assert net.training
    rows = (np.ones((4, 3), np.float32), np.ones((4, 1), np.float32))
    model.train(1, ds.NumpySlicesDataset(rows, ["x", "y"]).batch(2))
    assert net.training
    model.predict(ms.Tensor(rows[0]))
    assert not net.training
