"""Checks of the claims of the entry `unsupported-device-target-ascend`."""

import sys

import mindspore as ms
import pytest

from checks import mutant


@mutant('ms.set_device("Ascend")', 'ms.set_device("CPU")')
def without_cann_only_the_cpu_is_supported():
    message = ""
    try:
        ms.set_device("Ascend")
    except RuntimeError as error:
        message = str(error)
    print(message.partition(" Please")[0])

    # Proof: this is the message, without the part that depends on the machine.
    text = "Unsupported device target Ascend. This process only supports one of the ['CPU']."
    assert message.startswith(text)


@mutant('"libge_runner.so"', '"libcuda.so"')
def the_message_names_the_missing_library():
    with pytest.raises(RuntimeError) as caught:
        ms.set_device("Ascend")
    if sys.platform == "linux":
        assert "libge_runner.so" in str(caught.value).partition("Device load error message")[2]
