"""Checks of the claims of the entry `unsupported-data-type`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("ms.bfloat16", "ms.float16")
def matmul_rejects_bfloat16_on_a_cpu():
    x = ms.Tensor(np.ones((2, 2)), ms.float16)
    assert ops.matmul(x, x).dtype == ms.float16

    y = ms.Tensor(np.ones((2, 2)), ms.bfloat16)
    with pytest.raises(TypeError, match="Unsupported data type!"):
        print(ops.matmul(y, y).dtype)
    with pytest.raises(TypeError, match="Unsupported data type!"):
        print(ops.softmax(y).dtype)


@mutant("ops.cumsum(mask, 0)\n", "ops.logical_not(mask)\n")
def a_bool_tensor_is_cast():
    mask = ms.Tensor([True, False, True])
    print(ops.cumsum(mask.astype(ms.int32), 0))

    # Proof: without the cast, it fails.
    with pytest.raises(TypeError, match="must be a type of"):
        ops.cumsum(mask, 0)


@mutant("ms.int32", "ms.float32")
def gelu_rejects_integers():
    with pytest.raises(TypeError, match="For gelu, the input dtype must be"):
        ops.gelu(ms.Tensor([1, 2], ms.int32))


@mutant("ms.float32", "ms.float16")
def matmul_rejects_mixed_types():
    x = ms.Tensor(np.ones((2, 2)), ms.float16)
    y = ms.Tensor(np.ones((2, 2)), ms.float32)
    with pytest.raises(TypeError, match="should be same as"):
        print(ops.matmul(x, y).dtype)


@mutant("p.set_dtype(ms.float32)", "print(p.dtype)")
def a_bfloat16_network_becomes_float32():
    net = nn.Dense(3, 2, dtype=ms.bfloat16)  # your network

    for p in net.get_parameters():
        if p.dtype == ms.bfloat16:
            p.set_dtype(ms.float32)
    print(net(ms.Tensor(np.ones((1, 3)), ms.float32)).dtype)

    # Proof: all parameters are float32.
    assert {p.dtype for p in net.get_parameters()} == {ms.float32}


@mutant("nn.Dense(3, 2)", "nn.Dense(3, 2, dtype=ms.bfloat16)")
def a_float32_network_converts_bfloat16_weights():
    ms.save_checkpoint(nn.Dense(3, 2, dtype=ms.bfloat16), "bfloat16.ckpt")
    net = nn.Dense(3, 2)
    assert ms.load_param_into_net(net, ms.load_checkpoint("bfloat16.ckpt")) == ([], [])
    assert net.weight.dtype == ms.float32
    assert net(ms.Tensor(np.ones((1, 3)), ms.float32)).asnumpy().shape == (1, 2)
