"""Checks of the claims of the entry `accuracy-too-low`."""

import contextlib

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn, ops
from mindspore.train import Accuracy, Model

from checks import mutant


def _dataset(x, y):
    rows = [(image, np.array(label, np.int32)) for image, label in zip(x, y, strict=True)]
    return ds.GeneratorDataset(rows, ["x", "y"], shuffle=False).batch(10)


@mutant("model.train(20,", "model.train(1,")
def few_samples_are_learned_by_heart():
    random = np.random.RandomState(0)
    x, y = random.normal(size=(40, 50)).astype(np.float32), np.arange(40) % 2
    net = nn.Dense(50, 2, "zeros", "zeros")
    optimizer = nn.Adam(net.trainable_params(), 0.05)
    model = Model(net, nn.CrossEntropyLoss(), optimizer, metrics={"accuracy"})
    model.train(20, _dataset(x[:10], y[:10]))
    for name, part in (("train", slice(0, 10)), ("valid", slice(10, 40))):
        print(name, round(float(model.eval(_dataset(x[part], y[part]))["accuracy"]), 2))

    # Proof: the labels have nothing to do with the inputs.
    assert model.eval(_dataset(x[:10], y[:10]))["accuracy"] == 1
    assert model.eval(_dataset(x[10:], y[10:]))["accuracy"] < 0.75


@mutant("np.array([0] * 9 + [1])", "np.array([0, 1] * 5)")
def the_largest_class_is_the_baseline():
    labels = np.array([0] * 9 + [1])
    metric = Accuracy()
    metric.update(np.tile(np.array([1.0, 0.0]), (10, 1)), labels)
    assert metric.eval() == np.bincount(labels).max() / len(labels) == 0.9


@mutant("net.set_train(False)", "net.set_train()")
def statistics_of_the_batch_change_the_result():
    with contextlib.suppress(SystemError):  # from NumPy 2 in MindSpore 2.10.0
        ops.mul(ms.Tensor([1.0]), 2)
    net = nn.BatchNorm1d(1)
    net.set_train(False)
    first = net(ms.Tensor(np.array([[1], [2]], np.float32)))[0]
    other = net(ms.Tensor(np.array([[1], [9]], np.float32)))[0]
    assert np.allclose(first.asnumpy(), other.asnumpy())


@mutant("weight=ms.Tensor([1.0, 9.0])", "weight=ms.Tensor([1.0, 1.0])")
def class_weights_raise_the_loss_of_rare_classes():
    logits = ms.Tensor([[2.0, 0.0], [2.0, 0.0]])
    labels = ms.Tensor([0, 1], ms.int32)
    weighted = nn.CrossEntropyLoss(weight=ms.Tensor([1.0, 9.0]))(logits, labels)
    assert float(weighted.asnumpy()) > float(nn.CrossEntropyLoss()(logits, labels).asnumpy()) + 0.5
