"""Checks of the claims of the entry `install-mindspore`."""

import contextlib
import io
from unittest import mock

import mindspore as ms

from checks import mutant


@mutant("ms.run_check()", "print(ms.__version__)")
def run_check_reports_success():
    ms.set_device("CPU")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        ms.run_check()
    assert "MindSpore has been installed on platform [CPU] successfully!" in output.getvalue()


@mutant('side_effect=RuntimeError("no device")', "wraps=ms.ops.Mul")
def run_check_does_not_raise():
    output = io.StringIO()
    broken = mock.patch("mindspore.ops.Mul", side_effect=RuntimeError("no device"))
    with broken, contextlib.redirect_stdout(output):
        ms.run_check()
    assert "MindSpore running check failed.\nno device" in output.getvalue()
