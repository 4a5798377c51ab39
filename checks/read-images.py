"""Checks of the claims of the entry `read-images`."""

import importlib
from pathlib import Path

import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore.dataset import vision
from PIL import Image

from checks import mutant, needs


@mutant("vision.Decode(), ", "")
@mutant("np.uint8", "np.float32")
def bytes_are_decoded_in_the_pipeline():
    Image.new("RGB", (8, 6)).save("photo.png")

    class Photos:
        def __init__(self, paths):
            self.paths = paths

        def __len__(self):
            return len(self.paths)

        def __getitem__(self, index):
            return np.fromfile(self.paths[index], np.uint8), np.array(0, np.int32)

    dataset = ds.GeneratorDataset(Photos(["photo.png"]), ["image", "label"])
    dataset = dataset.map([vision.Decode(), vision.Resize((4, 4)), vision.ToTensor()], "image")
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["image"].shape, row["image"].dtype)

    # Proof: the image has channels, height and width.
    assert (row["image"].shape, row["image"].dtype) == ((3, 4, 4), np.float32)


@mutant("decode=True", "decode=False")
def folders_are_classes():
    for name in ("cats", "dogs"):
        Path("train", name).mkdir(parents=True)
        Image.new("RGB", (8, 6)).save(f"train/{name}/photo.png")
    dataset = ds.ImageFolderDataset("train", decode=True, shuffle=False)
    rows = list(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert [(image.shape, label.item()) for image, label in rows] == [
        ((6, 8, 3), 0),
        ((6, 8, 3), 1),
    ]


@mutant("vision.Decode(), vision.Decode()", "vision.Decode(), vision.HorizontalFlip()")
def decoded_images_cannot_be_decoded_again():
    Image.new("RGB", (8, 6)).save("photo.png")
    rows = [(np.fromfile("photo.png", np.uint8),)]
    dataset = ds.GeneratorDataset(rows, ["image"]).map([vision.Decode(), vision.Decode()], "image")
    with pytest.raises(RuntimeError, match="Decode: invalid input shape, only support 1D input"):
        list(dataset)


@mutant("is_hwc=True", "is_hwc=False")
def normalize_needs_the_order_of_dimensions():
    image = np.zeros((6, 8, 3), np.uint8)
    normalize = vision.Normalize([0.5] * 3, [0.5] * 3, is_hwc=True)
    dataset = ds.GeneratorDataset([(image,)], ["image"]).map(
        [vision.ToTensor(), normalize], "image"
    )
    with pytest.raises(RuntimeError, match="number of channels does not match the size of mean"):
        list(dataset)


@needs("mindspore>=2.10")
@mutant('"c_transforms"', '"transforms"')
def c_transforms_no_longer_exists():
    with pytest.raises(ModuleNotFoundError, match="No module named"):
        importlib.import_module("mindspore.dataset.vision." + "c_transforms")


@mutant("vision.Resize((4, 4))", "vision.Decode()")
def a_source_can_return_pillow_images():
    class Photos:
        def __len__(self):
            return 1

        def __getitem__(self, index):
            return Image.new("RGB", (8, 6)), np.array(index)

    dataset = ds.GeneratorDataset(Photos(), ["image", "label"])
    dataset = dataset.map([vision.Resize((4, 4)), vision.ToTensor()], "image")
    (image, _label) = next(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert (image.shape, image.dtype) == ((3, 4, 4), np.float32)


@mutant("vision.Decode()", "vision.Decode(to_pil=True)")
def some_operations_need_pillow_images():
    Image.new("RGB", (8, 6)).save("photo.png")
    rows = [(np.fromfile("photo.png", np.uint8),)]
    operations = [vision.Decode(), vision.Grayscale(), vision.ToTensor()]
    with pytest.raises(RuntimeError, match="img should be PIL image"):
        list(ds.GeneratorDataset(rows, ["image"]).map(operations, "image"))
