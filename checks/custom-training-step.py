"""Checks of the claims of the entry `custom-training-step`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant, needs


@mutant("has_aux=True", "has_aux=False")
def only_the_first_output_has_gradients():
    net = nn.Dense(3, 2, "ones", "zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)

    def forward(x, y):
        logits = net(x)
        error, size = ops.mse_loss(logits, y), ops.square(net.weight).mean()
        return error + 0.01 * size, error, size, logits

    backward = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)
    x = ms.Tensor(np.ones((4, 3), np.float32))
    y = ms.Tensor(np.ones((4, 2), np.float32))
    net.set_train()
    for step in range(3):
        (loss, error, size, logits), gradients = backward(x, y)
        optimizer(gradients)
        print(step, round(float(loss), 3), round(float(error), 3), round(float(size), 3))

    # Proof: the gradients are those of the sum alone.
    alone = ms.grad(lambda x, y: forward(x, y)[0], None, optimizer.parameters)(x, y)
    _, gradients = backward(x, y)
    assert np.allclose(alone[0].asnumpy(), gradients[0].asnumpy(), atol=1e-6)
    assert logits.shape == (4, 2)


@mutant("optimizer(gradients)", "(gradients)")
def without_the_optimizer_call_nothing_is_learned():
    net = nn.Dense(3, 1, "ones")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    backward = ms.value_and_grad(lambda x: net(x).mean(), None, optimizer.parameters)
    x = ms.Tensor(np.ones((4, 3), np.float32))
    _, gradients = backward(x)
    assert (net.weight == 1).all()
    optimizer(gradients)
    assert not (net.weight == 1).any()


@mutant("has_aux=False", "has_aux=True")
def without_has_aux_the_gradients_of_all_outputs_are_added():
    net = nn.Dense(3, 1, "ones")

    def forward(x):
        y = net(x).sum()
        return y, 2 * y

    x = ms.Tensor(np.ones((4, 3), np.float32))
    weights = net.trainable_params()
    gradients = ms.grad(forward, None, weights, has_aux=False)(x)
    # The gradient of the first output is 4, and that of the second one is 8.
    assert (gradients[0] == 12).all()


def _losses(compiled):
    """Return the losses of three steps."""
    net = nn.Dense(3, 2, "ones", "zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)

    def forward(x, y):
        logits = net(x)
        return ops.mse_loss(logits, y), logits

    backward = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)

    def train_step(x, y):
        outputs, gradients = backward(x, y)
        optimizer(gradients)
        return outputs

    if compiled:
        train_step = ms.jit(train_step)
    x = ms.Tensor(np.ones((4, 3), np.float32))
    y = ms.Tensor(np.ones((4, 2), np.float32))
    return [float(train_step(x, y)[0]) for _ in range(3)]


@mutant("_losses(compiled=True)", "_losses(compiled=True)[::-1]")
def a_compiled_step_gives_the_same_losses():
    assert np.allclose(_losses(compiled=True), _losses(compiled=False))


@mutant("first, second = outputs", "first, second = outputs, outputs[1]")
def a_loss_class_gets_all_outputs():
    class TwoOutputs(nn.Cell):
        def __init__(self):
            super().__init__()
            self.layer = nn.Dense(3, 1, "ones", "zeros")

        def construct(self, x):
            out = self.layer(x)
            return out, 2 * out

    class TwoLosses(nn.LossBase):
        def construct(self, outputs, label):
            first, second = outputs
            return ops.mse_loss(first, label) + 0.1 * ops.square(second).mean()

    net = TwoOutputs()
    rows = (np.ones((4, 3), np.float32), np.ones((4, 1), np.float32))
    dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(4)
    model = ms.Model(net, TwoLosses(), nn.SGD(net.trainable_params(), 0.01))
    model.train(1, dataset)

    # The output is 3: its gradient is 2 * (3 - 1) in the first loss, and 0.1 * 8 * 3 in the second.
    assert np.allclose(net.layer.weight.asnumpy(), 1 - 0.01 * 6.4, atol=1e-5)


@mutant('training_step("d.")', 'training_step("g.")')
def two_optimizers_need_two_compiled_functions():
    def training_step(prefix):
        net = nn.Dense(3, 1, "ones", "zeros")
        net.update_parameters_name(prefix)
        optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)

        def loss(x):
            return ops.square(net(x)).mean()

        backward = ms.value_and_grad(loss, None, optimizer.parameters)

        def step(x):
            error, gradients = backward(x)
            optimizer(gradients)
            return error

        return step

    first, second = training_step("g."), training_step("d.")
    x = ms.Tensor(np.ones((2, 3), np.float32))

    @ms.jit
    def both(x):
        return first(x), second(x)

    with pytest.raises((RuntimeError, ValueError), match="its name 'global_step' already exists"):
        both(x)
    for step in (ms.jit(first), ms.jit(second)):
        before = float(step(x))
        assert float(step(x)) < before


@needs("mindspore>=2.10")
@mutant("loss += 1", "loss = loss + 1")
def an_augmented_sum_changes_the_first_loss():
    net = nn.Dense(3, 1, "ones", "zeros")

    def forward(x):
        error = net(x).mean()
        loss = error
        loss += 1
        return loss, error

    backward = ms.value_and_grad(forward, None, net.trainable_params(), has_aux=True)
    x = ms.Tensor(np.ones((2, 3), np.float32))
    assert [float(value) for value in backward(x)[0]] == [4.0, 3.0]

    @ms.jit
    def train_step(x):
        outputs, _ = backward(x)
        return outputs

    assert [float(value) for value in train_step(x)] == [4.0, 4.0]
