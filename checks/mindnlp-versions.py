"""Checks of the claims of the entry `mindnlp-versions`."""

import importlib

from checks import mutant


@mutant("mindspore.communication.comm_func", "mindspore.comm_func")
def comm_func_exists():
    module = importlib.import_module("mindspore.communication.comm_func")
    assert callable(module.all_reduce)
