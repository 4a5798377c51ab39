"""Checks of the claims of the entry `aicore-timeout-507014`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("execute_timeout.__doc__", "debug_option.__doc__")
def the_limit_is_900_seconds():
    documented = " ".join(ms.device_context.ascend.op_debug.execute_timeout.__doc__.split())
    assert "Set the maximum duration of executing an operator in seconds" in documented
    assert "timeout time is ``900`` by default" in documented
    assert "0 means endless wait" in documented


@mutant("set_context.__doc__", "get_context.__doc__")
def op_timeout_is_the_older_name():
    documented = " ".join(ms.set_context.__doc__.split())
    _, _, documented = documented.partition("op_timeout (int)")
    assert "mindspore.device_context.ascend.op_debug.execute_timeout` instead" in documented


@mutant("should be less than", "should be greater than")
def the_limits_are_compared():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    assert b"OpExecuteTimeout should be less than NotifyWaitTimeout" in path.read_bytes()
