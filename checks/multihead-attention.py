"""Checks of the claims of the entry `multihead-attention`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


@mutant("np.triu(np.ones((3, 3), bool), 1)", "np.zeros((3, 3), bool)")
def masks_hide_steps():
    attention = nn.MultiheadAttention(embed_dim=8, num_heads=2, batch_first=True)
    x = ms.Tensor(np.ones((2, 3, 8), np.float32))
    later = ms.Tensor(np.triu(np.ones((3, 3), bool), 1))
    out, weights = attention(x, x, x, attn_mask=later)
    print(out.shape)
    print(weights[0].asnumpy().round(2))

    # Proof: later steps have the weight 0.
    assert not np.triu(weights[0].asnumpy(), 1).any()


@mutant("[False, False, True]", "[False, False, False]")
def padding_is_hidden():
    attention = nn.MultiheadAttention(8, 2, batch_first=True)
    x = ms.Tensor(np.ones((1, 3, 8), np.float32))
    padding = ms.Tensor(np.array([[False, False, True]]))
    _, weights = attention(x, x, x, key_padding_mask=padding)
    assert np.allclose(weights.asnumpy()[0], [[0.5, 0.5, 0]] * 3)
    assert len(attention(x, x, x, need_weights=False)) == 1


@mutant("nn.MultiheadAttention(8, 3)", "nn.MultiheadAttention(9, 3)")
def wrong_masks_raise_errors():
    with pytest.raises(ValueError, match="'embed_dim' must be divisible by 'num_heads'"):
        nn.MultiheadAttention(8, 3)
    attention = nn.MultiheadAttention(8, 2, batch_first=True)
    x = ms.Tensor(np.ones((2, 5, 8), np.float32))
    with pytest.raises(ValueError, match=r"should be \(5, 5\), but got \(5, 4\)"):
        attention(x, x, x, attn_mask=ms.Tensor(np.ones((5, 4), bool)))
    with pytest.raises(ValueError, match=r"should be \(2, 5\), but got \(5, 2\)"):
        attention(x, x, x, key_padding_mask=ms.Tensor(np.ones((5, 2), bool)))
    with pytest.raises(ValueError, match="only bool and floating types of key_padding_mask"):
        attention(x, x, x, key_padding_mask=ms.Tensor(np.ones((2, 5), np.int32)))


@mutant("encoder.set_train()", "encoder.set_train(False)")
def encoder_layers_start_alike():
    layer = nn.TransformerEncoderLayer(8, 2, dim_feedforward=16, batch_first=True)
    encoder = nn.TransformerEncoder(layer, 2)
    first, second = (item.self_attn.in_proj_weight.asnumpy() for item in encoder.layers)
    assert np.array_equal(first, second)
    x = ms.Tensor(np.ones((2, 5, 8), np.float32))
    assert np.array_equal(encoder(x).asnumpy(), encoder(x).asnumpy())
    encoder.set_train()
    assert not np.array_equal(encoder(x).asnumpy(), encoder(x).asnumpy())


@mutant("np.ones((2, 3), bool)", "np.zeros((2, 3), bool)")
def hiding_all_keys_gives_no_weights():
    attention = nn.MultiheadAttention(8, 2, batch_first=True)
    x = ms.Tensor(np.ones((2, 3, 8), np.float32))
    _, weights = attention(x, x, x, key_padding_mask=ms.Tensor(np.ones((2, 3), bool)))
    assert not np.allclose(weights.asnumpy().sum(axis=2), 1)
