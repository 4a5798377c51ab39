"""Checks of the claims of the entry `jit-side-effects`."""

import random

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant, needs


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


@needs("mindspore>=2.10")
@mutant("n -= 1", "n = n - 1")
@mutant("y += 2", "y = y + 2")
@mutant("scale += x", "scale = scale + x")
def augmented_assignments_change_tensors():
    @ms.jit
    def doubled(x, n):
        while n > 0:
            x = x * 2
            n -= 1
        return x

    counter = ms.Tensor(3)
    assert doubled(ms.Tensor([1.0]), counter) == 8.0
    assert doubled(ms.Tensor([1.0]), counter) == 1.0

    @ms.jit
    def unchanged(x):
        y = x
        y += 2
        y *= 3
        y /= 2
        return x

    assert unchanged(ms.Tensor([2.0])) == 6.0

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.scale = ms.Parameter(ms.Tensor([1.0]))

        @ms.jit
        def construct(self, x):
            scale = self.scale
            scale += x
            return scale

    net = Net()
    net(ms.Tensor([3.0]))
    assert net.scale.asnumpy() == 4.0


@needs("mindspore>=2.10")
@mutant("y += x", "y = y + x")
def augmented_assignments_can_make_gradients_wrong():
    def plain(x):
        y = ops.exp(x)
        z = y * 2
        y = y + x
        return y + z

    def augmented(x):
        y = ops.exp(x)
        z = y * 2
        y += x
        return y + z

    x = ms.Tensor([3.0])
    right = ms.grad(plain)(x).asnumpy()
    assert np.allclose(ms.grad(augmented)(x).asnumpy(), right)
    assert np.allclose(ms.jit(ms.grad(plain))(x).asnumpy(), right)
    assert not np.allclose(ms.jit(ms.grad(augmented))(x).asnumpy(), right)

    # A residual connection behind an activation function.
    net = nn.Dense(2, 2, "ones", "zeros")

    def residual(x):
        out = ops.relu(net(x))
        out += x
        return ops.square(out).sum()

    backward = ms.value_and_grad(residual)
    x = ms.Tensor([[-3.0, 1.0]])
    assert np.allclose(backward(x)[1].asnumpy(), [[-6.0, 2.0]])
    assert not np.allclose(ms.jit(backward)(x)[1].asnumpy(), [[-6.0, 2.0]])
