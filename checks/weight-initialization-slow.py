"""Checks of the claims of the entry `weight-initialization-slow`."""

import time

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.nn.utils import no_init_parameters

from checks import mutant


@mutant('ms.load_checkpoint("net.ckpt")', "{}")
def loading_fills_the_weights():
    trained = nn.Dense(3, 2)
    ms.save_checkpoint(trained, "net.ckpt")

    with no_init_parameters():
        net = nn.Dense(3, 2)
    not_loaded, not_used = ms.load_param_into_net(net, ms.load_checkpoint("net.ckpt"))
    print(not_loaded, not_used)

    # Proof: the weights are those of the checkpoint.
    assert not_loaded == not_used == []
    assert (net.weight.asnumpy() == trained.weight.asnumpy()).all()


@mutant("with no_init_parameters():", "if True:")
def creation_is_faster_without_initialization():
    start = time.time()
    nn.Dense(2000, 2000)
    initialized = time.time() - start
    start = time.time()
    with no_init_parameters():
        nn.Dense(2000, 2000)
    assert time.time() - start < initialized / 10


@mutant("net(x)", "x")
def a_missing_weight_is_initialized_later():
    with no_init_parameters():
        net = nn.Dense(3, 2)
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    output = net(x)
    assert output.shape == (1, 2)
    assert net.weight.asnumpy().any()


@mutant("return net, optimizer(net)", "return net, None")
@mutant('match="init_data must be set"', 'match="no such message"')
def the_optimizer_belongs_into_the_block():
    x = ms.Tensor(np.ones((1, 3), np.float32))

    def optimizer(net):
        return nn.Adam(net.trainable_params(), 0.01)

    def inside():
        with no_init_parameters():
            net = nn.Dense(3, 2)
            return net, optimizer(net)

    net, adam = inside()
    backward = ms.value_and_grad(lambda x: net(x).sum(), None, adam.parameters)
    _, gradients = backward(x)
    before = net.weight.asnumpy().copy()
    adam(gradients)
    assert not np.array_equal(net.weight.asnumpy(), before)

    with no_init_parameters():
        late = nn.Dense(3, 2)
    optimizer(late)
    with pytest.raises(TypeError, match="init_data must be set"):
        late(x)
