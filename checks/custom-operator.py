"""Checks of the claims of the entry `custom-operator`."""

import subprocess
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant

CUBE = """
#include <cstdint>

extern "C" int Cube(int count, void **params, int *ndims, int64_t **shapes,
                    const char **dtypes, void *stream, void *extra) {
  auto *x = static_cast<float *>(params[0]);
  auto *y = static_cast<float *>(params[1]);
  int64_t size = 1;
  for (int i = 0; i < ndims[0]; ++i) size *= shapes[0][i];
  for (int64_t i = 0; i < size; ++i) y[i] = x[i] * x[i] * x[i];
  return 0;
}
"""


@mutant('"./libcube.so:Cube"', '"./libcube.so:Cubes"')
def a_library_function_becomes_an_operator():
    Path("cube.cc").write_text(CUBE)
    subprocess.run(["g++", "-shared", "-fPIC", "-O2", "-o", "libcube.so", "cube.cc"], check=True)

    cube = ops.Custom(
        "./libcube.so:Cube",
        out_shape=lambda shape: shape,
        out_dtype=lambda dtype: dtype,
        func_type="aot",
    )
    print(cube(ms.Tensor([1.0, 2.0])))

    # Proof: the value is right.
    assert cube(ms.Tensor([1.0, 2.0])).asnumpy().tolist() == [1, 8]


@mutant('"./libcube.so:Cubes"', '"./libcube.so:Cube"')
def a_missing_symbol_raises_an_error():
    Path("cube.cc").write_text('extern "C" int Cube(...) { return 0; }')
    subprocess.run(["g++", "-shared", "-fPIC", "-O2", "-o", "libcube.so", "cube.cc"], check=True)
    x = ms.Tensor([1.0, 2.0])
    wrong = ops.Custom("./libcube.so:Cubes", lambda s: s, lambda t: t, "aot")
    with pytest.raises(RuntimeError, match="error occurs when fetching function 'Cubes'"):
        print(wrong(x))
    missing = ops.Custom("./none.so:Cube", lambda s: s, lambda t: t, "aot")
    with pytest.raises(RuntimeError, match="couldn't find the AOT binary file"):
        print(missing(x))


@mutant("np.array([1.0, 2.0])", "np.array([1.0, 2.0], np.float32)")
def another_dtype_gives_wrong_numbers():
    Path("cube.cc").write_text(CUBE)
    subprocess.run(["g++", "-shared", "-fPIC", "-O2", "-o", "libcube.so", "cube.cc"], check=True)
    cube = ops.Custom("./libcube.so:Cube", lambda s: s, lambda t: t, "aot")
    x = ms.Tensor(np.array([1.0, 2.0]))
    assert cube(x).asnumpy().tolist() != [1, 8]
    assert cube(x.astype(ms.float32)).asnumpy().tolist() == [1, 8]


@mutant("bprop=cube_bprop", "bprop=None")
def a_custom_operator_gets_a_gradient():
    Path("cube.cc").write_text(CUBE)
    subprocess.run(["g++", "-shared", "-fPIC", "-O2", "-o", "libcube.so", "cube.cc"], check=True)

    def cube_bprop(x, out, dout):
        return (3 * x * x * dout,)

    cube = ops.Custom("./libcube.so:Cube", lambda s: s, lambda t: t, "aot", bprop=cube_bprop)

    def loss(x):
        return cube(x).sum()

    x = ms.Tensor([1.0, 2.0])
    assert ms.grad(loss)(x).asnumpy().tolist() == [3, 12]
    assert ms.jit(ms.grad(loss))(x).asnumpy().tolist() == [3, 12]


@mutant("ops.mul(dout, self.three)", "ops.mul(dout, x)")
def a_cell_can_have_its_own_gradient():
    class Scaled(nn.Cell):
        def __init__(self):
            super().__init__()
            self.three = ms.Tensor(3.0)

        def construct(self, x):
            return x

        def bprop(self, x, out, dout):
            return (ops.mul(dout, self.three),)

    net = Scaled()
    gradient = ms.grad(lambda x: net(x).sum())(ms.Tensor([1.0, 2.0]))
    assert np.array_equal(gradient.asnumpy(), [3, 3])
