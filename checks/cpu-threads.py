"""Checks of the claims of the entry `cpu-threads`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant("threads_num(4)", "threads_num(6)")
def threads_are_limited():
    ms.set_device("CPU")
    ms.device_context.cpu.op_tuning.threads_num(4)
    ms.runtime.dispatch_threads_num(2)
    print(ms.get_context("runtime_num_threads"))

    # Proof: the context has the number.
    assert ms.get_context("runtime_num_threads") == 4


@mutant("threads_num(3)", "threads_num")
def threads_are_set_once():
    ms.device_context.cpu.op_tuning.threads_num(4)
    with pytest.raises(RuntimeError, match="The 'threads_num' can not be set repeatedly"):
        ms.device_context.cpu.op_tuning.threads_num(3)
