"""Checks of the claims of the entry `numpy-2`."""

import importlib.metadata

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from packaging.requirements import Requirement

from checks import mutant, needs


@mutant('"2.0.0"', '"1.24.0"')
def the_package_allows_numpy_2():
    demands = map(Requirement, importlib.metadata.requires("mindspore"))
    allowed = [demand.specifier for demand in demands if demand.name == "numpy"]
    assert all("2.0.0" in versions for versions in allowed)
    assert allowed


@needs("numpy>=2")
@mutant("tensor + 1\n", "tensor + tensor\n")
def the_first_operation_with_a_number_fails():
    tensor = ms.Tensor([1.0, 2.0])
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        tensor + 1

    # Only the first use of a Python number fails.
    assert (tensor + 1).asnumpy().tolist() == [2.0, 3.0]


@needs("numpy>=2")
@mutant("layer(tensor)", "nn.ReLU()(tensor)")
def the_first_dense_call_on_one_dimension_fails():
    layer = nn.Dense(2, 3)
    tensor = ms.Tensor([1.0, 2.0])
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        layer(tensor)


@needs("numpy>=2")
@mutant("tensor.reshape(1, 2)", "tensor.sum()")
def the_first_reshape_fails():
    tensor = ms.Tensor([1.0, 2.0])
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        tensor.reshape(1, 2)


@needs("numpy>=2")
@mutant("tensor * 2", "tensor + 2")
@mutant("np.ones((1, 2))", "np.ones(2)")
def other_first_operations_succeed():
    batch, tensor = ms.Tensor(np.ones((1, 2)), ms.float32), ms.Tensor([1.0, 2.0])
    failed = []
    for operation in (lambda: nn.Dense(2, 3)(batch), lambda: tensor * 2):
        try:
            operation()
        except SystemError as error:
            failed.append(error)
    assert not failed


@needs("numpy>=2")
@mutant("tensor * 2", "tensor")
def one_operation_first_saves_the_others():
    tensor = ms.Tensor([1.0, 2.0])
    tensor * 2
    try:
        values = (tensor + 1).tolist()
    except SystemError:
        values = None
    assert values == [2.0, 3.0]


@needs("numpy>=2")
@mutant("ms.bfloat16", "ms.float16")
@mutant("tensor.float()", "tensor")
def bfloat16_is_converted_first():
    tensor = ms.Tensor([1.0, 2.0], ms.bfloat16)
    with pytest.raises(TypeError, match="The Numpy bfloat16 data type is not supported now"):
        tensor.asnumpy()
    assert tensor.float().asnumpy().tolist() == [1.0, 2.0]


@needs("numpy>=2")
@mutant("[1, 2]", "np.ones((2, 1))")
@mutant('["a", "b"]', "np.ones((2, 1))")
@mutant("np.arange(2)", "np.ones((2, 1))")
def a_dataset_of_numbers_or_strings_fails():
    for values in ([1, 2], ["a", "b"], np.arange(2)):
        for kind in (ds.GeneratorDataset, ds.NumpySlicesDataset):
            dataset = kind(values, ["value"], shuffle=False)
            with pytest.raises(RuntimeError, match="Unable to avoid copy while creating an array"):
                list(dataset.create_dict_iterator(output_numpy=True))


@needs("numpy>=2")
@mutant("np.array(n)", "n")
@mutant("np.array(text)", "text")
def a_dataset_of_arrays_works():
    source = [np.array(n) for n in range(3)]
    dataset = ds.GeneratorDataset(source, ["number"], shuffle=False)
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["number"])

    # Proof: every row has its number, a batch has one dimension, and strings work as well.
    def read(values, kind):
        dataset = kind(values, ["value"], shuffle=False).batch(3)
        try:
            (row,) = dataset.create_dict_iterator(output_numpy=True)
        except RuntimeError:
            return None
        return row["value"].tolist()

    for kind in (ds.GeneratorDataset, ds.NumpySlicesDataset):
        assert read(source, kind) == [0, 1, 2]
        assert read([np.array(text) for text in "abc"], kind) == ["a", "b", "c"]


@needs("numpy<2")
@mutant("tensor + 1", "tensor + None")
@mutant("reshape(1, 2)", "reshape(2, 1)")
@mutant("kind(values, ", "kind([0, *values], ")
def all_work_with_numpy_1():
    tensor = ms.Tensor([1.0, 2.0])
    assert (tensor + 1).asnumpy().tolist() == [2.0, 3.0]
    assert tensor.reshape(1, 2).shape == (1, 2)
    assert nn.Dense(2, 3)(tensor).shape == (3,)
    assert ms.Tensor([1.0, 2.0], ms.bfloat16).asnumpy().astype(np.float32).tolist() == [1.0, 2.0]

    for values in ([1, 2], ["a", "b"], np.arange(2)):
        for kind in (ds.GeneratorDataset, ds.NumpySlicesDataset):
            dataset = kind(values, ["value"], shuffle=False)
            rows = dataset.create_dict_iterator(output_numpy=True)
            assert [row["value"].item() for row in rows] == list(values)


@needs("numpy>=2")
@mutant("tensor * tensor", "tensor + tensor")
def the_first_product_of_two_tensors_fails():
    tensor = ms.Tensor([1.0, 2.0])
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        tensor * tensor


@needs("numpy>=2")
@mutant("tensor * 2.0", "tensor * 2")
def the_first_product_with_a_float_fails():
    tensor = ms.Tensor([1.0, 2.0])
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        tensor * 2.0


@needs("numpy>=2")
@mutant("tensor.sum()", "tensor * 2")
def an_earlier_sum_does_not_prevent_the_error():
    tensor = ms.Tensor([1.0, 2.0])
    tensor.sum()
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        tensor + 1
