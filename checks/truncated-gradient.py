"""Checks of the claims of the entry `truncated-gradient`."""

import socket
import subprocess
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn, ops

from checks import mutant, needs


@mutant("ops.clip_by_global_norm(gradients, 1.0)", "gradients")
@mutant("gradients, 1.0)", "gradients, 2.0)")
@mutant("learning_rate=0.1", "learning_rate=1.0")
def a_global_norm_limits_the_update_of_all_parameters_together():
    net = nn.Dense(2, 3)
    loss = nn.MSELoss()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    backward = ms.value_and_grad(lambda x, y: loss(net(x), y), None, optimizer.parameters)

    x = ms.Tensor([[100.0, 100.0]])
    y = ms.Tensor([[-1000.0, -1000.0, -1000.0]])
    _, gradients = backward(x, y)
    clipped = ops.clip_by_global_norm(gradients, 1.0)
    optimizer(clipped)
    norm = ops.sqrt(ops.stack([ops.square(g).sum() for g in clipped]).sum())
    print(round(float(norm), 3))

    # Proof: an update with them moves the parameters by 0.1 times 1.0.
    before = np.concatenate([weight.asnumpy().ravel() for weight in net.trainable_params()])
    optimizer(clipped)
    after = np.concatenate([weight.asnumpy().ravel() for weight in net.trainable_params()])
    assert np.isclose(np.linalg.norm(after - before), 0.1, rtol=1e-3)
    assert np.isclose(norm.asnumpy(), 1.0, rtol=1e-3)


@mutant("ops.clip_by_value(gradients, -0.5, 0.5)", "gradients")
@mutant("-0.5, 0.5)", "-1.5, 1.5)")
def clipping_by_value_limits_each_element():
    gradients = (ms.Tensor([3.0, -4.0, 0.25]), ms.Tensor([[12.0]]))
    first, second = ops.clip_by_value(gradients, -0.5, 0.5)
    assert first.asnumpy().tolist() == [0.5, -0.5, 0.25]
    assert second.asnumpy().tolist() == [[0.5]]


@mutant("ops.maximum(norm, limit)", "norm")
@mutant("limit / ", "norm / ")
@mutant("tuple([mint.clamp(g, -0.5, 0.5) for g in gradients])", "gradients")
def a_few_lines_replace_the_deprecated_functions():
    def clip_by_global_norm(gradients, limit):
        norm = ops.sqrt(ops.stack([ops.square(g.float()).sum() for g in gradients]).sum())
        scale = limit / ops.maximum(norm, limit)
        return tuple([g * scale for g in gradients])

    large = (ms.Tensor([3.0, -4.0]), ms.Tensor([[12.0]]))
    for gradient in clip_by_global_norm(large, ms.Tensor(6.5)):
        print(gradient)

    # Proof: the results are those of the deprecated functions, also for small gradients.
    small = (ms.Tensor([0.3, -0.4]), ms.Tensor([[0.0]]))

    def equal(left, right):
        pairs = zip(left, right, strict=True)
        return all(np.allclose(a.asnumpy(), b.asnumpy(), atol=1e-6) for a, b in pairs)

    @ms.jit
    def clip_by_value(gradients):
        return tuple([mint.clamp(g, -0.5, 0.5) for g in gradients])

    assert equal(clip_by_value(large), ms.jit(ops.clip_by_value)(large, -0.5, 0.5))
    for limit in (1.0, 6.5):
        for gradients in (large, small):
            expected = ms.jit(ops.clip_by_global_norm)(gradients, limit)
            assert equal(clip_by_global_norm(gradients, ms.Tensor(limit)), expected)
    assert equal(clip_by_global_norm(small, ms.Tensor(1.0)), small)

    # The same for gradients of different types.
    mixed = (ms.Tensor([3.0], ms.float16), ms.Tensor([4.0]))
    clipped = clip_by_global_norm(mixed, ms.Tensor(1.0))
    assert np.allclose([g.asnumpy()[0] for g in clipped], [0.6, 0.8], atol=1e-3)


@mutant("return tuple([g * scale for g in gradients])", "return [g * scale for g in gradients]")
@mutant("return tuple([mint.clamp", "return list([mint.clamp")
@mutant("list(by_norm(gradients))", "by_norm(gradients)")
def optimizers_need_a_tuple():
    def by_norm(gradients):
        limit = ms.Tensor(1.0)
        norm = ops.sqrt(ops.stack([ops.square(g.float()).sum() for g in gradients]).sum())
        scale = limit / ops.maximum(norm, limit)
        return tuple([g * scale for g in gradients])

    def by_value(gradients):
        return tuple([mint.clamp(g, -0.5, 0.5) for g in gradients])

    def as_list(gradients):
        return list(by_norm(gradients))

    def trained(clip, mode, optimizer_class):
        class ClippedStep(nn.TrainOneStepCell):
            def construct(self, *inputs):
                loss, gradients = ms.value_and_grad(self.network, None, self.weights)(*inputs)
                self.optimizer(clip(self.grad_reducer(gradients)))
                return loss

        ms.set_context(mode=mode)
        net = nn.Dense(3, 1, weight_init="zeros", bias_init="zeros")
        optimizer = optimizer_class(net.trainable_params(), learning_rate=0.1)
        rows = (np.ones((2, 3), np.float32), np.full((2, 1), 99, np.float32))
        step = ClippedStep(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        ms.train.Model(step).train(1, ms.dataset.NumpySlicesDataset(rows).batch(2))
        return net.weight.asnumpy()

    # Proof: the steps are 0.1 times the limit, shared by three weights and a bias, or for each.
    for mode in (ms.PYNATIVE_MODE, ms.GRAPH_MODE):
        assert np.allclose(trained(by_norm, mode, nn.SGD), 0.05)
        assert np.allclose(trained(by_value, mode, nn.SGD), 0.05)
        assert np.allclose(trained(by_norm, mode, nn.Adam), 0.1, atol=1e-4)
        for optimizer_class in (nn.SGD, nn.Adam):
            with pytest.raises(RuntimeError, match="must be consistent"):
                trained(as_list, mode, optimizer_class)

    # The same outside a training cell.
    ms.set_context(mode=ms.PYNATIVE_MODE)
    for clip, step in ((by_norm, 0.6), (by_value, 0.5)):
        weight = ms.Parameter(ms.Tensor([0.0, 0.0]), name="weight")
        nn.SGD([weight], learning_rate=1.0)(clip((ms.Tensor([3.0, 4.0]),)))
        assert np.isclose(weight.asnumpy()[0], -step)


@mutant("ops.clip_by_global_norm(gradients, 1.0)", "gradients")
def a_training_cell_clips_for_model():
    class ClippedStep(nn.TrainOneStepCell):
        def construct(self, *inputs):
            loss, gradients = ms.value_and_grad(self.network, None, self.weights)(*inputs)
            gradients = self.grad_reducer(gradients)
            self.optimizer(ops.clip_by_global_norm(gradients, 1.0))
            return loss

    net = nn.Dense(3, 1, weight_init="zeros", bias_init="zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    rows = (np.ones((2, 3), np.float32), np.full((2, 1), 99, np.float32))
    step = ClippedStep(nn.WithLossCell(net, nn.MSELoss()), optimizer)
    ms.train.Model(step).train(1, ms.dataset.NumpySlicesDataset(rows).batch(2))
    print(net.weight.asnumpy())

    # Proof: the update is the learning rate times the limit, also in Graph mode.
    assert np.allclose(net.weight.asnumpy(), 0.05)  # three weights and a bias: 0.1 / sqrt(4)
    ms.set_context(mode=ms.GRAPH_MODE)
    step = ClippedStep(nn.WithLossCell(net, nn.MSELoss()), optimizer)
    ms.train.Model(step).train(1, ms.dataset.NumpySlicesDataset(rows).batch(2))
    assert np.allclose(net.weight.asnumpy(), 0.1)


@mutant("(gradients, 1.0)", "(gradients[:1], 1.0) + ms.jit(ops.clip_by_norm)(gradients[1:], 1.0)")
def clip_by_norm_takes_all_gradients_together():
    gradients = (ms.Tensor([3.0, 4.0]), ms.Tensor([12.0]))
    first, second = ms.jit(ops.clip_by_norm)(gradients, 1.0)

    # Proof: the norm of all is 13, so each number is divided by 13.
    assert np.allclose(first.asnumpy(), [3 / 13, 4 / 13], atol=1e-5)
    assert np.allclose(second.asnumpy(), [12 / 13], atol=1e-5)


@needs("mindspore>=2.10")
@mutant("ops.clip_by_value)", "ops.clamp)")
def the_functions_are_deprecated():
    for function in (ops.clip_by_global_norm, ops.clip_by_norm, ops.clip_by_value):
        text = " ".join(function.__doc__.split())
        assert "This interface is deprecated and will be removed after version 2.9.0." in text


_TRAIN = """
import mindspore as ms
from mindspore import nn
from mindspore.communication import get_rank, init

ms.set_device("CPU")
init()
for mode in ("stand_alone", "data_parallel"):
    ms.set_auto_parallel_context(parallel_mode=mode, gradients_mean=True)
    net = nn.Dense(1, 1, has_bias=False)
    step = nn.TrainOneStepCell(net, nn.SGD(net.trainable_params()))
    (gradient,) = step.grad_reducer((ms.Tensor([4.0 * get_rank()]),))
    print(mode, gradient.asnumpy()[0])
"""


@mutant("write_text(_TRAIN)", 'write_text(_TRAIN.replace("mean=True", "mean=False"))')
def the_reducer_averages_only_in_data_parallel_mode():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    for rank, own in ((0, "0.0"), (1, "4.0")):
        lines = Path(f"worker_{rank}.log").read_text().splitlines()
        assert {f"stand_alone {own}", "data_parallel 2.0"} <= set(lines)
