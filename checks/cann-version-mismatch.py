"""Checks of the claims of the entry `cann-version-mismatch`."""

import os
from pathlib import Path
from unittest import mock

import mindspore as ms
from mindspore.run_check import _check_version

from checks import mutant


def _warning(**variables):
    """Return what MindSpore warns of when it checks CANN's version with these variables."""
    with mock.patch.dict(os.environ, variables), mock.patch.object(_check_version, "logger") as log:
        _check_version.AscendEnvChecker(None).check_version()
    return "".join(call.args[0] for call in log.warning.call_args_list)


@mutant("Version=1.84.0.1", "Version=8.2.0.1")
def a_mismatch_is_a_warning():
    Path("compiler").mkdir()
    Path("compiler/version.info").write_text("Version=1.84.0.1\n")
    warning = _warning(
        ASCEND_HOME_PATH=str(Path.cwd()), ASCEND_OPP_PATH=str(Path("opp").absolute())
    )
    assert f"MindSpore version {ms.__version__} and Ascend AI software package" in warning
    assert "version 1.84 does not match" in warning


@mutant("AscendEnvChecker(None)", "GPUEnvChecker(None)")
def the_accepted_versions():
    accepted = _check_version.AscendEnvChecker(None).version
    expected = {"2.10.0": ["8.2", "8.3", "8.5", "9.0", "9.1"], "2.7.0": ["7.7", "7.8", "8.2"]}
    assert accepted == expected[ms.__version__]


@mutant("_warning()", "_warning(ASCEND_HOME_PATH=home, ASCEND_OPP_PATH=home + '/opp')")
def without_a_path_the_check_is_skipped():
    home = str(Path.cwd())
    Path("compiler").mkdir()
    Path("compiler/version.info").write_text("Version=8.2.0.1\n")
    warning = _warning()
    assert "package version checking is skipped" in warning
    assert home not in warning
