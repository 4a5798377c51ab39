"""Checks of the claims of the entry `choose-npu`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant('ms.set_device("CPU", 1)', 'ms.set_device("CPU", 0)')
def the_device_cannot_be_changed():
    ms.set_device("CPU", 0)
    with pytest.raises(RuntimeError, match=r"The 'mindspore\.set_device' can not be modified"):
        ms.set_device("CPU", 1)


@mutant("-1", "0")
def a_negative_device_id_raises_an_error():
    with pytest.raises(ValueError, match="The device id must bigger than or equal to 0"):
        ms.set_device("CPU", -1)


@mutant('set_device("CPU", 3)', 'set_device("CPU")')
def the_context_names_the_device_id():
    ms.set_device("CPU", 3)
    assert ms.get_context("device_id") == 3


@mutant("set_device.__doc__", "get_context.__doc__")
def the_reference_describes_the_device_id():
    documented = " ".join(ms.set_device.__doc__.split())
    assert "the value must be in [0, device_num_per_host-1]" in documented
    assert "if it is a single-card scenario" in documented
    assert "the framework will automatically negotiate the available" in documented
