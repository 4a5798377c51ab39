"""Checks of the claims of the entry `jit-no-speedup`."""

import time

import mindspore as ms
import numpy as np
from mindspore import ops

from checks import mutant


def _chain(x):
    for _ in range(100):
        x = ops.tanh(x * 0.5 + 1)
    return x


def _add(x):
    return ops.add(x, x)


def _seconds(function, x):
    start = time.perf_counter()
    for _ in range(20):
        result = function(x)
    result.asnumpy()
    return (time.perf_counter() - start) / 20


@mutant("compiled = ms.jit(function)", "compiled = function")
def many_operators_gain_and_one_does_not():
    x = ms.Tensor(np.ones((3, 3)), ms.float32)
    gains = []
    for function in (_chain, _add):
        compiled = ms.jit(function)
        compiled(x)  # the first call compiles
        plain = min(_seconds(function, x) for _ in range(7))
        gains.append(plain > 2 * min(_seconds(compiled, x) for _ in range(7)))
    print(*gains)

    # Proof: only the function with many operators.
    assert gains == [True, False]


@mutant("ms.jit(_chain)(x).asnumpy()", "compiled(x).asnumpy()")
def jit_at_each_call_compiles_each_time():
    x = ms.Tensor(np.ones((3, 3)), ms.float32)
    compiled = ms.jit(_chain)
    compiled(x).asnumpy()
    reused = min(_seconds(compiled, x) for _ in range(3))

    start = time.perf_counter()
    for _ in range(3):
        ms.jit(_chain)(x).asnumpy()
    assert (time.perf_counter() - start) / 3 > 5 * reused
