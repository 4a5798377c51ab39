"""Checks of the claims of the entry `no-module-te`."""

import os
import re
import sys
import types
from unittest import mock

from mindspore.run_check import _check_version

from checks import mutant


@mutant("version = None", 'version = types.SimpleNamespace(version="8.2.0")')
def a_missing_te_is_logged():
    version = None
    if version:
        sys.modules["te"] = types.SimpleNamespace(version=version)
    with mock.patch.object(_check_version, "logger") as log:
        _check_version.AscendEnvChecker(None).check_deps_version()
    assert log.error.call_args.args == ("CheckFailed: No module named 'te'",)
    assert re.match('MindSpore relies on whl package.*"te" in', log.critical.call_args.args[0])


@mutant('"/somewhere"', '"/cann/opp/built-in/op_impl/ai_core/tbe"')
def a_missing_path_is_logged():
    os.environ["PYTHONPATH"] = "/somewhere"
    with mock.patch.object(_check_version, "logger") as log:
        _check_version.AscendEnvChecker(None).check_env()
    warnings = [call.args[0] for call in log.warning.call_args_list]
    assert any("find the tbe operator implementation" in warning for warning in warnings)
