"""Checks of the claims of the entry `ascend-and-npu`."""

import re
import sys

import mindspore as ms
import pytest

from checks import mutant


@mutant('set_device("NPU")', 'set_device("CPU")')
def npu_is_not_the_name_of_a_device():
    refused = "The argument 'device_target' must be one of ['CPU', 'GPU', 'Ascend'], but got NPU."
    with pytest.raises(ValueError, match=re.escape(refused)):
        ms.set_device("NPU")


@mutant('device_target="Davinci"', 'device_target="GPU"')
@mutant('set_device("Davinci")', 'set_device("CPU")')
def davinci_is_an_older_name_of_the_device_ascend():
    if ms.device_context.ascend.is_available():
        pytest.skip("needs a machine without Ascend")

    # The message of the error speaks of Ascend.
    with pytest.raises(RuntimeError, match="Unsupported device target Ascend"):
        ms.set_context(device_target="Davinci")
    refused = "must be one of ['CPU', 'GPU', 'Ascend'], but got Davinci."
    with pytest.raises(ValueError, match=re.escape(refused)):
        ms.set_device("Davinci")


@mutant('set_device("Ascend")', 'set_device("CPU")')
def without_cann_the_plugin_for_ascend_is_not_loaded():
    if sys.platform != "linux" or ms.device_context.ascend.is_available():
        pytest.skip("needs Linux without the software for Ascend")

    with pytest.raises(RuntimeError) as refusal:
        ms.set_device("Ascend")
    assert "Unsupported device target Ascend. This process only supports" in str(refusal.value)
    missing = "libge_runner.so: cannot open shared object file"
    assert f"Load dynamic library: libmindspore_ascend.so.2 failed. {missing}" in str(refusal.value)
