"""Checks of the claims of the entry `ascend-and-npu`."""

import re
import sys

import mindspore as ms
import pytest

from checks import mutant


@mutant('set_device("NPU")', 'set_device("CPU")')
def npu_is_not_a_device_name():
    message = "The argument 'device_target' must be one of ['CPU', 'GPU', 'Ascend'], but got NPU."
    with pytest.raises(ValueError, match=re.escape(message)):
        ms.set_device("NPU")


@mutant('set_device("Ascend")', 'set_device("CPU")')
def without_cann_the_error_names_a_missing_library():
    if sys.platform != "linux" or ms.device_context.ascend.is_available():
        pytest.skip("needs Linux without the software for Ascend")

    with pytest.raises(RuntimeError) as error:
        ms.set_device("Ascend")
    assert "Unsupported device target Ascend. This process only supports" in str(error.value)
    missing = "libge_runner.so: cannot open shared object file"
    assert f"Load dynamic library: libmindspore_ascend.so.2 failed. {missing}" in str(error.value)
