"""Checks of the claims of the entry `debug-python-code`."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("nn.Dense(4, 2)", "nn.Dense(4, 3)")
def construct_is_ordinary_python():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.dense = nn.Dense(4, 2)

        def construct(self, x):
            x = self.dense(x)
            print(x.shape, x.dtype)
            return x

    Net()(ms.Tensor(np.ones((3, 4), np.float32)))

    # Proof: the network returns what it printed.
    assert Net()(ms.Tensor(np.ones((3, 4), np.float32))).shape == (3, 2)


@mutant("breakpoint()\n", "pass\n")
def a_breakpoint_stops():
    stops = []
    sys.breakpointhook = lambda: stops.append(True)

    class Net(nn.Cell):
        def construct(self, x):
            breakpoint()
            return x

    Net()(ms.Tensor([1.0, 2.0]))
    assert stops == [True]


@mutant("set_debug_mode(True)", "set_debug_mode(False)")
def dataset_code_runs_in_the_main_thread():
    threads = []

    def double(row):
        threads.append(threading.current_thread() is threading.main_thread())
        return row + row

    ds.config.set_debug_mode(True)
    dataset = ds.NumpySlicesDataset(np.ones((2, 3), np.float32), ["x"])
    dataset = dataset.map(double, ["x"])
    assert len(list(dataset.create_tuple_iterator(output_numpy=True))) == 2
    assert all(threads)


_PROGRAM = """
import sys

import mindspore as ms

sys.breakpointhook = lambda: print("stopped in", sys._getframe(1).f_code.co_name)


@ms.jit
def double(x):
    breakpoint()
    return x + x


double(ms.Tensor([1.0]))
"""


@mutant('_stops("0")', '_stops("1")')
def ms_jit_0_runs_python():
    def _stops(value):
        Path("train.py").write_text(_PROGRAM)
        command = [sys.executable, "train.py"]
        env = {**os.environ, "MS_JIT": value}
        run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        return set(run.stdout.splitlines())

    assert _stops("0") == {"stopped in double"}
    assert _stops("1") == {"stopped in <module>"}


_GRAPH_PROGRAM = """
import sys

import mindspore as ms
from mindspore import nn

sys.breakpointhook = lambda: print("stopped in", sys._getframe(1).f_code.co_name)
ms.set_context(mode=ms.GRAPH_MODE)


class Net(nn.Cell):
    def construct(self, x):
        breakpoint()
        return x + x


Net()(ms.Tensor([1.0]))
"""


@mutant('"MS_JIT": "0"', '"MS_JIT": "1"')
def ms_jit_0_covers_graph_mode():
    Path("train.py").write_text(_GRAPH_PROGRAM)
    env = {**os.environ, "MS_JIT": "0"}
    command = [sys.executable, "train.py"]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert set(run.stdout.splitlines()) == {"stopped in construct"}
