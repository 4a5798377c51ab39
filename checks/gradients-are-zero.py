"""Checks of the claims of the entry `gradients-are-zero`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("ms.Tensor(np.exp(x.asnumpy()))", "ops.exp(x)")
def numpy_in_the_forward_pass_loses_the_gradient():
    def with_numpy(x):
        return ms.Tensor(np.exp(x.asnumpy())).sum()

    def with_mindspore(x):
        return ops.exp(x).sum()

    x = ms.Tensor([0.0, 1.0])
    print(ms.grad(with_numpy)(x), ms.grad(with_mindspore)(x))

    # Proof: only the last gradient is right.
    assert not ms.grad(with_numpy)(x).asnumpy().any()
    assert np.allclose(ms.grad(with_mindspore)(x).asnumpy(), np.exp([0.0, 1.0]))


@mutant("ops.round(x)", "ops.exp(x)")
def rounding_has_no_gradient():
    x = ms.Tensor([0.3, 1.7])
    zero = ms.Tensor([0.0, 0.0])
    assert not ms.grad(lambda x: ops.round(x).sum())(x).asnumpy().any()
    assert not ms.grad(lambda x: (x > zero).astype(ms.float32).sum())(x).asnumpy().any()


@mutant("requires_grad = False", "requires_grad = True")
def frozen_parameters_are_left_out():
    net = nn.Dense(1, 1)
    net.weight.requires_grad = False
    assert [parameter.name for parameter in net.trainable_params()] == ["bias"]


@mutant("ops.stop_gradient(net[0](x))", "net[0](x)")
def layers_before_the_interruption_get_no_gradient():
    net = nn.SequentialCell(nn.Dense(3, 4, "ones", "zeros"), nn.Dense(4, 1, "ones", "zeros"))

    def forward(x):
        return net[1](ops.stop_gradient(net[0](x))).sum()

    x = ms.Tensor(np.ones((2, 3), np.float32))
    _, gradients = ms.value_and_grad(forward, None, net.trainable_params())(x)
    for parameter, gradient in zip(net.trainable_params(), gradients):
        print(parameter.name, float(gradient.abs().max()))

    # Proof: only the second layer has a gradient.
    assert [float(gradient.abs().max()) for gradient in gradients] == [0.0, 0.0, 6.0, 2.0]


@mutant("learning_rate=0.0", "learning_rate=0.1")
def a_zero_learning_rate_keeps_the_weights():
    net = nn.Dense(2, 1)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.0)
    before = net.weight.asnumpy().copy()
    optimizer((ops.ones_like(net.weight), ops.ones_like(net.bias)))
    assert optimizer.get_lr() == 0
    assert np.array_equal(net.weight.asnumpy(), before)


@mutant("dtype = ms.float16", "dtype = ms.float32")
def small_float16_gradients_become_zero():
    dtype = ms.float16
    x, small = ms.Tensor([1.0], dtype), ms.Tensor([1e-4], dtype)
    assert float(ms.grad(lambda x: (x * small * small).sum())(x)) == 0
