"""Checks of the claims of the entry `custom-loss-function`."""

import contextlib

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.train import Model

from checks import mutant


def _survive_numpy_2():
    """Let the first operation fail that MindSpore 2.10.0 runs with NumPy 2."""
    with contextlib.suppress(SystemError):
        ops.mul(ms.Tensor([1.0]), 2)


@mutant('reduction="none")\n', 'reduction="mean")\n')
def a_loss_is_a_cell():
    class FocalLoss(nn.LossBase):
        def __init__(self, gamma=2.0, reduction="mean"):
            super().__init__(reduction)
            self.gamma = gamma

        def construct(self, logits, labels):
            loss = ops.cross_entropy(logits, labels, reduction="none")
            weight = (1 - ops.exp(-loss)) ** self.gamma
            return self.get_loss(weight * loss)

    logits = ms.Tensor([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    labels = ms.Tensor([0, 0], ms.int32)
    print(FocalLoss()(logits, labels), nn.CrossEntropyLoss()(logits, labels))

    # Proof: without gamma it is cross entropy, and nn.FocalLoss gives the same.
    assert np.isclose(FocalLoss(0)(logits, labels), nn.CrossEntropyLoss()(logits, labels))
    old = nn.FocalLoss()(logits, labels.reshape(2, 1))
    assert np.isclose(FocalLoss()(logits, labels), old)
    assert FocalLoss(reduction="none")(logits, labels).shape == (2,)


class _Difference(nn.LossBase):
    def construct(self, logits, labels):
        return self.get_loss(ops.abs(ops.sub(logits, labels)))


def _difference(logits, labels):
    return ops.abs(ops.sub(logits, labels)).mean()


def _pairs():
    columns = (np.ones((4, 3), np.float32), np.ones((4, 1), np.float32))
    return ds.NumpySlicesDataset(columns, shuffle=False).batch(4)


@mutant("nn.SGD(net.trainable_params(), 0.1)", "nn.SGD(net.trainable_params(), 0.0)")
def model_trains_with_a_loss_cell():
    _survive_numpy_2()
    net = nn.Dense(3, 1, "zeros", "zeros")
    Model(net, _Difference(), nn.SGD(net.trainable_params(), 0.1)).train(1, _pairs())
    assert np.allclose(net.weight.asnumpy(), 0.1)


@mutant("_difference,", "nn.L1Loss(),")
def model_rejects_a_function():
    net = nn.Dense(3, 1)
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    with pytest.raises(AttributeError, match="'function' object has no attribute 'get_inputs'"):
        Model(net, _difference, optimizer)


@mutant("net(x)", "ops.stop_gradient(net(x))")
def value_and_grad_accepts_a_function():
    net = nn.Dense(3, 1, "zeros", "zeros")
    x, y = (ms.Tensor(column) for column in next(_pairs().create_tuple_iterator(output_numpy=True)))
    forward = ms.value_and_grad(lambda: _difference(net(x), y), None, net.trainable_params())
    loss, gradients = forward()
    assert float(loss) == 1
    assert np.allclose(gradients[0].asnumpy(), -1)


@mutant("ms.Tensor(np.abs(net(x).asnumpy()).mean())", "net(x).abs().mean()")
def numpy_has_no_gradient():
    net = nn.Dense(3, 1, "ones", "zeros")
    x = ms.Tensor(np.ones((2, 3), np.float32))

    def forward():
        return ms.Tensor(np.abs(net(x).asnumpy()).mean())

    _, gradients = ms.value_and_grad(forward, None, net.trainable_params())()
    assert not gradients[0].asnumpy().any()


@mutant("nn.BCELoss()(ops.sigmoid(logits), labels)", "nn.BCELoss()(ops.exp(-logits), labels)")
def bce_with_logits_applies_sigmoid():
    logits, labels = ms.Tensor([[1.5], [2.0]]), ms.Tensor([[1.0], [0.0]])
    expected = nn.BCELoss()(ops.sigmoid(logits), labels)
    assert np.isclose(nn.BCEWithLogitsLoss()(logits, labels), expected)


@mutant("[[1.5], [-2.0]]", "[[0.5], [0.2]]")
def bce_rejects_logits():
    with pytest.raises(RuntimeError, match="the value of 'input_x' must be between 0 and 1"):
        print(nn.BCELoss()(ms.Tensor([[1.5], [-2.0]]), ms.Tensor([[1.0], [0.0]])))


@mutant("[[1], [0]]", "[[1.0], [0.0]]")
def bce_needs_float_labels():
    with pytest.raises(TypeError, match=r"\[target\] must be a type of"):
        print(nn.BCEWithLogitsLoss()(ms.Tensor([[1.5], [-2.0]]), ms.Tensor([[1], [0]])))


@mutant("label_smoothing=0.1", "label_smoothing=0.0")
def cross_entropy_has_label_smoothing():
    logits, labels = ms.Tensor([[2.0, 0.0, 0.0]]), ms.Tensor([0], ms.int32)
    smooth = float(nn.CrossEntropyLoss(label_smoothing=0.1)(logits, labels))
    assert smooth > float(nn.CrossEntropyLoss()(logits, labels)) + 0.1


@mutant("nn.SmoothL1Loss()", 'nn.SmoothL1Loss(reduction="mean")')
def smooth_l1_is_not_averaged():
    _survive_numpy_2()
    x, y = ms.Tensor([1.0, 3.0]), ms.Tensor([1.0, 1.0])
    assert nn.SmoothL1Loss()(x, y).shape == (2,)
    assert nn.HuberLoss()(x, y).shape == nn.MSELoss()(x, y).shape == nn.L1Loss()(x, y).shape == ()


@mutant("[1.5, 0.0]", "[3.0, 0.0]")
def the_triplet_loss_with_distance_runs_on_a_cpu():
    _survive_numpy_2()
    anchor, positive = ms.Tensor([[0.0, 0.0]]), ms.Tensor([[0.0, 1.0]])
    negative = ms.Tensor([[1.5, 0.0]])
    loss = nn.TripletMarginWithDistanceLoss()(anchor, positive, negative)
    assert np.isclose(float(loss), 0.5, atol=1e-3)


@mutant("nn.TripletMarginLoss()(anchor, anchor, anchor, margin)", "nn.L1Loss()(anchor, anchor)")
def the_other_triplet_loss_does_not_run_on_a_cpu():
    anchor, margin = ms.Tensor([[0.0, 0.0]]), ms.Tensor(1.0)
    with pytest.raises(RuntimeError, match=r"\[TripletMarginLoss\] on CPU"):
        print(nn.TripletMarginLoss()(anchor, anchor, anchor, margin))


@mutant("ops.log(", "ops.exp(")
def kl_divergence_needs_the_logarithm():
    target = ms.Tensor([[0.2, 0.8]])
    assert np.isclose(nn.KLDivLoss()(ops.log(target), target), 0, atol=1e-6)


@mutant("ops.log_softmax(logits, axis=2)", "logits")
def ctc_needs_log_probabilities():
    logits = ms.Tensor(np.zeros((2, 1, 2), np.float32))
    one, two = ms.Tensor([1], ms.int32), ms.Tensor([2], ms.int32)
    loss = nn.CTCLoss()(ops.log_softmax(logits, axis=2), ms.Tensor([[1]], ms.int32), two, one)
    assert np.isclose(float(loss), -np.log(0.75))
