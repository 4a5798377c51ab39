"""Checks of the claims of the entry `stack-types-differ`."""

import mindspore as ms
import pytest
from mindspore import ops

from checks import mutant, needs


@mutant("number = ms.Tensor(0, ms.int32)", "number = ms.Tensor(0, ms.float32)")
def graph_mode_names_the_types():
    loss = ms.Tensor(1.5, ms.float32)
    number = ms.Tensor(0, ms.int32)

    @ms.jit
    def stacked(x, y):
        return ops.stack((x, y))

    @ms.jit
    def with_a_number(x):
        return ops.stack((x, 0.0))

    with pytest.raises(TypeError, match="For Stack, all types should be same, but got"):
        stacked(loss, number)
    with pytest.raises(TypeError, match="For Stack, all types should be same, but got"):
        with_a_number(loss)


@mutant("number = ms.Tensor(0, ms.int32)", "number = ms.Tensor(0, ms.float32)")
def pynative_mode_names_the_input():
    loss = ms.Tensor(1.5, ms.float32)
    number = ms.Tensor(0, ms.int32)
    with pytest.raises(TypeError, match="All input must have the same data type!"):
        ops.stack((loss, number))


@mutant("ops.stack((loss, 0.0))", "ops.stack((loss, ms.Tensor(0.0)))")
def a_python_number_gives_a_null_pointer():
    loss = ms.Tensor(1.5, ms.float32)
    with pytest.raises(RuntimeError, match=r"The pointer\[elementi\] is null"):
        ops.stack((loss, 0.0))


@mutant("ms.Tensor([0], ms.int32)", "ms.Tensor([0], ms.float32)")
def concat_needs_one_dtype():
    loss = ms.Tensor([1.5], ms.float32)
    number = ms.Tensor([0], ms.int32)
    with pytest.raises((TypeError, RuntimeError), match="Concat"):
        ops.concat((loss, number)).asnumpy()


@needs("mindspore>=2.10")
@mutant("@ms.jit\n", "")
def a_compiled_concat_converts_its_inputs():
    @ms.jit
    def joined(x, y):
        return ops.concat((x, y))

    result = joined(ms.Tensor([1.5], ms.float32), ms.Tensor([2], ms.int32))
    assert result.dtype == ms.float32
    assert result.asnumpy().tolist() == [1.5, 2.0]


@mutant("[x.astype(ms.float32) for x in values]", "values")
def inputs_are_cast_before_stacking():
    values = [ms.Tensor([1.5], ms.float32), ms.Tensor([2], ms.int32)]
    same = [x.astype(ms.float32) for x in values]
    print(ops.concat(same), ops.stack(same).shape)

    # Proof: both functions work in both modes.
    def joined(x, y):
        y = y.astype(ms.float32)
        return ops.concat((x, y)), ops.stack((x, y)).reshape(2)

    assert ops.stack(same).shape == (2, 1)
    for function in (joined, ms.jit(joined)):
        for result in function(*values):
            assert result.asnumpy().tolist() == [1.5, 2.0]


@mutant("return ops.cast(number, ms.float32)", "return number")
def a_compiled_function_casts_with_ops_cast():
    def cast(number):
        return ops.cast(number, ms.float32)

    @ms.jit
    def stacked(x, number):
        return ops.stack((x, cast(number), cast(0)))

    result = stacked(ms.Tensor(1.0, ms.float32), ms.Tensor(3, ms.int32))
    assert result.asnumpy().tolist() == [1.0, 3.0, 0.0]
