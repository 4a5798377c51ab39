"""Checks of the claims of the entry `flash-attention`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops

from checks import mutant


@mutant(
    'ops.flash_attention_score(q, q, q, 2, input_layout="BNSD")',
    "(q * 2)",
)
def the_fused_operator_does_not_run_on_a_cpu():
    ms.set_device("CPU")
    q = ms.Tensor(np.ones((1, 2, 8, 16)), ms.float16)
    # MindSpore 2.10.0 and 2.7.0 report this in different words.
    message = "The kernel FlashAttentionScore unregistered|Not found op .*FlashAttentionScore"
    with pytest.raises(RuntimeError, match=message):
        ops.flash_attention_score(q, q, q, 2, input_layout="BNSD").asnumpy()


@mutant("axis=-1", "axis=0")
def attention_without_the_fused_operator():
    def attention(q, k, v, hidden=None):
        scores = ops.matmul(q * q.shape[-1] ** -0.5, k.swapaxes(-1, -2))
        if hidden is not None:
            scores = scores.masked_fill(hidden, float("-inf"))
        return ops.matmul(ops.softmax(scores, axis=-1), v)

    q = ms.Tensor(np.random.rand(1, 2, 8, 16), ms.float32) * 2 - 1
    hidden = ms.Tensor(np.triu(np.ones((8, 8)), 1), ms.bool_)
    print(attention(q, q, q, hidden).shape)

    # Proof: NumPy calculates the same.
    x = q.asnumpy()
    for mask in (None, hidden):
        weights = np.exp(x @ x.swapaxes(-1, -2) / 4)
        weights = weights if mask is None else weights * ~mask.asnumpy()
        weights /= weights.sum(-1, keepdims=True)
        assert np.allclose(attention(q, q, q, mask).asnumpy(), weights @ x, atol=1e-4)


@mutant("flash_attention_score.__doc__", "softmax.__doc__")
def the_reference_describes_the_fused_operator():
    documented = " ".join(ops.flash_attention_score.__doc__.split())
    _, _, platforms = documented.partition("Supported Platforms: ")
    assert platforms.startswith("``Ascend`` Examples:")
    assert "The supported dtype is float16 and bfloat16" in documented
    assert "1/True indicates discard" in documented
