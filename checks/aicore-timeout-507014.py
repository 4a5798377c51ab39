"""Checks of the claims of the entry `aicore-timeout-507014`."""

import mindspore as ms

from checks import mutant


@mutant("execute_timeout.__doc__", "debug_option.__doc__")
def the_limit_is_900_seconds():
    documented = " ".join(ms.device_context.ascend.op_debug.execute_timeout.__doc__.split())
    assert "Set the maximum duration of executing an operator in seconds" in documented
    assert "timeout time is ``900`` by default" in documented
    assert "0 means endless wait" in documented
