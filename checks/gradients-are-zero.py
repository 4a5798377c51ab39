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
