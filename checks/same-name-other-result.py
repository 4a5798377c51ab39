"""Checks of the claims of the entry `same-name-other-result`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant("x.gather(1, index)", "x.gather(0, index)")
def gather_takes_whole_columns():
    x = ms.Tensor([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    index = ms.Tensor([[0, 2, 1], [1, 1, 0]])
    print(ops.gather(x, index, 1).shape, ops.gather_elements(x, 1, index).shape)
    print(ops.flatten(x).shape, ops.flatten(x, start_dim=0).shape)
    print(ops.tile(x, (2, 1)).shape, x.max())

    # Proof: these are the values that PyTorch gives.
    elements = ops.gather_elements(x, 1, index).asnumpy()
    assert elements.tolist() == [[0, 2, 1], [4, 4, 3]] == x.gather(1, index).asnumpy().tolist()
    assert ops.gather(x, index, 1).shape == (2, 2, 3)
    assert ops.flatten(x).shape == (2, 3)
    assert ops.flatten(x, start_dim=0).shape == (6,) == x.flatten().shape
    assert ops.tile(x, (2, 1)).shape == (4, 3)
    assert float(x.max()) == 5


@mutant("x.repeat(3, 1)", "x.tile((3, 1))")
def repeat_needs_ascend():
    x = ms.Tensor([[1]])
    with pytest.raises(RuntimeError, match="'repeat' is not supported on this device"):
        x.repeat(3, 1)


@mutant("ops.max(x)", "(x.max(), 0)[:1]")
def max_returns_a_value_and_an_index():
    x = ms.Tensor([[0.0, 1.0], [5.0, 2.0]])
    value, index = ops.max(x)
    assert float(value) == 5
    assert isinstance(index, ms.Tensor)


@mutant("[3, 1, 2]", "[1, 2, 3]")
def unique_keeps_the_order():
    values, _ = ops.unique(ms.Tensor([3, 1, 1, 2]))
    assert values.asnumpy().tolist() == [3, 1, 2]
    assert values.sort()[0].asnumpy().tolist() == [1, 2, 3]


@mutant("x.mean().asnumpy() == 1", "x.mean().asnumpy() == 1.5")
def the_mean_of_integers_is_an_integer():
    x = ms.Tensor([1, 2])
    assert x.mean().asnumpy() == 1
    assert float(x.astype(ms.float32).mean()) == 1.5


@mutant("ops.norm(x, 1)", "x.abs().sum()")
def norm_of_a_matrix_is_a_matrix_norm():
    x = ms.Tensor(np.arange(6, dtype=np.float32).reshape(2, 3))
    assert float(ops.norm(x, 1)) == 7
    assert float(x.abs().sum()) == 15


@mutant("ddof=1", "ddof=0")
def std_divides_by_n():
    x = ms.Tensor([1.0, 2.0, 3.0])
    assert np.isclose(float(ops.std(x)), np.std([1, 2, 3]))
    assert np.isclose(float(ops.std(x, ddof=1)), 1)
