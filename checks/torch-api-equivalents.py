"""Checks of the claims of the entry `torch-api-equivalents`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.common.initializer import XavierUniform, initializer

from checks import mutant, needs


@mutant("dims=(-1,)", "dims=(0,)")
def some_calls_need_other_arguments():
    x = ms.Tensor([[1.0, -4.0], [-3.0, 2.0]])
    y = x * 2
    print(ops.maximum(x, y).asnumpy().tolist())  # torch.max(x, y)
    print(ops.flip(x, (-1,)).asnumpy().tolist())  # x.flip(-1)
    print(ops.full((2,), 7, dtype=x.dtype).asnumpy())  # x.new_full((2,), 7)
    print(f"{x.mean().item():.3f}")  # f"{x.mean():.3f}"

    # Proof: the values are right.
    assert np.array_equal(ops.maximum(x, y).asnumpy(), [[2, -4], [-3, 4]])
    assert np.array_equal(ops.flip(x, dims=(-1,)).asnumpy(), [[-4, 1], [2, -3]])
    assert np.array_equal(ops.full((2,), 7, dtype=x.dtype).asnumpy(), [7, 7])
    assert x.mean().item() == -1


@mutant("x.clone()", "x.copy()")
def clone_is_called_copy_on_a_cpu():
    x = ms.Tensor([1.0, 2.0]) * 2
    assert x.copy().asnumpy().tolist() == [2, 4]
    with pytest.raises(RuntimeError, match="The kernel Clone unregistered"):
        x.clone().asnumpy()


@mutant("ms.Tensor([3.0, 4.0])", "ms.Tensor([3.0, 5.0])")
def new_full_runs_on_ascend_only():
    x = ms.Tensor([1.0, 2.0])
    with pytest.raises(NotImplementedError, match="new_full method support Ascend only"):
        x.new_full((2,), 7)
    x.copy_(ms.Tensor([3.0, 4.0]))
    assert x.asnumpy().tolist() == [3, 4]


@mutant('("add_", 6)', '("copy_", 4)')
def arithmetic_in_place_changes_nothing_on_a_cpu():
    for name, result in (("add_", 6), ("sub_", -2), ("mul_", 8), ("div_", 0.5)):
        x = ms.Tensor([2.0])
        assert getattr(x, name)(ms.Tensor([4.0])).tolist() == [result]
        assert x.tolist() == [2.0]
    parameter = ms.Parameter(ms.Tensor([2.0]))
    ops.assign(parameter, parameter + ms.Tensor([4.0]))
    assert parameter.asnumpy().tolist() == [6.0]


@mutant("x, -1)", "x, (-1,))")
def flip_rejects_an_integer():
    x = ms.Tensor(np.ones((2, 2), np.float32)) * 2
    with pytest.raises(TypeError, match="Failed calling ReverseV2 with"):
        ops.flip(x, -1)


@needs("numpy>=2")
@mutant("ops.flip(x, (-1,))", "ops.maximum(x, x)")
def the_first_flip_fails_with_numpy_2():
    x = ms.Tensor(np.ones((2, 2), np.float32))
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        ops.flip(x, (-1,))


@needs("numpy>=2")
@mutant('ops.interpolate(image, size=(8, 8), mode="bilinear")', "ops.square(image)")
def the_first_interpolation_fails_with_numpy_2():
    image = ms.Tensor(np.ones((1, 3, 4, 4), np.float32))
    with pytest.raises(SystemError, match="returned a result with an exception set"):
        ops.interpolate(image, size=(8, 8), mode="bilinear")


@mutant("ops.max(x, x)", "ops.maximum(x, x)")
def max_of_two_tensors_raises_an_error():
    x = ms.Tensor(np.ones((2, 2), np.float32))
    with pytest.raises(TypeError, match="For 'max', 'axis' must be int"):
        ops.max(x, x)


@mutant('f"{x:.3f}"', 'f"{x.item():.3f}"')
def a_tensor_has_no_format():
    x = ms.Tensor(1.5)
    with pytest.raises(TypeError, match="unsupported format string passed to Tensor"):
        f"{x:.3f}"
    assert f"{x.item():.3f}" == "1.500"


@mutant('scale_factor=2.0, mode="bilinear")', 'size=(8, 8), mode="bilinear")')
def bilinear_scaling_needs_one_more_argument():
    image = ms.Tensor(np.ones((1, 3, 4, 4), np.float32)) * 2
    with pytest.raises(TypeError, match="the 'scale_factor' must be float"):
        ops.interpolate(image, scale_factor=2, mode="bilinear")
    with pytest.raises(ValueError, match="option cannot currently be set with the mode = bilinear"):
        ops.interpolate(image, scale_factor=2.0, mode="bilinear")
    assert ops.interpolate(image, size=(8, 8), mode="bilinear").shape == (1, 3, 8, 8)
    larger = ops.interpolate(image, scale_factor=2.0, mode="bilinear", recompute_scale_factor=True)
    assert larger.shape == (1, 3, 8, 8)


@mutant('hasattr(nn, "ModuleDict")', 'hasattr(nn, "CellDict")')
def names_differ():
    assert not hasattr(nn, "ModuleDict")
    assert not hasattr(nn, "ModuleList")
    heads = nn.CellDict({"a": nn.Dense(1, 2), "b": nn.Dense(1, 3)})
    assert isinstance(heads["b"], nn.Dense)
    x = ms.Tensor(np.ones((2, 3), np.float32))
    assert not hasattr(x, "detach")
    assert not hasattr(x, "cuda")
    assert x.size == 6
    with pytest.raises(TypeError, match="'int' object is not callable"):
        x.size(0)
    assert hasattr(nn.probability.distribution, "Categorical")


@mutant("fn(ms.Tensor([1.0, 10.0]))", "fn(ms.Tensor([1.0, 1.0]))")
def gradients_can_be_computed_twice():
    x = ms.Tensor([1.0, 2.0])
    _, fn = ms.vjp(ops.square, x)
    assert [float(v) for v in fn(ms.Tensor([1.0, 1.0]))[0]] == [2, 4]
    assert [float(v) for v in fn(ms.Tensor([1.0, 10.0]))[0]] == [2, 40]


@mutant("XavierUniform()", '"zeros"')
def weights_are_set_with_set_data():
    layer = nn.Dense(3, 4, weight_init="zeros")
    weight = layer.weight
    weight.set_data(initializer(XavierUniform(), weight.shape, weight.dtype))
    assert np.abs(weight.asnumpy()).max() > 0
