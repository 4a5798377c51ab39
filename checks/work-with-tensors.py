"""Checks of the claims of the entry `work-with-tensors`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops

from checks import mutant, needs


@mutant("reshape(2, 3)", "reshape(3, 2)")
def the_everyday_operations():
    x = ms.Tensor(np.arange(6, dtype=np.float32))
    y = x.reshape(2, 3)
    y[0, 0] = 9
    print(y)
    print(y[:, 1], y[y > 3])
    print(ops.cat((y, y), axis=0).shape)
    print(y.astype(ms.int32).dtype, y.asnumpy().dtype, y[0, 0].item())

    # Proof: the same with NumPy.
    assert np.array_equal(y.asnumpy(), [[9, 1, 2], [3, 4, 5]])
    assert ops.cat((y, y), axis=0).shape == (4, 3)


@mutant("permute(2, 0, 1)", "permute(0, 2, 1)")
def shapes_change_without_the_values():
    x = ms.Tensor(np.zeros((2, 3, 4), np.float32))
    assert x.permute(2, 0, 1).shape == (4, 2, 3)
    assert x.swapaxes(0, 1).shape == (3, 2, 4)
    assert x.flatten().shape == (24,)
    assert x.unsqueeze(0).shape == (1, 2, 3, 4)
    assert x.unsqueeze(0).squeeze().shape == (2, 3, 4)


@mutant("x[x > 4] = 0", "x[x < 4] = 0")
def indexing_reads_and_writes():
    x = ms.Tensor(np.arange(6)).reshape(2, 3)
    assert x[0].tolist() == [0, 1, 2]
    assert x[:, 1].tolist() == [1, 4]
    assert x[x > 3].tolist() == [4, 5]
    assert x[[0, 1]].shape == (2, 3)
    x[0] = 1
    x[x > 4] = 0
    assert x.tolist() == [[1, 1, 1], [3, 4, 0]]


@mutant("row = x[0]", "row = x[0].copy()")
def slices_share_memory():
    x = ms.Tensor(np.zeros((2, 2), np.float32))
    flat, copy = x.reshape(4), x.copy()
    row = x[0]
    column, turned, chosen = x[:, 1], x.T, x[x < 1]
    x[0] = 3
    assert column.tolist() == turned[1].tolist() == [3, 0]
    assert chosen.tolist() == [0, 0, 0, 0]
    assert row.tolist() == [3, 3]
    assert flat.tolist() == [3, 3, 0, 0]
    assert copy[0].tolist() == [0, 0]


@needs("mindspore>=2.10")
@mutant("x.asnumpy(), x", "x.asnumpy().copy(), x")
def an_array_shares_memory():
    x = ms.Tensor(np.zeros(2, np.float32))
    shared, copy = x.asnumpy(), x.asnumpy().copy()
    x[0] = 3
    assert shared.tolist() == [3, 0]
    assert copy.tolist() == [0, 0]


@mutant("x.clone()", "x.copy()")
def clone_does_not_run_on_a_cpu():
    x = ms.Tensor(np.zeros((2, 2), np.float32))
    with pytest.raises(RuntimeError, match=r"The kernel Clone unregistered\."):
        print(x.clone())


@mutant("np.ones(2)", "np.ones(2, np.float32)")
def numpy_floats_become_float64():
    assert ms.Tensor(np.ones(2)).dtype == ms.float64
    assert ms.Tensor([1.0, 2.0]).dtype == ms.float32
    assert ms.Tensor([1, 2]).dtype == ms.int64


@mutant("reshape(4, 2)", "reshape(3, 2)")
def wrong_shapes_raise_errors():
    ms.runtime.launch_blocking()  # otherwise an error can be raised a second time, by a later line
    x = ms.Tensor(np.arange(6))
    with pytest.raises(ValueError, match="shapes of tensors must match except in given concat"):
        print(
            ops.cat(
                (ms.Tensor(np.zeros((2, 3), np.float32)), ms.Tensor(np.zeros((2, 4), np.float32)))
            )
        )
    with pytest.raises(IndexError, match="index 7 is out of bounds for dimension with size 6"):
        x[7]
    with pytest.raises(
        ValueError, match=r"is invalid for input of size 6|The accumulate of x_shape must be equal"
    ):
        print(x.reshape(4, 2))


@mutant("ops.stack((x, x))", "ops.cat((x, x))")
def stack_and_split():
    x = ms.Tensor(np.zeros((2, 3), np.float32))
    assert ops.stack((x, x)).shape == (2, 2, 3)
    assert [part.shape for part in ops.split(x, 1)] == [(1, 3), (1, 3)]


@mutant("ms.int32", "ms.float32")
def different_dtypes_cannot_be_joined():
    x, y = ms.Tensor([1.5], ms.float32), ms.Tensor([2], ms.int32)
    with pytest.raises(
        (RuntimeError, TypeError),
        match=r"KernelMod Init Failed: Concat|elements should have same type",
    ):
        print(ops.cat((x, y)).asnumpy())
