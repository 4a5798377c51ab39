"""Checks of the claims of the entry `loss-differs-on-several-cards`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant

_BATCH = np.arange(24, dtype=np.float32).reshape(8, 3)


@mutant("norm.set_train()", "norm.set_train(False)")
def batch_norm_depends_on_the_batch():
    norm = nn.BatchNorm2d(3)
    norm.set_train()
    batch = ms.Tensor(np.arange(24).reshape(8, 3, 1, 1), ms.float32)
    whole, half = norm(batch).asnumpy()[:4], norm(batch[:4]).asnumpy()
    print("equal:", np.allclose(whole, half, atol=0.01))

    # Proof: the statistics of the batch make the difference.
    assert not np.allclose(whole, half, atol=0.01)


@mutant("(_BATCH[:4], _BATCH[4:])", "(_BATCH[:2], _BATCH[2:])")
def averages_of_shards_are_those_of_the_batch():
    net = nn.Dense(3, 1)
    step = ms.value_and_grad(lambda x: ops.square(net(x)).mean(), None, net.trainable_params())

    def results(rows):
        loss, gradients = step(ms.Tensor(rows))
        return [loss.asnumpy(), *(gradient.asnumpy() for gradient in gradients)]

    shards = [results(rows) for rows in (_BATCH[:4], _BATCH[4:])]
    for whole, first, second in zip(results(_BATCH), *shards, strict=True):
        assert np.allclose(whole, (first + second) / 2, rtol=1e-3)


@mutant("ms.set_seed(1)\nsecond", "ms.set_seed(2)\nsecond")
def a_seed_makes_initial_weights_equal():
    assert (nn.Dense(3, 3).weight.asnumpy() != nn.Dense(3, 3).weight.asnumpy()).any()
    ms.set_seed(1)
    first = nn.Dense(3, 3).weight.asnumpy()
    ms.set_seed(1)
    second = nn.Dense(3, 3).weight.asnumpy()
    assert (first == second).all()
