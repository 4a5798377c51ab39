"""Checks of the claims of the entry `example-does-not-run`."""

import traceback

import mindspore as ms
from mindspore import nn, ops

from checks import mutant


@mutant("nn.Dense(3, 1)", "nn.Dense(4, 1)")
def pynative_mode_names_the_line():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.dense = nn.Dense(3, 1)

        def construct(self, x):
            return self.dense(x)

    ms.set_context(mode=ms.PYNATIVE_MODE)
    try:
        Net()(ops.ones((2, 4)))
    except ValueError:
        traceback.print_exc()

    # Proof: the traceback contains the line.
    text = ""
    try:
        print(Net()(ops.ones((2, 4))))
    except ValueError:
        text = traceback.format_exc()
    assert "return self.dense(x)" in text
