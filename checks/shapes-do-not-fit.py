"""Checks of the claims of the entry `shapes-do-not-fit`."""

import mindspore as ms
import pytest
from mindspore import mint, nn, ops

from checks import mutant


@mutant("ops.ones((2, 4))", "ops.ones((2, 1))")
def shapes_are_compared_from_the_right():
    x = ops.ones((2, 3))
    print((x + ops.ones((3,))).shape)
    message = ""
    try:
        (x + ops.ones((2, 4))).asnumpy()
    except ValueError as error:
        message = str(error)
    print(message.splitlines()[0])

    # Proof: the message names the two shapes.
    assert "need to broadcast" in message
    assert "[2, 3]" in message
    assert "[2, 4]" in message


@mutant("(3, 4)", "(2, 3, 4)")
def broadcast_to_needs_at_least_as_many_dimensions():
    x = ms.ops.ones((2, 3, 4))
    with pytest.raises(ValueError, match="BroadcastTo"):
        ops.broadcast_to(x, (3, 4)).asnumpy()


@mutant("nn.Dense(4, 5)", "nn.Dense(3, 5)")
def dense_conv2d_and_stack_check_their_inputs():
    x = ops.ones((2, 3))
    with pytest.raises(ValueError, match="'x1_col': 3 and 'x2_row': 4"):
        nn.Dense(4, 5)(x).asnumpy()
    conv2d = nn.Conv2d(3, 8, 3)
    for shape, channels in ((1, 4, 32, 32), 4), ((1, 32, 32, 3), 32):
        with pytest.raises(RuntimeError, match=f"'C_in' of input 'x' shape: {channels}"):
            conv2d(ops.ones(shape)).asnumpy()
    with pytest.raises(ValueError, match="Dense shape error, got x_col: 3, w_row: 4"):
        mint.nn.Linear(4, 5)(x).asnumpy()
    with pytest.raises(ValueError, match="the x shape size must be equal to 4, but got 3"):
        conv2d(ops.ones((3, 32, 32))).asnumpy()
    assert conv2d(ops.ones((3, 32, 32))[None]).shape == (1, 8, 32, 32)
    with pytest.raises(ValueError, match="All input shape must be the same!"):
        ops.stack([x, ops.ones((2, 4))]).asnumpy()


@mutant("y[:, None]", "y")
def a_new_dimension_makes_a_column():
    x, y = ops.ones((2, 3)), ms.Tensor([1.0, 2.0])
    assert (x + y[:, None]).asnumpy().tolist() == [[2.0] * 3, [3.0] * 3]
