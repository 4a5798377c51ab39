"""Checks of the claims of the entry `out-of-device-memory`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


class Block(nn.Cell):
    def __init__(self):
        super().__init__()
        self.calls = 0
        self.dense = nn.Dense(4, 4)

    def construct(self, x):
        self.calls += 1
        return ms.ops.relu(self.dense(x))


@mutant("block.recompute()", "block.set_train()")
def recompute_runs_the_layer_again_and_keeps_the_gradients():
    block, x = Block(), ms.Tensor(np.ones((2, 4), np.float32))
    backward = ms.value_and_grad(lambda x: block(x).sum(), None, block.trainable_params())
    _, (expected, _) = backward(x)
    usual = block.calls

    block.recompute()
    block.calls = 0
    backward = ms.value_and_grad(lambda x: block(x).sum(), None, block.trainable_params())
    _, (gradient, _) = backward(x)
    assert np.allclose(gradient.asnumpy(), expected.asnumpy())
    assert block.calls == 2 * usual


@mutant('first = ms.runtime.set_memory(max_size="28GB")', "first = None")
def set_memory_works_once_in_a_process():
    first = ms.runtime.set_memory(max_size="28GB")
    with pytest.raises(RuntimeError, match="The 'set_memory' can not be set repeatedly"):
        ms.runtime.set_memory(max_size="28GB")
    assert first is None


@mutant("Out of Memory!!! Request", "Out of Memory!!! Requested")
def the_libraries_contain_the_messages():
    folder = Path(ms.__file__).parent / "lib"
    ascend = folder / "plugin/ascend/libmindspore_ascend_res_manager.so"
    if not ascend.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    assert b"Out of Memory!!! Request memory size" in ascend.read_bytes()
    pool = (folder / "libmindspore_memory_pool.so").read_bytes()
    assert b"is more than total mem size" in pool
    names = ("libmindspore_pynative_utils.so", "libmindspore_ms_backend.so")
    kernels = [(folder / name).read_bytes() for name in names if (folder / name).is_file()]
    message = b"Malloc for kernel output failed, Memory isn't enough, node:"
    assert any(message in content for content in kernels)


@mutant(".recompute()", ".set_grad()")
def recompute_changes_dropout_and_batch_normalization():
    class Layer(nn.Cell):
        def __init__(self, inner):
            super().__init__()
            self.weight = ms.Parameter(ms.Tensor([1.0]))
            self.inner = inner
            self.recompute()

        def construct(self, x):
            return self.inner(x * self.weight) * 1.0

    def train(layer, x):
        net = nn.SequentialCell(layer).set_train()
        parameters = [layer.weight]
        loss, grads = ms.value_and_grad(lambda x: net(x).sum(), None, parameters)(x)
        return float(loss), float(grads[0].asnumpy()[0])

    # With a weight of 1, both are the sum of the values that aren't dropped.
    loss, gradient = train(Layer(nn.Dropout(p=0.5)), ms.Tensor(np.ones(10000), ms.float32))
    assert loss != gradient
    norm = nn.BatchNorm1d(1)
    train(Layer(norm), ms.Tensor(np.ones((4, 1)), ms.float32))
    assert np.allclose(norm.moving_mean.asnumpy(), 0.19)
