"""Checks of the claims of the entry `memory-grows`."""

import gc
from pathlib import Path

import mindspore as ms
import numpy as np
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


@mutant("other = nn.Dense(3, 2)", "other = net")
def set_inputs_compiles_one_graph_for_all_shapes():
    ms.set_context(mode=ms.GRAPH_MODE)
    net = nn.Dense(3, 2)
    net.set_inputs(ms.Tensor(shape=[None, 3], dtype=ms.float32))
    for rows in range(1, 6):
        net(ms.Tensor(np.ones((rows, 3), np.float32)))
    print(len(net.compile_cache))

    # Proof: a network without it keeps a graph for each shape.
    other = nn.Dense(3, 2)
    for rows in range(1, 6):
        other(ms.Tensor(np.ones((rows, 3), np.float32)))
    assert len(other.compile_cache) == 5
    assert len(net.compile_cache) == 1


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
