"""Checks of the claims of the entry `model-compression`."""

import importlib
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn, ops

from checks import mutant


@mutant("p.astype(ms.float16)", "p.astype(ms.float32)")
def float16_halves_the_checkpoint():
    net = nn.Dense(512, 512)

    ms.save_checkpoint(net, "net.ckpt")
    half = [
        {"name": p.name, "data": p.astype(ms.float16) if p.dtype == ms.float32 else p}
        for p in net.get_parameters()
    ]
    ms.save_checkpoint(half, "half.ckpt")
    for name in ("net.ckpt", "half.ckpt"):
        print(name, Path(name).stat().st_size // 1024, "KB")

    # Proof: the second file has half of the size.
    assert 0.49 < Path("half.ckpt").stat().st_size / Path("net.ckpt").stat().st_size < 0.52


@mutant("restored, parameters)", "restored, {})")
def float16_loads_into_float32():
    net, restored = (
        nn.SequentialCell(nn.Dense(8, 8), mint.nn.BatchNorm1d(8)) for _ in range(2)
    )  # the normalization has an integer parameter
    half = [
        {"name": p.name, "data": p.astype(ms.float16) if p.dtype == ms.float32 else p}
        for p in net.get_parameters()
    ]
    ms.save_checkpoint(half, "half.ckpt")
    parameters = ms.load_checkpoint("half.ckpt")
    assert parameters["0.weight"].dtype == ms.float16
    missing, _ = ms.load_param_into_net(restored, parameters)
    assert missing == []
    assert restored[0].weight.dtype == ms.float32
    assert np.allclose(restored[0].weight.asnumpy(), net[0].weight.asnumpy(), atol=1e-3)


@mutant("np.quantile(np.abs(w), 0.5)", "0.0")
@mutant('ms.save_checkpoint(net, "pruned.ckpt")', 'Path("pruned.ckpt").touch()')
def pruning_sets_weights_to_zero():
    net = nn.SequentialCell(nn.Dense(64, 64), nn.ReLU(), nn.Dense(64, 10))
    ms.save_checkpoint(net, "net.ckpt")

    for p in net.trainable_params():
        if p.ndim > 1:  # weights, not biases
            w = p.asnumpy()
            limit = np.quantile(np.abs(w), 0.5)
            ops.assign(p, ms.Tensor(np.where(np.abs(w) < limit, 0, w).astype(w.dtype)))
    w = net[0].weight.asnumpy()
    print(f"{np.mean(w == 0):.0%} of the weights are 0")

    # Proof: half of them are 0, and the file is as large as before.
    assert np.isclose(np.mean(w == 0), 0.5, atol=0.01)
    ms.save_checkpoint(net, "pruned.ckpt")
    assert Path("pruned.ckpt").stat().st_size == Path("net.ckpt").stat().st_size


@mutant('"mindspore.compression"', '"mindspore.nn"')
def the_old_module_is_gone():
    with pytest.raises(ModuleNotFoundError, match=r"No module named .mindspore\.compression"):
        importlib.import_module("mindspore.compression")


@mutant("ops.assign(net.weight, pruned)", "net.weight.set_data(pruned)")
def pruned_weights_can_be_trained():
    net = nn.Dense(2, 1, weight_init=ms.Tensor([[1.0, 4.0]]))
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.5)
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    gradients = backward(ms.Tensor([[1.0, 1.0]]))
    optimizer(gradients)
    pruned = ms.Tensor([[0.0, 3.5]])
    ops.assign(net.weight, pruned)
    optimizer(gradients)
    assert net.weight.asnumpy().tolist() == [[-0.5, 3.0]]
