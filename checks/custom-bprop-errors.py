"""Checks of the claims of the entry `custom-bprop-errors`."""

import mindspore as ms
import pytest
from mindspore import nn, ops
from mindspore.common import _Function

from checks import mutant


@mutant("    def bprop", "    def other")
def bprop_replaces_the_gradient():
    class Round(nn.Cell):
        def construct(self, x):
            return ops.round(x)

        def bprop(self, x, out, dout):
            return (dout,)

    x = ms.Tensor([1.3, 2.7])
    print(Round()(x), ms.grad(Round())(x))

    # Proof: both modes use the method.
    for mode in (ms.PYNATIVE_MODE, ms.GRAPH_MODE):
        ms.set_context(mode=mode)
        assert ms.grad(Round())(x).asnumpy().tolist() == [1.0, 1.0]


@mutant("def bprop(self, x, y, out)", "def bprop(self, x, y, out, dout)")
def dout_must_not_be_missing():
    class Sum(nn.Cell):
        def construct(self, x, y):
            return x + y

        def bprop(self, x, y, out):
            return out, out

    for mode, message in (
        (ms.GRAPH_MODE, "The params of function 'bprop' of Primitive or Cell requires"),
        (ms.PYNATIVE_MODE, "takes 4 positional arguments but 5 were given"),
    ):
        ms.set_context(mode=mode)
        with pytest.raises(TypeError, match=message):
            ms.grad(Sum(), grad_position=(0, 1))(ms.Tensor([2.0]), ms.Tensor([3.0]))


@mutant("return (dout,)", "return (dout, dout)")
def each_input_needs_a_gradient():
    class Sum(nn.Cell):
        def construct(self, x, y):
            return x + y

        def bprop(self, x, y, out, dout):
            return (dout,)

    for mode, message in (
        (ms.GRAPH_MODE, "output size of the 'bprop' must match|TupleGetItem evaluator index"),
        (ms.PYNATIVE_MODE, "(?i)grad size should lager than forward inputs"),
    ):
        ms.set_context(mode=mode)
        with pytest.raises((RuntimeError, IndexError), match=message):
            ms.grad(Sum(), grad_position=(0, 1))(ms.Tensor([2.0]), ms.Tensor([3.0]))


@mutant("2 * x * dout", "3 * x * dout")
def a_private_function_class_saves_tensors():
    class Square(_Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, dout):
            (x,) = ctx.saved_tensors
            return 2 * x * dout

    gradient = ms.grad(lambda x: Square.apply(x).sum())(ms.Tensor([3.0]))
    assert gradient.asnumpy().tolist() == [6.0]


@mutant("return dout * w, dout * x", "return dout * w, dout * 0")
@mutant("def bprop(self, x, out, dout)", "def other(self, x, out, dout)")
def a_weight_is_passed_as_an_input():
    class Own(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = ms.Parameter(ms.Tensor([3.0]))

        def construct(self, x):
            return x * self.w

        def bprop(self, x, out, dout):
            return (dout * self.w,)

    class Product(nn.Cell):
        def construct(self, x, w):
            return x * w

        def bprop(self, x, w, out, dout):
            return dout * w, dout * x

    class Outer(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = ms.Parameter(ms.Tensor([3.0]))
            self.product = Product()

        def construct(self, x):
            return self.product(x, self.w)

    x = ms.Tensor([2.0])
    ms.set_context(mode=ms.PYNATIVE_MODE)
    own = Own()
    (gradient,) = ms.grad(own, None, own.trainable_params())(x)
    assert gradient.asnumpy().tolist() == [0.0]

    ms.set_context(mode=ms.GRAPH_MODE)
    own = Own()
    with pytest.raises(RuntimeError, match="does not support using Parameter"):
        ms.grad(own, None, own.trainable_params())(x)

    for mode in (ms.PYNATIVE_MODE, ms.GRAPH_MODE):
        ms.set_context(mode=mode)
        outer = Outer()
        (gradient,) = ms.grad(outer, None, outer.trainable_params())(x)
        assert gradient.asnumpy().tolist() == [2.0]


@mutant("dout * n, ops.zeros_like(n)", "dout * n, None")
@mutant("dout * n, None", "dout * n, ops.zeros_like(n)")
def none_is_the_gradient_of_a_number():
    class Good(nn.Cell):
        def construct(self, x, n):
            return x * n

        def bprop(self, x, n, out, dout):
            return dout * n, None

    class Bad(nn.Cell):
        def construct(self, x, n):
            return x * n

        def bprop(self, x, n, out, dout):
            return dout * n, ops.zeros_like(n)

    for mode in (ms.PYNATIVE_MODE, ms.GRAPH_MODE):
        ms.set_context(mode=mode)
        with pytest.raises((AttributeError, TypeError)):
            ms.grad(Bad())(ms.Tensor([2.0]), 3)
        try:
            gradient = ms.grad(Good())(ms.Tensor([2.0]), 3).asnumpy().tolist()
        except (AttributeError, TypeError):
            gradient = None
        assert gradient == [3.0]


@mutant("return dout\n", "return (dout,)\n")
def graph_mode_needs_the_comma():
    class Double(nn.Cell):
        def construct(self, x):
            return x * 2

        def bprop(self, x, out, dout):
            return dout

    ms.set_context(mode=ms.GRAPH_MODE)
    with pytest.raises(TypeError, match="For bprop function, output should be a tuple"):
        ms.grad(Double())(ms.Tensor([2.0]))
