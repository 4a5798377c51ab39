"""Checks of the claims of the entry `truncated-gradient`."""

import mindspore as ms
import numpy as np
from mindspore import mint, nn, ops

from checks import mutant


@mutant("ops.clip_by_global_norm(gradients, 1.0)", "gradients")
@mutant("gradients, 1.0)", "gradients, 2.0)")
@mutant("learning_rate=0.1", "learning_rate=1.0")
def a_global_norm_limits_the_update_of_all_parameters_together():
    net = nn.Dense(2, 3)
    loss_of = nn.MSELoss()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)

    def forward(x, y):
        return loss_of(net(x), y)

    backward = ms.value_and_grad(forward, None, optimizer.parameters)

    @ms.jit
    def train_step(x, y):
        loss, gradients = backward(x, y)
        optimizer(ops.clip_by_global_norm(gradients, 1.0))
        return loss

    x = ms.Tensor(np.full((4, 2), 100.0, np.float32))
    y = ms.Tensor(np.full((4, 3), -1000.0, np.float32))
    train_step(x, y)

    # Proof: huge gradients move the parameters by 0.1 times 1.0.
    before = np.concatenate([one.asnumpy().ravel() for one in net.trainable_params()])
    train_step(x, y)
    after = np.concatenate([one.asnumpy().ravel() for one in net.trainable_params()])
    assert np.isclose(np.linalg.norm(after - before), 0.1, rtol=1e-3)


@mutant("ops.clip_by_value(gradients, -0.5, 0.5)", "gradients")
@mutant("ops.clip_by_value(", "ops.clip_by_global_norm(gradients) if True else (")
def clipping_by_value_limits_the_update_of_each_number():
    net = nn.Dense(2, 3)
    loss_of = nn.MSELoss()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)

    def forward(x, y):
        return loss_of(net(x), y)

    backward = ms.value_and_grad(forward, None, optimizer.parameters)

    @ms.jit
    def train_step(x, y):
        loss, gradients = backward(x, y)
        optimizer(ops.clip_by_value(gradients, -0.5, 0.5))
        return loss

    x = ms.Tensor(np.full((4, 2), 100.0, np.float32))
    y = ms.Tensor(np.full((4, 3), -1000.0, np.float32))
    train_step(x, y)

    # Proof: huge gradients move each number by 0.1 times 0.5.
    before = np.concatenate([one.asnumpy().ravel() for one in net.trainable_params()])
    train_step(x, y)
    after = np.concatenate([one.asnumpy().ravel() for one in net.trainable_params()])
    assert np.allclose(before - after, 0.05, rtol=1e-3)


@mutant("mint.clamp(one, -0.5, 0.5)", "one")
@mutant("mint.clamp(total_norm, limit)", "total_norm")
@mutant("one * limit / limited", "one / limited")
def clamp_and_norm_do_without_the_deprecated_functions():
    @ms.jit
    def clip_by_value(gradients):
        return [mint.clamp(one, -0.5, 0.5) for one in gradients]

    @ms.jit
    def clip_by_global_norm(gradients, limit):
        total_norm = mint.norm(ops.stack([mint.norm(one) for one in gradients]))
        limited = mint.clamp(total_norm, limit)
        return [one * limit / limited for one in gradients]

    gradients = (ms.Tensor([3.0, -4.0]), ms.Tensor([[12.0]]))
    print(clip_by_value(gradients))  # [0.5, -0.5], [[0.5]]
    print(clip_by_global_norm(gradients, 6.5))  # [1.5, -2.0], [[6.0]]

    # Proof: they do what the deprecated functions do, with large and with small gradients.
    small = (ms.Tensor([0.3, -0.4]), ms.Tensor([[0.0]]))

    def equal(left, right):
        pairs = zip(left, right, strict=True)
        return all(np.allclose(a.asnumpy(), b.asnumpy(), atol=1e-6) for a, b in pairs)

    assert equal(clip_by_value(gradients), ms.jit(ops.clip_by_value)(gradients, -0.5, 0.5))
    for limit in (1.0, 6.5):
        for some in (gradients, small):
            expected = ms.jit(ops.clip_by_global_norm)(some, limit)
            assert equal(clip_by_global_norm(some, limit), expected)
    assert equal(clip_by_global_norm(small, 1.0), small)


@mutant("(gradients, 1.0)", "(gradients[:1], 1.0) + ops.clip_by_norm(gradients[1:], 1.0)")
def clip_by_norm_takes_all_gradients_together():
    gradients = (ms.Tensor([3.0, 4.0]), ms.Tensor([12.0]))

    @ms.jit
    def clipped(gradients):
        return ops.clip_by_norm(gradients, 1.0)

    first, second = clipped(gradients)

    # Proof: the norm of all is 13, so each number is divided by 13.
    assert np.allclose(first.asnumpy(), [3 / 13, 4 / 13], atol=1e-5)
    assert np.allclose(second.asnumpy(), [12 / 13], atol=1e-5)
