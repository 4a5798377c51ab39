"""Checks of the claims of the entry `lstm-sequence-length`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("ms.Tensor([5, 3], ms.int32)", "ms.Tensor([5, 5], ms.int32)")
def lengths_stop_the_recurrence():
    lstm = nn.LSTM(input_size=4, hidden_size=8, batch_first=True)
    x = ms.Tensor(np.ones((2, 5, 4), np.float32))  # two padded sequences
    lengths = ms.Tensor([5, 3], ms.int32)
    out, (h, c) = lstm(x, seq_length=lengths)
    print(out.shape, h.shape, c.shape)
    print(np.abs(out.asnumpy()[1]).sum(axis=1) > 0)

    # Proof: nothing follows step 3, and the state is that of step 3.
    assert not out.asnumpy()[1, 3:].any()
    assert np.allclose(h.asnumpy()[0, 1], out.asnumpy()[1, 2])


@mutant("ms.Tensor([5, 3], ms.int32)", "ms.Tensor([5, 5], ms.int32)")
def gru_returns_one_state():
    gru = nn.GRU(4, 8, batch_first=True)
    x = ms.Tensor(np.ones((2, 5, 4), np.float32))
    out, h = gru(x, seq_length=ms.Tensor([5, 3], ms.int32))
    assert h.shape == (1, 2, 8)
    assert not out.asnumpy()[1, 3:].any()


@mutant("ops.cat((h[-2], h[-1]), axis=1)", "ops.cat((out[:, -1],), axis=1)")
def the_last_states_describe_short_sequences():
    x = ms.Tensor(np.random.default_rng(0).random((2, 5, 4)), ms.float32)
    lengths = ms.Tensor([5, 3], ms.int32)
    lstm = nn.LSTM(4, 8, batch_first=True, bidirectional=True)
    out, (h, _) = lstm(x, seq_length=lengths)
    last = ops.cat((h[-2], h[-1]), axis=1).asnumpy()
    assert not out[:, -1].asnumpy()[1].any()
    assert np.allclose(last[1, :8], out.asnumpy()[1, 2, :8])  # forward: after step 3
    assert np.allclose(last[1, 8:], out.asnumpy()[1, 0, 8:])  # backward: after step 1


@mutant("i, f, g, o = ", "f, i, g, o = ")
@mutant("r * new_state", "new_state")
def weights_have_the_order_of_pytorch():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1, 4, 3)).astype(np.float32)

    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    def last_output(layer):
        """Return the last output of the layer, and that of PyTorch's formula."""
        weights = {name: p.asnumpy().copy() for name, p in layer.parameters_dict().items()}
        h = c = np.zeros((1, 2))
        for step in range(4):
            left = x[:, step] @ weights["weight_ih_l0"].T + weights["bias_ih_l0"]
            right = h @ weights["weight_hh_l0"].T + weights["bias_hh_l0"]
            if isinstance(layer, nn.LSTM):
                i, f, g, o = np.split(left + right, 4, axis=1)
                c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
                h = sigmoid(o) * np.tanh(c)
            else:
                r, z = np.split(sigmoid((left + right)[:, :4]), 2, axis=1)
                new_state = right[:, 4:]
                h = (1 - z) * np.tanh(left[:, 4:] + r * new_state) + z * h
        return layer(ms.Tensor(x))[0].asnumpy()[:, -1], h

    assert np.allclose(*last_output(nn.LSTM(3, 2, batch_first=True)), atol=1e-3)
    assert np.allclose(*last_output(nn.GRU(3, 2, batch_first=True)), atol=1e-3)


@mutant("bidirectional=True", "bidirectional=False")
def two_directions_double_the_sizes():
    lstm = nn.LSTM(4, 8, num_layers=2, bidirectional=True, batch_first=True)
    out, (h, c) = lstm(ms.Tensor(np.ones((2, 5, 4), np.float32)))
    assert out.shape == (2, 5, 16)
    assert h.shape == c.shape == (4, 2, 8)


@mutant("(2, 5, 3)", "(2, 5, 4)")
def wrong_inputs_raise_errors():
    def ones(*shape):
        return ms.Tensor(np.ones(shape, np.float32))

    lstm = nn.LSTM(4, 8, batch_first=True)
    x = ones(2, 5, 4)
    with pytest.raises(AttributeError, match="'list' object has no attribute 'dtype'"):
        lstm(x, seq_length=[5, 3])
    with pytest.raises(TypeError, match="For 'LSTM', the 'hx' must be"):
        lstm(x, ones(1, 2, 8))
    with pytest.raises(ValueError, match=r"For primitive\[LSTM\], the h_shape\[1\] must be equal"):
        lstm(x, (ones(2, 1, 8), ones(2, 1, 8)))
    with pytest.raises(ValueError, match=r"For primitive\[LSTM\], the x_shape\[2\] must be equal"):
        lstm(ms.Tensor(np.ones((2, 5, 3), np.float32)))
    with pytest.raises(ValueError, match="size of perm should equal to rank of x"):
        lstm(ones(5, 4))
