"""Checks of the claims of the entry `use-with-pytorch`."""

import re

import mindspore as ms
import numpy as np
import pytest
import torch
from mindspore import ops
from mindspore.utils import dlpack

from checks import mutant, needs


@needs("torch")
@mutant("ms.from_numpy(weights.numpy())", "ms.Tensor(weights.numpy())")
@mutant("torch.from_numpy(doubled.asnumpy())", "doubled.asnumpy()")
def values_go_from_pytorch_to_mindspore_and_back():
    weights = torch.ones(3)
    tensor = ms.from_numpy(weights.numpy())
    doubled = tensor + tensor
    result = torch.from_numpy(doubled.asnumpy())
    print(result)  # tensor([2., 2., 2.])

    # Proof: the result is of PyTorch, and the first step shared the memory.
    assert isinstance(result, torch.Tensor)
    assert result.tolist() == [2.0, 2.0, 2.0]
    weights[0] = 5.0
    assert tensor.asnumpy()[0] == 5.0


@mutant("ms.Tensor(foreign)", "ms.Tensor(np.asarray(foreign))")
@mutant("return np.array", "return 2 * np.array")
def another_framework_gives_its_values_as_a_numpy_array():
    class Foreign:
        def __array__(self, dtype=None, copy=None):
            return np.array([1.0, 2.0], np.float32)

    foreign = Foreign()
    tensor = ms.Tensor(np.asarray(foreign))

    # Proof: MindSpore takes the array, and not the object itself.
    assert tensor.asnumpy().tolist() == [1.0, 2.0]
    with pytest.raises(TypeError, match="For 'Tensor', the type of 'input_data' should be one of"):
        ms.Tensor(foreign)


@mutant("ops.sin(array)", "ops.sin(tensor)")
def an_operator_takes_no_array_of_another_kind():
    tensor = ms.Tensor([1.0, 2.0])
    array = tensor.asnumpy()
    message = "Failed calling Sin with \"Sin()(input=<class 'numpy.ndarray'>)\"."
    with pytest.raises(TypeError, match=re.escape(message)):
        ops.sin(array)


@mutant("[1.0, 2.0]", "[1.0, 2.5]")
@mutant("(tensor * 3).tolist()", "list((tensor * 3).asnumpy())")
def numbers_and_lists_of_python_go_in_and_out():
    tensor = ms.Tensor([1.0, 2.0])
    values = (tensor * 3).tolist()

    # Proof: the result is a list of Python numbers.
    assert values == [3.0, 6.0]
    assert type(values[0]) is float


@mutant("ms.from_numpy(array)", "ms.Tensor(array)")
@mutant("ms.Tensor(array)", "ms.from_numpy(array)")
def from_numpy_shares_the_memory_and_tensor_copies():
    array = np.zeros(2, np.float32)
    shared = ms.from_numpy(array)
    copied = ms.Tensor(array)
    array[0] = 7.0

    assert shared.asnumpy().tolist() == [7.0, 0.0]
    assert copied.asnumpy().tolist() == [0.0, 0.0]


@mutant("array = total.asnumpy()", "array = total.asnumpy().copy()")
def asnumpy_shares_the_memory():
    tensor = ms.Tensor([1.0, 2.0])
    total = tensor + tensor
    array = total.asnumpy()
    array[0] = 7.0

    assert total.asnumpy().tolist() == [7.0, 4.0]


@mutant("dlpack.from_dlpack(dlpack.to_dlpack(tensor))", "tensor + tensor")
@mutant("dlpack.to_dlpack(self.tensor)", "dlpack.to_dlpack(self.tensor + self.tensor)")
def dlpack_shares_the_memory():
    tensor = ms.Tensor([1.0, 2.0])
    twin = dlpack.from_dlpack(dlpack.to_dlpack(tensor))
    print(twin)  # [1. 2.]

    # Proof: another library, here NumPy, sees the same memory through such a capsule.
    class Capsule:
        tensor = tensor

        def __dlpack__(self, **_):
            return dlpack.to_dlpack(self.tensor)

        def __dlpack_device__(self):
            return 1, 0

    array = np.from_dlpack(Capsule())
    tensor.asnumpy()[0] = 7.0
    assert twin.asnumpy().tolist() == [7.0, 2.0]
    assert array.tolist() == [7.0, 2.0]
