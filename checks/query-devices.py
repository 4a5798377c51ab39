"""Checks of the claims of the entry `query-devices`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant("device_context.ascend", "device_context.cpu")
def devices_are_listed():
    ascend = ms.device_context.ascend
    count = ascend.device_count() if ascend.is_available() else 0
    print("Ascend:", count)
    print("in use:", *ms.get_current_device())

    # Proof: on this machine, there is only a CPU.
    assert (count, ms.get_current_device().device_target) == (0, "CPU")


@mutant("ascend.device_count()", "cpu.device_count()")
def device_count_raises_without_ascend():
    with pytest.raises(RuntimeError, match="Device Ascend not exist"):
        ms.device_context.ascend.device_count()


@mutant('get_device_properties(0, "CPU")', 'get_device_name(0, "CPU")')
def a_cpu_has_no_properties():
    assert ms.hal.get_device_properties(0, "CPU") is None
