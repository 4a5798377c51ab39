"""Checks of the claims of the entry `cann-for-mindspore`."""

from pathlib import Path
from types import SimpleNamespace

from mindspore.run_check import _check_version

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant("AscendEnvChecker", "GPUEnvChecker")
def the_package_lists_the_cann_releases():
    checker = _check_version.AscendEnvChecker(None)
    print(checker.version)

    # Proof
    assert checker.version == ["8.2", "8.3", "8.5", "9.0", "9.1"]


def _warnings(version, method="check_version"):
    warned = []
    _check_version.logger = SimpleNamespace(warning=warned.append)
    Path("version.info").write_text(f"Version={version}\n")
    checker = _check_version.AscendEnvChecker(None)
    checker.compiler_version = "version.info"
    getattr(checker, method)()
    return warned


@needs("mindspore>=2.10")
@mutant("8.1.RC1", "9.0.0")
@mutant("9.1.0", "9.2.0")
def another_release_is_reported():
    (warned,) = _warnings("8.1.RC1")
    assert "does not match, the version of software package expect one of" in warned
    assert _warnings("9.1.0") == []


@needs("mindspore>=2.10")
@mutant('"9.0.0", "check', '"9.1.0", "check')
@mutant('"9.1.0", "check', '"9.0.0", "check')
def custom_operators_are_built_for_cann_9_1():
    (warned,) = _warnings("9.0.0", "check_custom_version")
    message = "The version 9.1 used for compiling the custom operator does not match"
    assert warned.startswith(message)
    assert _warnings("9.1.0", "check_custom_version") == []


@needs("mindspore>=2.10")
@mutant('"missing/version.info"', '"version.info"')
def a_missing_file_skips_the_check():
    warned = []
    _check_version.logger = SimpleNamespace(warning=warned.append)
    Path("version.info").write_text("Version=9.1.0\n")
    checker = _check_version.AscendEnvChecker(None)
    checker.compiler_version = "missing/version.info"
    checker.check_version()
    (message,) = warned
    assert "package version checking is skipped" in message


@needs("mindspore<2.8")
@mutant("7.7.0", "8.1.0")
def version_2_7_has_other_numbers():
    assert _warnings("7.7.0") == _warnings("7.8.0") == _warnings("8.2.RC1") == []
    assert _warnings("8.3.RC1")
