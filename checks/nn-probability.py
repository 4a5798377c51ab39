"""Checks of the claims of the entry `nn-probability`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.nn.probability import distribution

from checks import mutant


@mutant("normal.sample((4,), mean, sd)", "normal.sample((4,), ms.Tensor(0.5), sd)")
def the_gradient_passes_through_sample():
    normal = distribution.Normal(dtype=ms.float32)

    def loss(mean, sd):
        return normal.sample((4,), mean, sd).sum()

    gradients = ms.grad(loss, grad_position=(0, 1))(ms.Tensor(0.5), ms.Tensor(2.0))
    print(gradients[0])

    # Proof: each sample passes 1 to the mean, and its noise to the standard deviation.
    assert gradients[0].asnumpy() == 4
    assert gradients[1].asnumpy() != 0


@mutant("Normal(0.0, 1.0", "Normal(0.0, 2.0")
def log_prob_is_the_log_density():
    x = ms.Tensor([0.0, 1.0], ms.float32)
    logs = distribution.Normal(0.0, 1.0, dtype=ms.float32).log_prob(x)
    expected = -0.5 * np.array([0.0, 1.0]) - 0.5 * np.log(2 * np.pi)
    assert np.allclose(logs.asnumpy(), expected, atol=1e-5)


class _Likelihood(nn.Cell):
    """The density of a normal distribution with the given mean."""

    def __init__(self, mean):
        super().__init__()
        self.normal = distribution.Normal(mean, 1.0, dtype=ms.float32)

    def construct(self, x):
        return self.normal.log_prob(x).sum()


@mutant("_Likelihood(ms.Parameter(ms.Tensor([0.5])))", "_Likelihood(0.5)")
def a_parameter_in_the_constructor_is_trained():
    assert not _Likelihood(0.5).trainable_params()
    net = _Likelihood(ms.Parameter(ms.Tensor([0.5])))
    parameters = net.trainable_params()
    assert len(parameters) == 1
    (gradient,) = ms.grad(net, None, parameters)(ms.Tensor([1.0]))
    assert np.allclose(gradient.asnumpy(), [0.5], atol=1e-5)


@mutant("distribution.Gamma([3.0], [4.0])", "distribution.Normal([3.0], [4.0])")
@mutant("distribution.Laplace([0.0], [1.0])", "distribution.Gumbel([0.0], [1.0])")
def some_distributions_do_not_sample_on_a_cpu():
    kinds = (
        distribution.Gamma([3.0], [4.0]),
        distribution.Beta([2.0], [3.0]),
        distribution.Poisson([1.0]),
    )
    for kind in kinds:
        with pytest.raises(RuntimeError, match=r"Unsupported op \[(Gamma|Poisson)\] on CPU"):
            kind.sample((2,)).asnumpy()
    with pytest.raises(TypeError, match="Input concentration can't be scalar"):
        distribution.Gamma(2.0, 1.0)
    with pytest.raises(TypeError, match="Input rate can't be scalar"):
        distribution.Poisson(1.0)
    for kind in (
        distribution.Laplace([0.0], [1.0]),
        distribution.HalfNormal([0.0], [1.0]),
        distribution.StudentT([3.0], [0.0], [1.0]),
    ):
        with pytest.raises(NotImplementedError, match="sample is not implemented for"):
            kind.sample((2,))
        assert kind.log_prob(ms.Tensor([1.0])).shape == (1,)
    assert distribution.Gamma([1.0], [1.0]).log_prob(ms.Tensor([1.0])).shape == (1,)


@mutant("distribution.Normal([0.0], [1.0])", "distribution.Gamma([0.5], [1.0])")
def most_distributions_sample_on_a_cpu():
    kinds = [
        distribution.Normal([0.0], [1.0]),
        distribution.Uniform([0.0], [1.0]),
        distribution.Exponential([1.0]),
        distribution.Bernoulli([0.5]),
        distribution.Geometric([0.5]),
        distribution.Gumbel([0.0], [1.0]),
        distribution.Logistic([0.0], [1.0]),
        distribution.LogNormal([0.0], [1.0]),
        distribution.Cauchy([0.0], [1.0]),
    ]
    for kind in kinds:
        assert kind.sample((2,)).asnumpy().shape == (2, 1)
    assert distribution.Categorical([0.5, 0.5]).sample((2,)).asnumpy().shape == (2,)


@mutant("(ms.Tensor([1000]), shape) / 2", "(ms.Tensor([1000]), shape) * 2")
def the_operators_sample_on_a_cpu():
    ms.set_seed(1)
    shape = ms.Tensor([3.0])
    assert np.isclose((ops.random_gamma(ms.Tensor([1000]), shape) / 2).mean().item(), 1.5, atol=0.2)
    counts = ops.random_poisson(ms.Tensor([1000]), shape, dtype=ms.float32)
    assert np.isclose(counts.mean().item(), 3.0, atol=0.4)
    assert ops.laplace((3,), ms.Tensor(0.0), ms.Tensor(1.0)).shape == (3,)
    for sample in (ops.random_gamma, ops.random_poisson):
        with pytest.raises(RuntimeError, match="bprop not defined"):
            ms.grad(lambda x, sample=sample: sample(ms.Tensor([3]), x).astype(ms.float32).sum())(
                shape
            )
