"""Checks of the claims of the entry `ez9999-ai-core-error`."""

import mindspore as ms

from checks import mutant


@mutant("debug_option.__doc__", "execute_timeout.__doc__")
def debug_option_reports_access_out_of_bounds():
    documented = " ".join(ms.device_context.ascend.op_debug.debug_option.__doc__.split())
    assert 'The value currently only supports being set to ``"oom"``' in documented
    assert "AscendCL will return an error code of ``EZ9999``" in documented
