"""Checks of the claims of the entry `type-join-failed`."""

import mindspore as ms
import pytest
from mindspore import ops

from checks import mutant


@mutant("half.astype(x.dtype)", "half")
def both_branches_return_the_same_dtype():
    @ms.jit
    def scaled(x, condition):
        if condition > 0:
            half = x.astype(ms.float16)
            y = half.astype(x.dtype)
        else:
            y = x
        return y

    y = scaled(ms.Tensor([1.0]), ms.Tensor(1))
    print(y.dtype)

    # Proof: without the conversion there is an error.
    @ms.jit
    def unequal(x, condition):
        return x.astype(ms.float16) if condition > 0 else x

    assert y.dtype == ms.float32
    with pytest.raises(TypeError, match="Type Join Failed: dtype1 = Float16, dtype2 = Float32"):
        unequal(ms.Tensor([1.0]), ms.Tensor(1))


@mutant("y = ops.zeros_like(x)", "y = 0")
def a_loop_variable_starts_as_a_tensor():
    @ms.jit
    def total(x, n):
        y = ops.zeros_like(x)
        while n > 0:
            y = y + x
            n = n - 1
        return y

    assert total(ms.Tensor([2.0]), ms.Tensor(3)).asnumpy() == 6.0

    @ms.jit
    def from_number(x, n):
        y = 0
        while n > 0:
            y = y + x
            n = n - 1
        return y

    with pytest.raises(TypeError, match="AbstractTensor cannot join with AbstractScalar"):
        from_number(ms.Tensor([2.0]), ms.Tensor(3))


@mutant("return (x, x)", "return x + x")
@mutant("return 1.0", "return x + x")
def tuples_and_numbers_do_not_join_tensors():
    @ms.jit
    def with_tuple(x, condition):
        return (x, x) if condition > 0 else x

    @ms.jit
    def with_number(x, condition):
        return 1.0 if condition > 0 else x

    for function in (with_tuple, with_number):
        with pytest.raises(TypeError, match="Type Join Failed"):
            function(ms.Tensor([1.0]), ms.Tensor(1))


@mutant("return None", "return 1.0")
def none_joins_and_strings_become_numbers():
    @ms.jit
    def maybe(x, condition):
        if condition > 0:
            return x
        return None

    assert maybe(ms.Tensor([1.0]), ms.Tensor(1)).tolist() == [1.0]
    assert maybe(ms.Tensor([1.0]), ms.Tensor(-1)) is None

    @ms.jit
    def name(condition):
        return "positive" if condition > 0 else "negative"

    assert not isinstance(name(ms.Tensor(1)), str)


@mutant("ops.concat((x, x))", "x.astype(ms.float16)")
def different_shapes_compile():
    @ms.jit
    def doubled(x, condition):
        return ops.concat((x, x)) if condition > 0 else x

    assert doubled(ms.Tensor([1.0]), ms.Tensor(1)).shape == (2,)
    assert doubled(ms.Tensor([1.0]), ms.Tensor(-1)).shape == (1,)
