"""Checks of the claims of the entry `llm-device-memory`."""

import mindspore as ms
from mindspore import ops

from checks import mutant


@mutant("28, 4, 128", "28, 28, 128")
def the_cache_of_a_7b_model():
    layers, kv_heads, head_size = 28, 4, 128
    tokens, batch_size = 32768, 1
    size = 2 * layers * kv_heads * head_size * 2 * tokens * batch_size
    print(f"{size / 2**30:.2f} GiB")

    # Proof: keys and values of every layer in float16 have this size.
    keys = ops.zeros((batch_size, kv_heads, 1024, head_size), ms.float16)
    assert 2 * layers * keys.nbytes * tokens // 1024 == size == int(1.75 * 2**30)
