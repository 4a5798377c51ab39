"""Checks of the claims of the entry `einops`."""

import mindspore as ms
import numpy as np
from mindspore import ops

from checks import mutant


@mutant("x.permute(0, 2, 3, 1)", "x")
def rearrange_with_reshape_and_permute():
    x = ms.Tensor(np.arange(48).reshape(1, 3, 4, 4), ms.float32)
    b, c, h, w = x.shape

    # rearrange(x, "b c h w -> b (h w) c")
    tokens = x.permute(0, 2, 3, 1).reshape(b, h * w, c)

    # rearrange(x, "b c (h p) (w q) -> b (h w) (p q c)", p=2, q=2)
    p = 2
    split = x.reshape(b, c, h // p, p, w // p, p)
    patches = split.permute(0, 2, 4, 3, 5, 1).reshape(b, -1, p * p * c)
    print(tokens.shape, patches.shape)

    # Proof: the values are in the places that the patterns name.
    a = x.asnumpy()
    assert tokens.asnumpy()[0, 5].tolist() == a[0, :, 1, 1].tolist()
    assert patches.asnumpy()[0, 1, :3].tolist() == a[0, :, 0, 2].tolist()


@mutant("repeat_interleave(x, 2, 0)", "tile(x, (2, 1))")
def repeat_and_reduce():
    x = ms.Tensor([[1.0, 2.0], [3.0, 4.0]], ms.float32)
    assert ops.repeat_interleave(x, 2, 0).asnumpy()[:2].tolist() == [[1, 2], [1, 2]]
    assert ops.tile(x, (2, 1)).asnumpy()[2].tolist() == [1, 2]
    assert x.mean(1).asnumpy().tolist() == [1.5, 3.5]
