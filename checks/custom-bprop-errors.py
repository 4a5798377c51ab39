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
