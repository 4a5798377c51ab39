"""Checks of the claims of the entry `too-many-streams`."""

from pathlib import Path

import mindspore as ms
import pytest
from mindspore import nn
from mindspore.parallel.auto_parallel import AutoParallel

from checks import mutant


@mutant('jit_level="O0"', 'jit_level="O9"')
def jit_accepts_level_o0():
    class Net(nn.Cell):
        @ms.jit(jit_level="O0")
        def construct(self, x):
            return x + 1

    assert Net()(ms.Tensor([1.0])).asnumpy().tolist() == [2.0]


@mutant('{"openstate": True', '"auto" or {"openstate": True')
def allreduce_can_be_merged():
    net = AutoParallel(nn.Dense(2, 2), parallel_mode="semi_auto")
    config = {"openstate": True, "allreduce": {"mode": "auto", "config": None}}
    assert net.comm_fusion(config) is None


@mutant('b"Total stream number"', 'b"no stream resource"')
def the_old_message_is_gone():
    folder = Path(ms.__file__).parent / "lib/plugin"
    path = folder / "ascend/libmindspore_ascend_res_manager.so"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"no stream resource" in texts
    assert b"Total stream number" not in texts + (folder / "libmindspore_ascend.so.2").read_bytes()
