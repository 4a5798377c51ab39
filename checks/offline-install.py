"""Checks of the claims of the entry `offline-install`."""

import importlib.metadata

from packaging.requirements import Requirement

from checks import mutant


@mutant('requires("mindspore")', 'requires("pytest")')
def the_required_packages():
    names = {Requirement(line).name for line in importlib.metadata.requires("mindspore")}
    numeric = {"numpy", "scipy", "pillow", "protobuf", "safetensors"}
    other = {"asttokens", "astunparse", "dill", "packaging", "psutil"}
    assert names == numeric | other
