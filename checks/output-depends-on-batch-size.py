"""Checks of the claims of the entry `output-depends-on-batch-size`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("net.set_train(True)", "net.set_train(False)")
def batch_normalization_mixes_samples_in_training_mode():
    net = nn.BatchNorm1d(2)
    x = ms.Tensor(np.array([[1, 2], [3, 5]], np.float32))
    net.set_train(False)
    print(net(x)[0], net(x[:1])[0])
    net.set_train(True)
    print(net(x)[0], net(x[:1])[0])

    # Proof: only in evaluation mode, the rest of the batch doesn't matter.
    assert not np.allclose(net(x)[0].asnumpy(), net(x[:1])[0].asnumpy())
    net = nn.BatchNorm1d(2)
    assert np.array_equal(net(x)[0].asnumpy(), net(x[:1])[0].asnumpy())


@mutant("limit = 1e-5", "limit = 0.0")
def rounding_depends_on_the_batch_size():
    limit = 1e-5
    net = nn.SequentialCell(nn.Dense(256, 256), nn.ReLU(), nn.Dense(256, 10))
    x = ms.Tensor(np.random.RandomState(0).randn(64, 256).astype(np.float32))
    whole = net(x).asnumpy()
    single = np.concatenate([net(x[i : i + 1]).asnumpy() for i in range(64)])
    assert 0 < np.abs(whole - single).max() <= limit * np.abs(whole).max()


@mutant("axis = 1", "axis = 0")
def an_operator_over_the_batch_axis_mixes_samples():
    x = ms.Tensor(np.array([[1, 2], [3, 5]], np.float32))
    axis = 1
    alone, together = ops.softmax(x[:1], axis), ops.softmax(x, axis)
    assert np.array_equal(alone[0].asnumpy(), together[0].asnumpy())
    alone, together = ops.softmax(x[:1], 0), ops.softmax(x, 0)
    assert not np.allclose(alone[0].asnumpy(), together[0].asnumpy())


@mutant("batch = padded", "batch = data[:1]")
def a_padded_batch_keeps_the_size():
    data = np.random.RandomState(0).randn(10, 8).astype(np.float32)
    size, net = 4, nn.Dense(8, 2)
    batch = data[8:]
    padded = np.concatenate([batch, np.zeros((size - len(batch), 8), np.float32)])
    print(net(ms.Tensor(padded))[: len(batch)].shape)

    # Proof: the network sees a batch of the usual size.
    batch = padded
    assert batch.shape == (4, 8)
    assert net(ms.Tensor(batch))[:2].shape == (2, 2)
