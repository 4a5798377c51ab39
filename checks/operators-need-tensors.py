"""Checks of the claims of the entry `operators-need-tensors`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant("1.0, [1.0], np", "ms.Tensor(1.0), [1.0], np")
def a_number_is_wrapped_in_a_tensor():
    try:
        ops.relu(2.0)
    except TypeError as error:
        print(str(error).splitlines()[0])
    print(ops.relu(ms.Tensor(2.0)))

    # Proof: numbers, lists and arrays raise an error.
    for value in (1.0, [1.0], np.array([1.0])):
        with pytest.raises(TypeError, match="Failed calling ReLU with"):
            ops.relu(value)


@mutant("np.array([1.0])", "x")
def a_jitted_function_calls_it_external():
    @ms.jit
    def shifted(x):
        return ops.add(x, np.array([1.0]))

    with pytest.raises(TypeError, match='Failed calling Add with "other=External"'):
        shifted(ms.Tensor([1.0]))


@mutant("ms.uint16", "ms.int16")
def some_pairs_are_not_converted():
    integers = ms.Tensor([1], ms.int32)
    assert (integers + ms.Tensor([1.0], ms.float32)).dtype == ms.float32
    with pytest.raises(TypeError, match="Type implicit conversion between"):
        (integers + ms.Tensor([1], ms.uint16)).asnumpy()


@mutant("ops.zeros(4 / 2)", "ops.zeros(4 // 2)")
def a_size_is_an_integer():
    with pytest.raises(TypeError, match=r'Failed calling Zeros with "Zeros\(\)\(size=float'):
        ops.zeros(4 / 2)
    assert ops.zeros(2).shape == (2,)


@mutant("np.float64(1.0)", "np.float32(1.0)")
@mutant("ms.Tensor(1.0)", "ms.Tensor(np.float16(1.0))")
def python_numbers_have_a_default_dtype():
    assert ms.Tensor(1.0).dtype == ms.float32
    assert ms.Tensor(1).dtype == ms.int64
    assert ms.Tensor(np.float64(1.0)).dtype == ms.float64


@mutant("return (factor * x)", "return (ms.Tensor(factor) * x)")
def numpy_on_the_left_has_no_gradient():
    x = ms.Tensor([1.0, 2.0])
    for factor in (np.array([3.0, 3.0], np.float32), np.float32(3)):

        def total(x, factor=factor):
            return (factor * x).sum()

        assert isinstance(factor * x, np.ndarray)
        assert ms.grad(total)(x).tolist() == [0, 0]
    assert (x == np.array([1.0, 2.0], np.float32)) is False


@mutant("x + np.array([1.0, 2.0])", "x + 2")
def numbers_fit_beside_a_tensor():
    x = ms.Tensor([1.0, 2.0])
    assert (x + 2).asnumpy().tolist() == [3, 4]
    assert ops.maximum(x, 1.5).asnumpy().tolist() == [1.5, 2]
    with pytest.raises(TypeError, match="Failed calling Add with"):
        x + np.array([1.0, 2.0])
