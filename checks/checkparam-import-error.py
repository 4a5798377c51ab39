"""Checks of the claims of the entry `checkparam-import-error`."""

import importlib

import pytest
from mindspore import _checkparam

from checks import mutant


@mutant('("Validator", "Rel")', '("INC_LEFT", "Rel")')
def the_classes_are_gone():
    module = importlib.import_module("mindspore._checkparam")
    assert [name for name in ("Validator", "Rel") if hasattr(module, name)] == []


@mutant("check_positive_int(-1", "check_positive_int(1")
def the_functions_are_in_the_module():
    print(_checkparam.check_positive_int(8, "batch_size"))

    # Proof: a wrong value raises an error, and the relations are in the module.
    with pytest.raises(ValueError, match="batch_size"):
        _checkparam.check_positive_int(-1, "batch_size")
    assert all(hasattr(_checkparam, name) for name in ("INC_LEFT", "GE"))
