"""Checks of the claims of the entry `weight-initialization-slow`."""

import time

import mindspore as ms
import numpy as np
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
