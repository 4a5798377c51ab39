"""Checks of the claims of the entry `several-cann-versions`."""

import os
from pathlib import Path
from unittest import mock

from mindspore.run_check import _check_version

from checks import mutant


@mutant('Path("new").resolve()', 'Path("old").resolve()')
def the_version_is_read_from_ascend_home_path():
    for folder, version in (("old", "6.4"), ("new", "8.2")):
        Path(folder, "compiler").mkdir(parents=True)
        Path(folder, "compiler/version.info").write_text(f"Version={version}.0.1\n")
    os.environ["ASCEND_HOME_PATH"] = str(Path("new").resolve())
    checker = _check_version.AscendEnvChecker(None)
    with mock.patch.object(_check_version, "logger"):
        checker.check_version()
    assert checker.v == "8.2"
