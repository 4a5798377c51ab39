"""Checks of the claims of the entry `split-by-strategy`."""

import mindspore as ms
import numpy as np
from mindspore.parallel._tensor import _load_tensor

from checks import mutant


@mutant("for rows in (8, 6)", "for rows in (8, 12)")
def a_dimension_must_be_divisible():
    for rows in (8, 6):
        try:
            part = _load_tensor(ms.Tensor(np.ones((rows, 4))), [4, 1], [1, -1], rank_id=0)
            message = f"each device gets {part.shape}"
        except ValueError as error:
            message = str(error)
        print(rows, "rows:", message)

    # Proof: the last case has an error, and eight rows make two for each device.
    assert message == "np_tensor can not be split by strategy!"
    part = _load_tensor(ms.Tensor(np.ones((8, 4))), [4, 1], [1, -1], rank_id=0)
    assert part.shape == (2, 4)
