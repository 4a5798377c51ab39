"""Checks of the claims of the entry `find-overflow-on-ascend`."""

import mindspore as ms
import numpy as np
from mindspore import amp, nn

from checks import mutant


@mutant("head.to_float(ms.float32)", "head.to_float(ms.float16)")
def one_layer_computes_in_float32():
    body, head = nn.Dense(4, 4, "ones", "zeros"), nn.Dense(4, 1, "ones", "zeros")
    net = amp.auto_mixed_precision(nn.SequentialCell(body, head), "O2")
    x = ms.Tensor(np.full((1, 4), 8000, np.float32))
    print(net(x))  # 128000 doesn't fit in float16

    head.to_float(ms.float32)  # after the conversion
    print(net(x))

    # Proof: the layer in float32 gives a finite result, and the network is a wrapper.
    assert type(net).__name__ == "_OutputTo32"
    assert not hasattr(net, "__getitem__")
    assert float(net(x)) == 128000


@mutant('amp.auto_mixed_precision(net, "O2")', "net")
def the_conversion_undoes_an_earlier_choice():
    body, head = nn.Dense(4, 4, "ones", "zeros"), nn.Dense(4, 1, "ones", "zeros")
    head.to_float(ms.float32)
    net = nn.SequentialCell(body, head)
    converted = amp.auto_mixed_precision(net, "O2")
    assert np.isinf(converted(ms.Tensor(np.full((1, 4), 8000, np.float32))).asnumpy()).all()


@mutant("ms.Tensor(False)", "ms.Tensor(True)")
def the_scale_falls_to_one():
    scaler = amp.DynamicLossScaler(scale_value=2**16, scale_factor=2, scale_window=1000)
    for _ in range(20):
        scaler.adjust(ms.Tensor(False))
    assert float(scaler.scale_value.asnumpy()) == 1
