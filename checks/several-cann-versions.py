"""Checks of the claims of the entry `several-cann-versions`."""

import os
from pathlib import Path
from unittest import mock

import mindspore as ms
from mindspore.run_check import _check_version

from checks import mutant


@mutant('== "2.7.0"', '!= "2.7.0"')
def the_version_is_read_from_ascend_home_path():
    for folder, version in (("old", "6.4"), ("new", "8.2")):
        Path(folder, "compiler").mkdir(parents=True)
        Path(folder, "compiler/version.info").write_text(f"Version={version}.0.1\n")
    new, old = str(Path("new").resolve()), str(Path("old").resolve())
    is_old_release = ms.__version__ == "2.7.0"
    os.environ["ASCEND_HOME_PATH"] = old if is_old_release else new
    os.environ["ASCEND_OPP_PATH"] = f"{new if is_old_release else old}/opp"
    checker = _check_version.AscendEnvChecker(None)
    with mock.patch.object(_check_version, "logger"):
        checker.check_version()
    assert checker.v == "8.2"
