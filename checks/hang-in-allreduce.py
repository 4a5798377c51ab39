"""Checks of the claims of the entry `hang-in-allreduce`."""

import mindspore.dataset as ds
import numpy as np

from checks import mutant

_TRAIN = """
import faulthandler
import time
import mindspore as ms
from mindspore import ops
from mindspore.communication import get_rank, init

ms.set_device("CPU")
init()
faulthandler.dump_traceback_later(2)
if get_rank() == 1:
    time.sleep(5)
print(ops.AllReduce()(ms.Tensor([1.0])))
"""


@mutant("np.ones((7, 1))", "np.ones((7 + 2 * rank, 1))")
def the_shards_have_the_same_size():
    sizes = []
    for rank in (0, 1):
        rows = ds.NumpySlicesDataset(np.ones((7, 1)), num_shards=2, shard_id=rank)
        sizes.append(len(list(rows.create_tuple_iterator(output_numpy=True))))
    assert sizes == [4, 4]
