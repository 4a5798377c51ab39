"""Checks of the claims of the entry `mixed-precision`."""

import mindspore as ms
import numpy as np
from mindspore import amp, nn

from checks import mutant


@mutant('"O2"', '"O0"')
def layers_compute_in_float16():
    seen = []

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.fc = nn.Dense(4, 4)

        def construct(self, x):
            y = self.fc(x)
            seen.append(y.dtype)
            return y

    net = amp.auto_mixed_precision(Net(), "O2")
    output = net(ms.Tensor(np.ones((2, 4)), ms.float32))
    assert seen == [ms.float16]
    assert output.dtype == ms.float32
    assert {parameter.dtype for parameter in net.get_parameters()} == {ms.float32}


@mutant("if finite:", "if not finite:")
def a_step_with_mixed_precision():
    net = amp.auto_mixed_precision(nn.Dense(4, 1), "O2")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    scaler = amp.DynamicLossScaler(scale_value=1024, scale_factor=2, scale_window=1000)
    step = ms.value_and_grad(lambda x: scaler.scale(net(x).mean()), None, optimizer.parameters)

    before = [parameter.asnumpy().copy() for parameter in optimizer.parameters]
    loss, gradients = step(ms.Tensor(np.ones((2, 4)), ms.float32))
    finite = amp.all_finite(gradients)
    if finite:
        optimizer(scaler.unscale(gradients))
    scaler.adjust(finite)
    print("finite:", finite, "loss:", scaler.unscale(loss).dtype)

    # Proof: the weights and the bias have moved by the learning rate.
    after = [parameter.asnumpy() for parameter in optimizer.parameters]
    for old, new in zip(before, after, strict=True):
        assert np.allclose(old - new, 0.1, atol=1e-3)


@mutant('float("inf")', "1.0")
def an_overflow_lowers_the_scale():
    scaler = amp.DynamicLossScaler(scale_value=1024, scale_factor=2, scale_window=1000)
    scaler.adjust(amp.all_finite([ms.Tensor([float("inf")])]))
    assert scaler.scale_value.asnumpy() == 512
