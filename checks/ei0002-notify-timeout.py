"""Checks of the claims of the entry `ei0002-notify-timeout`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("OpExecuteTimeout should be less than", "OpExecuteTimeout should be greater than")
def the_two_time_limits_are_compared():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"OpExecuteTimeout should be less than NotifyWaitTimeout" in texts
    assert b"You can set NotifyWaitTimeout via environment variable HCCL_EXEC_TIMEOUT" in texts
