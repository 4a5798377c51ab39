"""Checks of the claims of the entry `conv2d-padding-error`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn

from checks import mutant


@mutant("layer(1, 1, 3, padding=1)", 'layer(1, 1, 3, pad_mode="pad", padding=1)')
def padding_needs_the_pad_mode():
    for layer in (nn.Conv2d, nn.Conv1d, nn.Conv2dTranspose):
        with pytest.raises(ValueError, match="the 'pad' must be zero"):
            layer(1, 1, 3, padding=1)
        layer(1, 1, 3, pad_mode="pad", padding=1)


@mutant("padding=(1, 2))", "padding=(1, 2, 1, 2))")
def a_tuple_has_four_numbers():
    image = ms.Tensor(np.ones((1, 1, 4, 4)), ms.float32)
    layer = nn.Conv2d(1, 1, 3, pad_mode="pad", padding=(1, 1, 2, 2))
    assert layer(image).shape == (1, 1, 4, 6)
    with pytest.raises(ValueError, match="the 'pad size' must be int and must = 4"):
        nn.Conv2d(1, 1, 3, pad_mode="pad", padding=(1, 2))


@mutant("stride=2, pad_mode", "stride=1, pad_mode")
def the_same_size_can_have_other_values():
    image = ms.Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
    for options in ({"pad_mode": "same"}, {"pad_mode": "pad", "padding": 1}):
        layer = nn.Conv2d(1, 1, 3, stride=2, weight_init="ones", **options)
        print(layer(image))

    # Proof: the last layer computes what PyTorch computes, the first one doesn't.
    same = nn.Conv2d(1, 1, 3, stride=2, pad_mode="same", weight_init="ones")(image)
    assert same.asnumpy().ravel().tolist() == [45.0, 39.0, 66.0, 50.0]
    assert layer(image).asnumpy().ravel().tolist() == [10.0, 24.0, 51.0, 90.0]


@mutant("mint.nn.Conv2d.__doc__", "mint.nn.ReLU.__doc__")
def mint_names_ascend_only():
    documented = " ".join(mint.nn.Conv2d.__doc__.split())
    _, _, platforms = documented.partition("Supported Platforms: ")
    assert platforms.startswith("``Ascend`` Examples:")


@mutant("padding=(a, b, a, b)", "padding=(b, a, b, a)")
def same_pads_the_odd_one_at_the_end():
    image = ms.Tensor(np.arange(81).reshape(1, 1, 9, 9), ms.float32)
    for kernel, dilation in ((3, 1), (4, 1), (3, 2)):
        total = dilation * (kernel - 1)
        a, b = total // 2, total - total // 2
        options = {"dilation": dilation, "weight_init": "ones"}
        same = nn.Conv2d(1, 1, kernel, **options)(image)
        explicit = nn.Conv2d(1, 1, kernel, pad_mode="pad", padding=(a, b, a, b), **options)(image)
        assert np.allclose(same.asnumpy(), explicit.asnumpy())
