"""Checks of the claims of the entry `api-removed`."""

import importlib.util
import inspect

import mindspore as ms
import numpy as np
import pytest
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


@mutant("is_hwc=False", "is_hwc=True")
@mutant('"Cutout", ', '"CutOut", ')
@mutant("COLOR_RGB2BGR", "COLOR_RGB2RGBA")
def some_operations_differ():
    image = np.ones((3, 4, 4), np.float32)
    mean, std = (0.5, 0.5, 0.5), (1.0, 1.0, 1.0)
    with pytest.raises(RuntimeError):
        vision.Normalize(mean, std)(image)
    assert vision.Normalize(mean, std, is_hwc=False)(image).max() == 0.5
    assert inspect.signature(vision.Decode.__init__).parameters["to_pil"].default is False
    assert hasattr(vision, "CutOut")
    assert not any(hasattr(vision, name) for name in ("Cutout", "RgbToBgr"))
    pixel = np.array([[[1, 2, 3]]], np.uint8)
    assert vision.ConvertColor(vision.ConvertMode.COLOR_RGB2BGR)(pixel).tolist() == [[[3, 2, 1]]]


@mutant('("ms_function", "ms_class")', '("jit", "jit_class")')
def ms_function_is_gone():
    assert hasattr(ms, "jit")
    assert hasattr(ms, "jit_class")
    assert not any(hasattr(ms, name) for name in ("ms_function", "ms_class"))
    assert hasattr(ms.nn, "TransformerEncoder")
    assert importlib.util.find_spec("mindspore.nn.transformer") is None


@mutant("ms.ops.ResizeBilinearV2()(x, (5, 5))", 'ms.ops.interpolate(x, (5, 5), mode="bilinear")')
def resize_bilinear_is_now_version_2():
    x = ms.Tensor([[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]]])
    # The reference of MindSpore 2.2 shows this row for `nn.ResizeBilinear`.
    row = [1.0, 1.8, 2.6, 3.4, 4.0]
    assert np.allclose(ms.ops.ResizeBilinearV2()(x, (5, 5)).asnumpy()[0, 0, 0], row)
    other = ms.ops.interpolate(x, size=(5, 5), mode="bilinear")
    assert not np.allclose(other.asnumpy()[0, 0, 0], row)


@mutant('("ResizeBilinear", "GlobalBatchNorm")', '("SyncBatchNorm", "GlobalBatchNorm")')
def four_old_names_are_gone():
    assert not any(hasattr(ms.nn, name) for name in ("ResizeBilinear", "GlobalBatchNorm"))
    assert not hasattr(ms.ops, "ResizeBilinear")
    assert hasattr(ms.nn, "SyncBatchNorm")
    assert importlib.util.find_spec("mindspore.compression") is None
