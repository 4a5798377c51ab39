"""Checks of the claims of the entry `jit-recompiles`."""

import os
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant

_TRAIN = """
import mindspore as ms

@ms.jit
def doubled(x):
    return x + x

for values in ([1.0], [1.0, 2.0], [3.0, 4.0], [1.0, 2.0, 3.0]):
    doubled(ms.Tensor(values))
"""


@mutant("(1, 2, 3, 2)", "(1, 2, 3, 4)")
def each_new_shape_compiles():
    compiled = []

    @ops.constexpr
    def count(shape):
        compiled.append(shape)
        return 1

    @ms.jit
    def doubled(x):
        return (x + x) * count(x.shape)

    for length in (1, 2, 3, 2):
        doubled(ms.Tensor(np.ones(length), ms.float32))
    assert compiled == [(1,), (2,), (3,)]


@mutant("@ms.enable_dynamic(x=ms.Tensor(shape=[None], dtype=ms.float32))\n", "")
def one_graph_serves_all_lengths():
    compiled = []

    @ops.constexpr
    def count():
        compiled.append("compiled")
        return 1

    @ms.enable_dynamic(x=ms.Tensor(shape=[None], dtype=ms.float32))
    @ms.jit
    def doubled(x):
        return (x + x) * count()

    for length in (1, 2, 3, 2):
        doubled(ms.Tensor(np.ones(length), ms.float32))
    print(compiled)

    # Proof: the function was compiled once, and the results are right.
    assert compiled == ["compiled"]
    assert doubled(ms.Tensor(np.ones(5), ms.float32)).asnumpy().tolist() == [2.0] * 5


@mutant("[1, 2, 3]", "[2, 2, 2]")
def numbers_compile_and_tensors_do_not():
    compiled = []

    @ops.constexpr
    def count():
        compiled.append("compiled")
        return 1

    @ms.jit
    def scaled(x, factor):
        return x * factor * count()

    def compilations(factors):
        compiled.clear()
        for factor in factors:
            scaled(ms.Tensor([1.0]), factor)
        return len(compiled)

    numbers = [1, 2, 3]
    assert compilations(numbers) == 3
    assert compilations([ms.Tensor(number) for number in numbers]) == 1
    assert compilations([ms.mutable(number) for number in numbers]) == 1


@mutant("[pair(1.0), pair(2.0), pair(3.0)]", "[ms.mutable(pair(1.0))] * 3")
def tuples_compile_and_mutable_tuples_do_not():
    compiled = []

    @ops.constexpr
    def count():
        compiled.append("compiled")
        return 1

    @ms.jit
    def total(pair):
        return (pair[0] + pair[1]) * count()

    def pair(value):
        return (ms.Tensor([value]), ms.Tensor([value]))

    for values in [pair(1.0), pair(2.0), pair(3.0)]:
        total(values)
    assert len(compiled) == 3

    compiled.clear()
    for value in (1.0, 2.0, 3.0):
        total(ms.mutable(pair(value)))
    assert len(compiled) == 1


@mutant("for pair in pairs", "for pair in map(ms.mutable, pairs)")
def dictionaries_compile_and_mutable_ones_do_not():
    compiled = []

    @ops.constexpr
    def count():
        compiled.append("compiled")
        return 1

    @ms.jit
    def first(pair):
        return pair["x"] * count()

    pairs = [{"x": ms.Tensor([value])} for value in (1.0, 2.0, 3.0)]
    for pair in pairs:
        first(pair)
    assert len(compiled) == 3

    compiled.clear()
    for value in (1.0, 2.0, 3.0):
        first(ms.mutable({"x": ms.Tensor([value])}))
    assert len(compiled) == 1


@mutant("    ms.jit(doubled)(x)\n", "    jitted(x)\n")
def new_objects_compile_again():
    compiled = []

    @ops.constexpr
    def count():
        compiled.append("compiled")
        return 1

    def doubled(x):
        return (x + x) * count()

    class Net(nn.Cell):
        @ms.jit
        def construct(self, x):
            return (x + x) * count()

    x = ms.Tensor([1.0])
    jitted = ms.jit(doubled)
    for _ in range(3):
        ms.jit(doubled)(x)
    assert len(compiled) == 3
    compiled.clear()
    for _ in range(3):
        jitted(x)
    assert len(compiled) == 1

    compiled.clear()
    for _ in range(3):
        Net()(x)
    assert len(compiled) == 3


@mutant("[1.0, 2.0, 3.0])", "[5.0, 6.0])")
@mutant('"GLOG_v": "1"', '"GLOG_v": "2"')
def the_info_log_has_a_line_for_each_compilation():
    Path("train.py").write_text(_TRAIN)
    run = subprocess.run(
        [sys.executable, "train.py"],
        env={**os.environ, "GLOG_v": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    assert run.stdout.count("Start compiling 'doubled' and it will take a while") == 3
