"""Checks of the claims of the entry `npu-usage-zero`."""

import mindspore as ms

from checks import mutant


@mutant("ascend.is_available", "cpu.is_available")
def the_device_is_printed():
    target = ms.get_context("device_target")
    ascend = ms.device_context.ascend.is_available()
    print(target, ascend)

    # Proof: on this machine, it is the CPU.
    assert (target, ascend) == ("CPU", False)
