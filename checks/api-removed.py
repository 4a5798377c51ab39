"""Checks of the claims of the entry `api-removed`."""

import importlib.util

import mindspore as ms
from mindspore.dataset import transforms, vision

from checks import mutant, needs


@needs("mindspore>=2.8")
@mutant("vision.c_transforms", "vision.transforms")
def c_transforms_is_gone():
    assert importlib.util.find_spec("mindspore.dataset.vision.c_transforms") is None
    assert importlib.util.find_spec("mindspore.dataset.vision.transforms")


@needs("mindspore<2.8")
@mutant("mindspore.dataset.vision.c_transforms", "mindspore.dataset.vision.missing")
def c_transforms_still_works_in_2_7():
    assert importlib.util.find_spec("mindspore.dataset.vision.c_transforms")


@mutant('"TypeCast"', '"TypeCasts"')
def the_operations_have_moved():
    names = ("Resize", "Rescale", "HWC2CHW", "ToTensor", "ToPIL")
    assert all(hasattr(vision, name) for name in names)
    assert hasattr(transforms, "TypeCast")
    assert hasattr(transforms, "OneHot")
    assert not hasattr(transforms, "OneHotOp")


@mutant('("ms_function", "ms_class")', '("jit", "jit_class")')
def ms_function_is_gone():
    assert hasattr(ms, "jit")
    assert hasattr(ms, "jit_class")
    assert not any(hasattr(ms, name) for name in ("ms_function", "ms_class"))
    assert hasattr(ms.nn, "TransformerEncoder")
    assert importlib.util.find_spec("mindspore.nn.transformer") is None
