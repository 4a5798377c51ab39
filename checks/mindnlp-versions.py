"""Checks of the claims of the entry `mindnlp-versions`."""

import importlib.util

from checks import mutant


@mutant("mindspore.communication.comm_func", "mindspore.comm_func")
def comm_func_exists():
    assert importlib.util.find_spec("mindspore.communication.comm_func")
