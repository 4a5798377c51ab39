"""Checks of the claims of the entry `native-python-like-taichi`."""

import mindspore as ms
import numpy as np

from checks import mutant


@mutant("ms.Tensor([1.0, 4.0])", "ms.Tensor([1.0, 5.0])")
@mutant("range(3)", "range(2)")
def a_program_is_ordinary_python():
    powers = [ms.Tensor([1.0, 4.0])]
    for _ in range(3):
        powers.append(powers[-1] + powers[-1])
    last = {"name": "last", "value": powers[-1]}
    print(last["value"])

    # Proof: Python's lists, dictionaries and loops hold and handle the tensors.
    assert np.allclose(last["value"].asnumpy(), [8.0, 32.0])


@mutant("@ms.jit\n", "")
@mutant("range(3)", "range(2)")
def a_decorator_compiles_a_python_function():
    interpreted = []

    @ms.jit
    def times_eight(x):
        interpreted.append(x)
        for _ in range(3):
            x = x + x
        return x

    y = times_eight(ms.Tensor([1.0, 4.0]))
    print(y, interpreted)

    # Proof: the loop was computed, and Python did not run the function.
    assert np.allclose(y.asnumpy(), [8.0, 32.0])
    assert interpreted == []
