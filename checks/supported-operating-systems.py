"""Checks of the claims of the entry `supported-operating-systems`."""

import platform

import mindspore as ms
import pytest

from checks import mutant


@mutant('set_device("CPU")', 'set_device("Ascend")')
def an_operation_runs_on_linux():
    if platform.system() != "Linux":
        pytest.skip("needs Linux")
    ms.set_device("CPU")
    assert (ms.Tensor([1.0, 2.0]) * 2).asnumpy().tolist() == [2.0, 4.0]
