"""Checks of the claims of the entry `look-at-a-batch`."""

import mindspore.dataset as ds
import numpy as np
import pytest
from PIL import Image

from checks import mutant


@mutant(".batch(4)", ".batch(2)")
def one_batch_is_printed():
    rows = [
        (np.full((6, 8, 3), 25 * label, np.uint8), np.array(label, np.int32)) for label in range(10)
    ]
    dataset = ds.GeneratorDataset(rows, ["image", "label"], shuffle=False).batch(4)

    batch = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    for name, values in batch.items():
        print(name, values.shape, values.dtype, values.min(), values.max())
    Image.fromarray(batch["image"][0]).save("first.png")

    # Proof: it is the first batch, and the file has the image.
    assert batch["label"].tolist() == [0, 1, 2, 3]
    assert Image.open("first.png").size == (8, 6)


@mutant(".batch(4)", "")
def a_dataset_describes_itself():
    rows = [(np.zeros((6, 8, 3), np.uint8), np.array(label, np.int32)) for label in range(10)]
    dataset = ds.GeneratorDataset(rows, ["image", "label"], shuffle=False).batch(4)
    assert dataset.get_col_names() == ["image", "label"]
    assert dataset.get_dataset_size() == len(dataset) == 3
    assert dataset.output_shapes()[0][1:] == [6, 8, 3]
    assert [str(kind) for kind in dataset.output_types()] == ["uint8", "int32"]


@mutant("next(dataset)", "next(iter(dataset))")
def a_dataset_is_no_iterator():
    dataset = ds.NumpySlicesDataset({"x": np.zeros((4, 2), np.float32)}).batch(2)
    with pytest.raises(TypeError, match="'BatchDataset' object is not an iterator"):
        next(dataset)


@mutant("dataset[0]", "dataset.get_col_names()[0]")
def a_batch_dataset_has_no_index():
    dataset = ds.NumpySlicesDataset({"x": np.zeros((4, 2), np.float32)}).batch(2)
    with pytest.raises(TypeError, match="'BatchDataset' object is not subscriptable"):
        dataset[0]


@mutant("Image.fromarray(image)", "Image.fromarray((image * 255).astype(np.uint8))")
def floats_are_no_image():
    image = np.zeros((3, 6, 8), np.float32).transpose(1, 2, 0)
    with pytest.raises(TypeError, match="Cannot handle this data type"):
        Image.fromarray(image)


@mutant("std + mean", "std")
def a_normalized_image_can_be_shown_again():
    mean, std = np.array([0.5, 0.4, 0.3], np.float32), np.array([0.2, 0.2, 0.2], np.float32)
    original = np.random.default_rng(0).integers(0, 256, (6, 8, 3)).astype(np.uint8)
    chw = ((original / 255 - mean) / std).transpose(2, 0, 1).astype(np.float32)
    image = chw.transpose(1, 2, 0) * std + mean
    image = (image.clip(0, 1) * 255).round().astype(np.uint8)
    assert np.array_equal(image, original)


@mutant("Image.fromarray(image)", "Image.fromarray(image[..., 0])")
def one_channel_is_no_third_axis():
    image = np.zeros((28, 28, 1), np.uint8)
    with pytest.raises(TypeError, match="Cannot handle this data type"):
        Image.fromarray(image)
    assert Image.fromarray(image[..., 0].copy()).size == (28, 28)
