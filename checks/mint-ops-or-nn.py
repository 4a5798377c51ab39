"""Checks of the claims of the entry `mint-ops-or-nn`."""

import mindspore as ms
import pytest
from mindspore import ops

from checks import mutant


@mutant("assert ops.flatten(x)", "assert x.reshape(-1)")
def names_with_other_meanings():
    x = ms.Tensor([[0.5, 2.5], [3.5, 1.5]]) * 2
    index = ms.Tensor([[0], [1]])
    print(ops.gather_elements(x, 1, index).asnumpy().tolist())
    print(ops.flatten(x).shape, ops.max(x))

    # Proof: the functions of `ops` differ from those of PyTorch with the same name.
    assert ops.gather_elements(x, 1, index).asnumpy().tolist() == [[1.0], [3.0]]
    assert ops.gather(x, ms.Tensor([1]), 1).asnumpy().tolist() == [[5.0], [3.0]]
    assert ops.flatten(x).shape == (2, 2)
    value, number = ops.max(x)
    assert value.asnumpy() == 7.0
    assert number.asnumpy() == 0
    transposed = ops.transpose(x, (1, 0)).asnumpy()
    assert transposed.tolist() == ops.swapaxes(x, 0, 1).asnumpy().tolist()
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        ops.transpose(x, 0, 1)


@mutant("x.flatten().shape", "x.flatten(start_dim=1).shape")
def methods_follow_pytorch():
    x = ms.Tensor([[1.0, 5.0], [7.0, 3.0]])
    assert x.transpose(0, 1).asnumpy().tolist() == [[1.0, 7.0], [5.0, 3.0]]
    assert x.gather(1, ms.Tensor([[0], [1]])).asnumpy().tolist() == [[1.0], [3.0]]
    assert x.flatten().shape == (4,)
    assert float(x.max()) == 7.0
