"""Checks of the claims of the entry `discontinued-products`."""

from mindspore.nn.probability import distribution

from checks import mutant


@mutant("Normal(0.0, 1.0", "Normal(3.0, 1.0")
def probability_still_exists():
    normal = distribution.Normal(0.0, 1.0)
    assert normal.mean().asnumpy() == 0
