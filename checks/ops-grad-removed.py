"""Checks of the claims of the entry `ops-grad-removed`."""

import importlib

import pytest

from checks import mutant


@mutant("mindspore.ops._grad.grad_base", "mindspore.ops._grad_experimental.grad_base")
def the_old_module_is_gone():
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'mindspore\.ops\._grad'"):
        importlib.import_module("mindspore.ops._grad.grad_base")


@mutant("._grad_experimental.", "._grad.")
def bprop_getters_has_a_new_home():
    module = importlib.import_module("mindspore.ops._grad_experimental.grad_base")
    assert hasattr(module, "bprop_getters")
