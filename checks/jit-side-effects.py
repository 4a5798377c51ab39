"""Checks of the claims of the entry `jit-side-effects`."""

import random

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("@ms.jit\ndef frozen", "def frozen")
def operators_draw_new_numbers():
    @ms.jit
    def noisy(x):
        return x + ops.rand(1)

    x = ms.Tensor([1.0])
    print(noisy(x).asnumpy() == noisy(x).asnumpy())

    # Proof: NumPy and Python draw their numbers once.
    @ms.jit
    def frozen(x):
        return x + ms.Tensor(np.random.rand(1), ms.float32), random.random()

    assert noisy(x).asnumpy() != noisy(x).asnumpy()
    first, second = frozen(x), frozen(x)
    assert first[0].asnumpy() == second[0].asnumpy()
    assert first[1] == second[1]


@mutant("net.k = 5", "net = Net()\nnet.k = 5")
def changed_attributes_have_no_effect():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = 1

        @ms.jit
        def construct(self, x):
            return x * x * self.k

    net, x = Net(), ms.Tensor([2.0])
    assert net(x).asnumpy() == 4.0
    net.k = 5
    assert net(x).asnumpy() == 4.0

    factor = 1

    @ms.jit
    def scaled(x):
        return x * factor

    assert scaled(x).asnumpy() == 2.0
    factor = 5
    assert scaled(x).asnumpy() == 2.0


@mutant("ops.assign(net.k, ms.Tensor([5.0]))", "ops.assign(net.k, ms.Tensor([1.0]))")
def changed_parameters_have_an_effect():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = ms.Parameter(ms.Tensor([1.0]), requires_grad=False)

        @ms.jit
        def construct(self, x):
            return x * self.k

    net, x = Net(), ms.Tensor([2.0])
    assert net(x).asnumpy() == 2.0
    ops.assign(net.k, ms.Tensor([5.0]))
    assert net(x).asnumpy() == 10.0


@mutant("@ms.jit\n", "")
def an_outer_list_stays_empty():
    results = []

    @ms.jit
    def doubled(x):
        results.append(x)
        return x + x

    doubled(ms.Tensor([1.0]))
    assert results == []


@mutant("ms.jit(assign)(compiled)", "assign(compiled)")
def arguments_are_not_changed():
    def assign(x):
        x[0] = 5.0
        return x

    eager, compiled = ms.Tensor([1.0, 2.0]) * 2, ms.Tensor([1.0, 2.0]) * 2
    assign(eager)
    result = ms.jit(assign)(compiled)
    assert result.asnumpy().tolist() == [5.0, 4.0]
    assert eager.asnumpy().tolist() == [5.0, 4.0]
    assert compiled.asnumpy().tolist() == [2.0, 4.0]
