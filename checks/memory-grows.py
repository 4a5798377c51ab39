"""Checks of the claims of the entry `memory-grows`."""

import gc
import sys
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import amp, nn, ops

from checks import mutant


class Memory:
    def used(self):
        gc.collect()
        ms.runtime.synchronize()
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


@mutant("history.append(output)", "history.append(float(output.mean()))")
def a_list_of_outputs_keeps_their_memory():
    x = ops.ones((1024, 1024))
    history, numbers = [], []
    start = Memory().used()
    for _ in range(40):
        output = x * 2
        history.append(output)
    kept = Memory().used() - start
    history.clear()
    del output
    start = Memory().used()
    for _ in range(40):
        output = x * 2
        numbers.append(float(output.mean()))
    assert kept > 100
    assert Memory().used() - start < 60


@mutant("model.train_network.set_inputs(x, y)", "pass")
def set_inputs_compiles_one_graph_for_all_shapes():
    ms.set_context(mode=ms.GRAPH_MODE)
    net = nn.Dense(3, 1)
    model = ms.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 1e-3))
    x = ms.Tensor(shape=[None, 3], dtype=ms.float32)
    y = ms.Tensor(shape=[None, 1], dtype=ms.float32)
    model.train_network.set_inputs(x, y)

    rows = [(np.ones((n, 3), np.float32), np.ones((n, 1), np.float32)) for n in range(1, 6)]
    data = ds.GeneratorDataset(rows, ["x", "y"])
    model.train(1, data, dataset_sink_mode=False)
    print(len(model.train_network.compile_cache))

    # Proof: without it, each shape has its own graph; on the network, it stops the training.
    other = ms.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 1e-3))
    other.train(1, ds.GeneratorDataset(rows, ["x", "y"]), dataset_sink_mode=False)
    assert len(other.train_network.compile_cache) == 5
    assert len(model.train_network.compile_cache) == 1
    net.set_inputs(x)
    third = ms.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 1e-3))
    with pytest.raises(ValueError, match="For set_inputs, the length of input must be equal"):
        third.train(1, ds.GeneratorDataset(rows, ["x", "y"]), dataset_sink_mode=False)


@mutant("dynamic=1", "dynamic=0")
def a_dynamic_step_stops_compiling():
    net = nn.Dense(3, 1)
    optimizer = nn.SGD(net.trainable_params(), 1e-3)

    def forward(x):
        return net(x).mean()

    step = ms.jit(ms.value_and_grad(forward, None, optimizer.parameters), dynamic=1)
    # MindSpore 2.7.0 has the cache in another module.
    api = sys.modules.get("mindspore.graph.api") or sys.modules["mindspore.common.api"]
    graphs = []
    for rows in range(1, 9):
        optimizer(step(ops.ones((rows, 3)))[1])
        graphs.append(len(api.ms_compile_cache))
    assert graphs[2] == graphs[-1]


@mutant("step = ms.jit(", "step = (")
def a_compiled_step_does_not_grow():
    net = nn.SequentialCell(nn.Dense(64, 64), nn.ReLU(), nn.Dense(64, 1))
    net = amp.auto_mixed_precision(net, "O1")
    optimizer = nn.SGD(net.trainable_params(), 1e-3)

    def forward(x):
        return net(x).mean()

    step = ms.jit(ms.value_and_grad(forward, None, optimizer.parameters))
    x = ops.ones((16, 64))
    for i in range(240):
        optimizer(step(x)[1])
        if i == 79:
            start = Memory().used()
    print(Memory().used() - start < 3)

    # Proof: the memory is the same.
    assert Memory().used() - start < 3


@mutant("nn.SGD(net.trainable_params(), 0.1)", "nn.Momentum(net.trainable_params(), 0.1, 0.9)")
def a_dynamic_step_fails_with_sgd_inside():
    def train(net, optimizer):
        def forward(x):
            return net(x).mean()

        backward = ms.value_and_grad(forward, None, optimizer.parameters)

        @ms.jit(dynamic=1)
        def step(x):
            loss, gradients = backward(x)
            optimizer(gradients)
            return loss

        for rows in range(1, 5):
            step(ops.ones((rows, 3)))

    net = nn.Dense(3, 1)
    train(net, nn.Momentum(net.trainable_params(), 0.1, 0.9))
    net = nn.Dense(3, 1)
    with pytest.raises(RuntimeError, match=r"'Clone\(\)' doesn't implement"):
        train(net, nn.SGD(net.trainable_params(), 0.1))
