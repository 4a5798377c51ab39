"""Checks of the claims of the entry `step-time-jumps`."""

import os
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np

from checks import mutant


@mutant("drop_remainder=drop", "drop_remainder=False")
def the_last_batch_has_another_shape():
    for drop in (False, True):
        rows = ds.NumpySlicesDataset(np.ones((10, 3)), shuffle=False)
        batches = rows.batch(4, drop_remainder=drop)
        shapes = [batch.shape for (batch,) in batches.create_tuple_iterator(output_numpy=True)]
        print(drop, shapes)

    # Proof: without the remainder, all shapes are equal.
    assert shapes == [(4, 3), (4, 3)]


@mutant("[3.0, 4.0]", "[3.0, 4.0, 5.0]")
@mutant("scaled(x, ms.Tensor(3.0))", "scaled(x, 3.0)")
@mutant("scaled(longer, ms.Tensor(2.0))", "scaled(x, ms.Tensor(2.0))")
def shapes_and_numbers_compile_again():
    compilations = []

    @ms.ops.constexpr
    def while_compiling(shape):
        compilations.append(shape)
        return 0

    @ms.jit
    def scaled(x, factor):
        return x * factor + while_compiling(x.shape)

    x, longer = ms.Tensor([1.0, 2.0]), ms.Tensor([1.0, 2.0, 3.0])
    scaled(x, ms.Tensor(2.0))
    scaled(x, ms.Tensor(3.0))
    scaled(ms.Tensor([3.0, 4.0]), ms.Tensor(2.0))
    assert len(compilations) == 1
    scaled(longer, ms.Tensor(2.0))
    assert len(compilations) == 2
    scaled(x, 2.0)
    scaled(x, 3.0)
    assert len(compilations) == 4


_LOOP = """
import mindspore as ms

for value in (1.0, 2.0):

    @ms.jit
    def double(x):
        return x + x

    double(ms.Tensor([value]))
"""


@mutant("for value in (1.0, 2.0)", "for value in (1.0,)")
def a_new_jit_function_compiles_again():
    Path("loop.py").write_text(_LOOP)
    environment = {**os.environ, "GLOG_v": "2"}
    done = subprocess.run(
        [sys.executable, "loop.py"], env=environment, capture_output=True, text=True, check=True
    )
    assert "has been compiled again. Try to reuse the function" in done.stdout + done.stderr


_SHAPES = """
import mindspore as ms


@ms.jit
def double(x):
    return x + x


for size in (1, 2, 3, 3):
    double(ms.Tensor([1.0] * size))
"""


@mutant('"GLOG_v": "1"', '"GLOG_v": "2"')
def each_compilation_is_logged():
    Path("shapes.py").write_text(_SHAPES)
    environment = {**os.environ, "GLOG_v": "1"}
    done = subprocess.run(
        [sys.executable, "shapes.py"], env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout + done.stderr).count("it will take a while") == 3
