"""Checks of the claims of the entry `cpu-threads`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant("dispatch_threads_num(2)", "dispatch_threads_num")
def threads_are_limited():
    ms.set_device("CPU")
    ms.device_context.cpu.op_tuning.threads_num(4)
    ms.runtime.dispatch_threads_num(2)

    # Proof: both are set, so that neither can be set again.
    with pytest.raises(RuntimeError, match="The 'threads_num' can not be set repeatedly"):
        ms.device_context.cpu.op_tuning.threads_num(3)
    with pytest.raises(RuntimeError, match="The 'dispatch_threads_num' can not be set repeatedly"):
        ms.runtime.dispatch_threads_num(3)
