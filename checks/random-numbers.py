"""Checks of the claims of the entry `random-numbers`."""

import random

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, ops

from checks import mutant


@mutant("ms.set_seed(1)  # again", "ms.set_seed(2)")
def a_seed_repeats_the_numbers():
    ms.set_seed(1)
    first = ops.randn(2, 3)
    ms.set_seed(1)  # again
    second = ops.randn(2, 3)
    print(first.shape, np.array_equal(first.asnumpy(), second.asnumpy()))

    # Proof: the numbers are the same.
    assert np.array_equal(first.asnumpy(), second.asnumpy())


@mutant("ops.randint(0, 10, (2, 3))", "ops.randint(10, 20, (2, 3))")
def the_functions_run_on_a_cpu():
    x = ops.rand(2, 3)
    assert x.asnumpy().min() >= 0
    assert x.asnumpy().max() < 1
    assert ops.rand_like(x).shape == ops.randn_like(x).shape == (2, 3)
    assert abs(ops.normal((1000,), 5.0, 0.1).asnumpy().mean() - 5) < 0.1
    assert ops.randint(0, 10, (2, 3)).asnumpy().max() < 10
    assert sorted(ops.randperm(4).tolist()) == [0, 1, 2, 3]
    assert ops.multinomial(ms.Tensor([0.0, 1.0]), 3, replacement=True).tolist() == [1, 1, 1]


@mutant("ms.set_seed(1)  # again", "ms.set_seed(2)")
def numpy_is_seeded_too():
    ms.set_seed(1)
    first = np.random.rand(), random.random()
    ms.set_seed(1)  # again
    second = np.random.rand(), random.random()
    assert first == second


@mutant("print(mint.rand(2))", "print(mint.abs(ms.Tensor([1.0])))")
def mint_does_not_run_on_a_cpu():
    with pytest.raises(
        RuntimeError, match=r"Inplace(Uniform|Normal)|Not found op|The kernel Randn unregistered"
    ):
        print(mint.rand(2))
    with pytest.raises(
        RuntimeError, match=r"Inplace(Uniform|Normal)|Not found op|The kernel Randn unregistered"
    ):
        print(mint.randn(2))
    with pytest.raises(
        RuntimeError, match=r"Inplace(Uniform|Normal)|Not found op|The kernel Randn unregistered"
    ):
        print(ms.Tensor([1.0, 2.0]).normal_())


@mutant("ops.argsort(ops.rand(20))", "ops.randperm(20)")
def a_random_order_follows_the_seed():
    fixed = [ops.randperm(20).tolist()]
    orders = []
    for seed in (1, 1, 2):
        ms.set_seed(seed)
        fixed.append(ops.randperm(20).tolist())
        orders.append([ops.argsort(ops.rand(20)).tolist() for _ in range(2)])
    assert fixed == [fixed[0]] * 4
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert orders[0][0] != orders[0][1]
    assert sorted(orders[0][0]) == list(range(20))
    assert ops.randperm(20, seed=-1).tolist() != ops.randperm(20, seed=-1).tolist()


@mutant("return ops.rand(4)", "return ops.ones(4)")
def a_compiled_function_keeps_its_seed():
    def compiled():
        @ms.jit
        def numbers():
            return ops.rand(4)

        return numbers

    ms.set_seed(1)
    function = compiled()
    first = function().tolist()
    ms.set_seed(1)
    assert function().tolist() != first
    ms.set_seed(1)
    assert compiled()().tolist() == first
