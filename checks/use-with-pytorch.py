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
    print(result)

    # Proof: the result is PyTorch's, and the first step shared the memory.
    assert isinstance(result, torch.Tensor)
    assert result.tolist() == [2.0, 2.0, 2.0]
    weights[0] = 5.0
    assert tensor.asnumpy()[0] == 5.0


@needs("torch")
@mutant(", requires_grad=True", "")
@mutant("torch.bfloat16", "torch.float16")
def some_pytorch_tensors_are_prepared_first():
    trained = torch.ones(2, requires_grad=True)
    with pytest.raises(RuntimeError, match="requires grad"):
        trained.numpy()
    assert ms.from_numpy(trained.detach().numpy()).tolist() == [1, 1]

    half = torch.ones(2, dtype=torch.bfloat16)
    with pytest.raises(TypeError, match="BFloat16"):
        half.numpy()
    assert ms.from_numpy(half.float().numpy()).tolist() == [1, 1]


@needs("torch")
@mutant("ms.Tensor(foreign)", "ms.Tensor(np.asarray(foreign))")
@mutant("[1.0, 2.0]", "[1.0, 2.5]")
def a_pytorch_tensor_becomes_an_array_first():
    foreign = torch.tensor([1.0, 2.0])
    assert ms.Tensor(np.asarray(foreign)).asnumpy().tolist() == [1, 2]
    with pytest.raises(TypeError, match="For 'Tensor', the type of 'input_data' should be one of"):
        ms.Tensor(foreign)


@mutant("ops.sin(array)", "ops.sin(tensor)")
def operators_reject_numpy_arrays():
    tensor = ms.Tensor([1.0, 2.0])
    array = tensor.asnumpy()
    message = "Failed calling Sin with \"Sin()(input=<class 'numpy.ndarray'>)\"."
    with pytest.raises(TypeError, match=re.escape(message)):
        ops.sin(array)


@mutant("[1.0, 2.0]", "[1.0, 2.5]")
@mutant("(tensor * 3).tolist()", "list((tensor * 3).asnumpy())")
def python_numbers_and_lists_convert_both_ways():
    tensor = ms.Tensor([1.0, 2.0])
    values = (tensor * 3).tolist()

    # The result is a list of Python numbers.
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


@needs("torch")
@mutant("dlpack.to_dlpack(tensor)", "dlpack.to_dlpack(tensor + tensor)")
def dlpack_shares_the_memory_with_pytorch():
    tensor = ms.Tensor([1.0, 2.0])
    shared = torch.utils.dlpack.from_dlpack(dlpack.to_dlpack(tensor))
    tensor.asnumpy()[0] = 7.0
    print(shared)

    # Proof: PyTorch sees the new value.
    assert shared.tolist() == [7.0, 2.0]


@mutant("dlpack.to_dlpack.__doc__", "dlpack.__doc__")
def dlpack_is_documented_for_ascend():
    text = " ".join(dlpack.to_dlpack.__doc__.split())
    assert "This is an experimental API" in text
    assert "Supported Platforms: ``Ascend``" in text
    assert "``CPU``" not in text


@mutant("array.T)", "array)")
def from_numpy_copies_a_transposed_array():
    array = np.zeros((2, 3), np.float32)
    tensor = ms.from_numpy(array.T)
    array[0, 0] = 5.0
    assert tensor.asnumpy()[0, 0] == 0.0
