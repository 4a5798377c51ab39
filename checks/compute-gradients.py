"""Checks of the claims of the entry `compute-gradients`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("None, net.trainable_params()", "0, net.trainable_params()")
def the_weights_are_in_the_third_argument():
    net = nn.Dense(2, 1)
    loss_fn = nn.MSELoss()
    x, y = ms.Tensor([[1.0, 2.0]]), ms.Tensor([[3.0]])

    def forward(x, y):
        return loss_fn(net(x), y)

    grad_fn = ms.value_and_grad(forward, None, net.trainable_params())
    loss, grads = grad_fn(x, y)
    print(loss.shape, [grad.shape for grad in grads])

    # Proof: the gradients of a linear layer, by hand.
    error = (net(x) - y).asnumpy()
    assert np.allclose(grads[0].asnumpy(), 2 * error * x.asnumpy(), rtol=1e-4)
    assert np.allclose(grads[1].asnumpy(), 2 * error, rtol=1e-4)


@mutant("(x**3)", "(x**2)")
def grad_is_about_the_first_input():
    def f(x):
        return (x**3).sum()

    def second(x):
        return ms.grad(f)(x).sum()

    x = ms.Tensor([1.0, 2.0])
    print(ms.grad(f)(x))
    print(ms.grad(second)(x))

    # Proof: 3x² and 6x.
    assert np.allclose(ms.grad(f)(x).asnumpy(), [3, 12])
    assert np.allclose(ms.grad(second)(x).asnumpy(), [6, 12])


@mutant("(3.0, np.array([3.0], np.float32))", "(ms.Tensor(3.0),)")
def other_inputs_have_no_gradient():
    def f(a):
        return a * a

    for value in (3.0, np.array([3.0], np.float32)):
        assert ms.grad(f)(value) == ()


@mutant("(0, 1)", "(1, 0)")
def positions_choose_the_inputs():
    def f(a, b):
        return (a**2 * b).sum()

    a, b = ms.Tensor([2.0]), ms.Tensor([5.0])
    to_a, to_b = ms.grad(f, (0, 1))(a, b)
    assert (float(to_a[0]), float(to_b[0])) == (20, 4)


@mutant("0, net.trainable_params()", "None, net.trainable_params()")
def inputs_and_weights_come_together():
    net = nn.Dense(2, 1)

    def f(x):
        return net(x).sum()

    to_x, to_weights = ms.grad(f, 0, net.trainable_params())(ms.Tensor([[1.0, 2.0]]))
    assert np.allclose(to_x.asnumpy(), net.weight.asnumpy())
    assert len(to_weights) == 2


@mutant("return ops.square(a)", "return ops.square(a)[0]")
def several_outputs_are_added():
    def f(a):
        return ops.square(a)

    assert ms.grad(f)(ms.Tensor([1.0, 2.0])).asnumpy().tolist() == [2, 4]


@mutant("has_aux=True", "has_aux=False")
def has_aux_keeps_a_second_result_out():
    net = nn.Dense(2, 1)

    def forward(x):
        logits = net(x)
        return logits.sum(), logits

    grad_fn = ms.value_and_grad(forward, None, net.trainable_params(), has_aux=True)
    (_, logits), grads = grad_fn(ms.Tensor([[1.0, 2.0]]))
    assert logits.shape == (1, 1)
    # Proof: only the first result is differentiated.
    assert np.allclose(grads[1].asnumpy(), [1])


@mutant("ops.stop_gradient(a)", "a")
def stop_gradient_makes_a_constant():
    def f(a):
        return (a * ops.stop_gradient(a)).sum()

    assert ms.grad(f)(ms.Tensor([3.0])).asnumpy().tolist() == [3]


@mutant("ms.jacrev(f)", "ms.grad(f)")
def jacrev_gives_all_derivatives():
    def f(a):
        return ops.square(a)

    result = ms.jacrev(f)(ms.Tensor([1.0, 2.0])).asnumpy()
    assert result.tolist() == [[2, 0], [0, 4]]


@mutant("net.weight.requires_grad = False", "net.weight.requires_grad = True")
def frozen_weights_are_not_trainable():
    net = nn.Dense(2, 1)
    net.weight.requires_grad = False
    assert [weight.name for weight in net.trainable_params()] == ["bias"]
