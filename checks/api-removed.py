"""Checks of the claims of the entry `api-removed`."""

import importlib.util

import mindspore as ms
from mindspore.dataset import transforms, vision

from checks import mutant


@mutant("vision.c_transforms", "vision.transforms")
def c_transforms_is_gone():
    found = importlib.util.find_spec("mindspore.dataset.vision.c_transforms") is not None
    exists = {"2.7.0": True, "2.10.0": False}[ms.__version__]
    assert found == exists
    assert importlib.util.find_spec("mindspore.dataset.vision.transforms")


@mutant('"TypeCast"', '"TypeCasts"')
def the_operations_have_moved():
    names = ("Resize", "Rescale", "HWC2CHW", "ToTensor", "ToPIL")
    assert all(hasattr(vision, name) for name in names)
    assert hasattr(transforms, "TypeCast")


@mutant('("ms_function", "ms_class")', '("jit", "jit_class")')
def ms_function_is_gone():
    assert hasattr(ms, "jit")
    assert hasattr(ms, "jit_class")
    assert not any(hasattr(ms, name) for name in ("ms_function", "ms_class"))
