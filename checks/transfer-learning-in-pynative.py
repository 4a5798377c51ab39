"""Checks of the claims of the entry `transfer-learning-in-pynative`."""

import re
from collections import OrderedDict

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.train import Callback, Model

from checks import mutant


@mutant("parameter.requires_grad = False", "pass")
@mutant("net.trainable_params()", "net.backbone.get_parameters()")
def frozen_layers_stay_and_the_others_learn():
    net = nn.SequentialCell(OrderedDict(backbone=nn.Dense(4, 8), head=nn.Dense(8, 3)))
    for parameter in net.backbone.get_parameters():
        parameter.requires_grad = False

    loss = nn.CrossEntropyLoss()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    backward = ms.value_and_grad(lambda x, y: loss(net(x), y), None, optimizer.parameters)
    _, gradients = backward(ms.Tensor([[1.0, 2.0, 3.0, 4.0]]), ms.Tensor([2], ms.int32))
    optimizer(gradients)
    print([parameter.name for parameter in optimizer.parameters])

    # Proof: in PyNative mode, a step changes the head and nothing of the backbone.
    assert ms.get_context("mode") == ms.PYNATIVE_MODE
    before = {parameter.name: parameter.asnumpy().copy() for parameter in net.get_parameters()}
    _, gradients = backward(ms.Tensor([[1.0, 2.0, 3.0, 4.0]]), ms.Tensor([2], ms.int32))
    optimizer(gradients)
    after = {parameter.name: parameter.asnumpy() for parameter in net.get_parameters()}
    changed = {name for name in after if not np.array_equal(before[name], after[name])}
    assert changed == {"head.weight", "head.bias"}


@mutant('not name.startswith("head.")', "name")
@mutant('name.startswith("head.")', 'name.startswith("backbone.")')
def a_checkpoint_is_loaded_into_all_but_the_head():
    pretrained = nn.SequentialCell(OrderedDict(backbone=nn.Dense(4, 8), head=nn.Dense(8, 10)))
    ms.save_checkpoint(pretrained, "pretrained.ckpt")

    net = nn.SequentialCell(OrderedDict(backbone=nn.Dense(4, 8), head=nn.Dense(8, 3)))
    parameters = ms.load_checkpoint("pretrained.ckpt")
    backbone = {name: p for name, p in parameters.items() if not name.startswith("head.")}
    not_loaded, _ = ms.load_param_into_net(net, backbone)
    print(not_loaded)

    # Proof: the backbone is that of the pretrained network, and the head keeps its shape.
    assert set(not_loaded) == {"head.weight", "head.bias"}
    for old, new in zip(
        pretrained.backbone.get_parameters(), net.backbone.get_parameters(), strict=True
    ):
        assert np.array_equal(old.asnumpy(), new.asnumpy())
    assert net.head.weight.shape == (3, 8)


class _Net(nn.Cell):
    def __init__(self, classes):
        super().__init__()
        self.backbone = nn.Dense(4, 8)
        self.head = nn.Dense(8, classes)

    def construct(self, x):
        return self.head(self.backbone(x))


@mutant("net = _Net(classes=3)", "net = _Net(classes=10)")
def a_head_of_a_different_shape_raises_an_error():
    ms.save_checkpoint(_Net(classes=10), "pretrained.ckpt")
    net = _Net(classes=3)
    message = "head.weight in the argument 'net' should have the same shape as head.weight"
    with pytest.raises(RuntimeError, match=re.escape(message)):
        ms.load_checkpoint("pretrained.ckpt", net)


@mutant("net.head = nn.Dense(8, 3)", "pass")
@mutant("optimizer(gradients)", "gradients")
def the_head_of_a_loaded_network_can_be_replaced():
    net = _Net(classes=10)
    net.head = nn.Dense(8, 3)

    # Proof: the new head has the parameter names of the old one, answers, and learns.
    x = ms.Tensor(np.ones((2, 4), np.float32))
    assert net(x).shape == (2, 3)
    assert {parameter.name for parameter in net.head.get_parameters()} == {
        "head.weight",
        "head.bias",
    }

    loss = nn.CrossEntropyLoss()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)

    def forward(x, labels):
        return loss(net(x), labels)

    before = net.head.bias.asnumpy().copy()
    backward = ms.value_and_grad(forward, None, optimizer.parameters)
    _, gradients = backward(x, ms.Tensor([0, 1], ms.int32))
    optimizer(gradients)
    assert not np.array_equal(before, net.head.bias.asnumpy())


@mutant("requires_grad = False\n\n", "requires_grad = False\n\nnet.set_train()\n")
@mutant("net[0].set_train(False)", "pass")
@mutant("net[0].set_train(False)", "net.set_train(False)\nnet.set_train()")
def a_frozen_batch_normalization_still_counts_in_training():
    net = nn.SequentialCell(nn.BatchNorm2d(2), nn.ReLU())
    for parameter in net.get_parameters():
        parameter.requires_grad = False

    x = ms.Tensor([[[[1.0]], [[10.0]]], [[[3.0]], [[30.0]]]])

    def mean():
        net(x)
        return net[0].moving_mean.asnumpy().tolist()

    assert mean() == [0.0, 0.0]
    net.set_train()
    moved = mean()
    assert moved != [0.0, 0.0]
    net[0].set_train(False)
    assert mean() == moved
    net.set_train()
    assert mean() != moved


def _train_with_frozen_backbone(run):
    """Return the network and whether its head has changed."""
    backbone = nn.SequentialCell(nn.Dense(3, 4), nn.BatchNorm1d(4))
    net = nn.SequentialCell(OrderedDict(backbone=backbone, head=nn.Dense(4, 1)))
    for parameter in net.backbone.get_parameters():
        parameter.requires_grad = False
    head = net.head.weight.asnumpy().copy()
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    model = Model(net, nn.MSELoss(), optimizer, metrics={"loss"})
    run(net, model)
    return net, not np.array_equal(net.head.weight.asnumpy(), head)


def _rows():
    x = np.random.default_rng(0).random((8, 3)).astype(np.float32)
    return ds.NumpySlicesDataset((x, x[:, :1])).batch(4)


@mutant("cell.use_batch_statistics = False", "pass")
def the_statistics_stay_with_model_fit():
    def freeze(net):
        for _, cell in net.backbone.cells_and_names():
            if hasattr(cell, "use_batch_statistics"):
                cell.use_batch_statistics = False

    def train(net, model):
        freeze(net)
        model.train(2, _rows())

    def fit(net, model):
        freeze(net)
        model.fit(2, _rows(), _rows(), dataset_sink_mode=False)

    for run in (train, fit):
        net, head_has_changed = _train_with_frozen_backbone(run)
        assert net.backbone[1].moving_mean.asnumpy().tolist() == [0.0] * 4
        assert head_has_changed
    for layer in (nn.BatchNorm2d(2), nn.BatchNorm3d(2)):
        assert any(hasattr(cell, "use_batch_statistics") for _, cell in layer.cells_and_names())


@mutant("model.fit(2, _rows(), _rows(),", "model.train(2, _rows(),")
def a_callback_loses_against_model_fit():
    def fit(net, model):
        class FreezeBackbone(Callback):
            def on_train_epoch_begin(self, run_context):
                net.backbone.set_train(False)

        model.fit(2, _rows(), _rows(), callbacks=[FreezeBackbone()], dataset_sink_mode=False)

    net, _ = _train_with_frozen_backbone(fit)
    assert net.backbone[1].moving_mean.asnumpy().any()
