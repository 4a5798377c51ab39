"""Checks of the claims of the entry `debug-python-code`."""

import sys
import threading

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
