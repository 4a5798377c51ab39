"""Checks of the claims of the entry `hang-in-allreduce`."""

import socket
import subprocess
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np

from checks import mutant, needs

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


@needs("mindspore>=2.10")
@mutant("faulthandler.dump_traceback_later(2)", "pass")
def the_stack_shows_the_line_of_the_stuck_worker():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_TRAIN)
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    stuck, waiting = (Path(f"worker_{rank}.log").read_text() for rank in (1, 0))
    assert 'train.py", line 12 in <module>' in stuck
    assert 'train.py", line 13 in <module>' in waiting


@mutant("np.ones((7, 1))", "np.ones((7 + 2 * rank, 1))")
def the_shards_have_the_same_size():
    sizes = []
    for rank in (0, 1):
        rows = ds.NumpySlicesDataset(np.ones((7, 1)), num_shards=2, shard_id=rank)
        sizes.append(len(list(rows.create_tuple_iterator(output_numpy=True))))
    assert sizes == [4, 4]


@mutant("ms.Model.train.__doc__", "ms.Model.__doc__")
def sinking_returns_once_per_epoch():
    documented = " ".join(ms.Model.train.__doc__.split())
    assert "When dataset_sink_mode is True, the `step_end` method" in documented
    assert "will be called at the end of epoch in Graph mode" in documented
