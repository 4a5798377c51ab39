"""Checks of the claims of the entry `ops-grad-removed`."""

import importlib
import importlib.util

from checks import mutant


@mutant("mindspore.ops._grad", "mindspore.ops._grad_experimental")
def the_old_module_is_gone():
    assert importlib.util.find_spec("mindspore.ops._grad") is None


@mutant("_grad_experimental.grad_base", "operations.array_ops")
def bprop_getters_has_a_new_home():
    module = importlib.import_module("mindspore.ops._grad_experimental.grad_base")
    assert hasattr(module, "bprop_getters")
