"""Checks of the claims of the entry `nn-probability`."""

import mindspore as ms
import numpy as np
from mindspore import ops
from mindspore.nn.probability import distribution

from checks import mutant


@mutant("mean + sd * noise", "0 * mean + sd * noise")
def probability_and_reparameterized_sample():
    normal = distribution.Normal(0.0, 1.0, dtype=ms.float32)
    x = ms.Tensor([0.0, 1.0], ms.float32)
    print(normal.log_prob(x))

    def loss(mean, sd):
        noise = ops.standard_normal((4,))
        return (mean + sd * noise).sum()

    gradient = ms.grad(loss, grad_position=(0, 1))(ms.Tensor(0.5), ms.Tensor(2.0))
    print(gradient[0])

    # Proof: the densities are right, and each of the four samples passes 1 to the mean.
    expected = -0.5 * np.array([0.0, 1.0]) - 0.5 * np.log(2 * np.pi)
    assert np.allclose(normal.log_prob(x).asnumpy(), expected, atol=1e-5)
    assert gradient[0].asnumpy() == 4
