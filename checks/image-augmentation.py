"""Checks of the claims of the entry `image-augmentation`."""

import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore.dataset import transforms, vision

from checks import mutant


@mutant("vision.RandomResizedCrop(32), vision.RandomHorizontalFlip()", "vision.Resize((32, 32))")
def each_row_is_changed_at_random():
    image = np.random.default_rng(0).integers(0, 256, (48, 64, 3), np.uint8)
    dataset = ds.GeneratorDataset([(image,)] * 4, ["image"], shuffle=False)
    augment = [vision.RandomResizedCrop(32), vision.RandomHorizontalFlip()]
    to_input = [vision.ToTensor(), vision.Normalize([0.5] * 3, [0.5] * 3, is_hwc=False)]
    dataset = dataset.map(augment + to_input, "image").batch(4)

    for batch in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        print(batch["image"].shape, batch["image"].dtype)

    # Proof: four copies of one image become four images.
    rows = batch["image"]
    assert (rows.shape, rows.dtype) == ((4, 3, 32, 32), np.float32)
    assert not any(np.array_equal(rows[0], row) for row in rows[1:])


@mutant("vision.RandomResizedCrop(32)", "vision.Resize((32, 32))")
def each_epoch_gets_new_images_but_the_same_number():
    image = np.random.default_rng(0).integers(0, 256, (48, 64, 3), np.uint8)
    dataset = ds.GeneratorDataset([(image,)], ["image"])
    dataset = dataset.map(vision.RandomResizedCrop(32), "image")
    iterator = dataset.create_tuple_iterator(num_epochs=2, output_numpy=True)
    first, second = ([row[0].copy() for row in iterator] for _ in range(2))
    assert len(first) == len(second) == 1
    assert not np.array_equal(first[0], second[0])


@mutant("vision.HorizontalFlip()(after)", "vision.VerticalFlip()(after)")
def after_to_tensor_a_flip_uses_the_wrong_axis():
    image = np.random.default_rng(0).integers(0, 256, (4, 6, 3), np.uint8)
    after = vision.ToTensor()(image)
    flipped = vision.HorizontalFlip()(after)
    assert np.array_equal(flipped, after[:, ::-1, :])  # upside down
    right = vision.ToTensor()(vision.HorizontalFlip()(image))
    assert np.array_equal(right, after[:, :, ::-1])


@mutant("vision.ToTensor(), vision.RandomColorAdjust(0.4)", "vision.RandomColorAdjust(0.4)")
def after_to_tensor_color_operations_fail():
    image = np.zeros((8, 10, 3), np.uint8)
    dataset = ds.GeneratorDataset([(image,)], ["image"])
    dataset = dataset.map([vision.ToTensor(), vision.RandomColorAdjust(0.4)], "image")
    message = "RandomColorAdjust: the channel of image tensor does not match"
    with pytest.raises(RuntimeError, match=message):
        list(dataset)


@mutant("(1.0)(image) == 0", "(1.0)(image.T).T == 0")
def random_erasing_needs_channels_first():
    image = np.ones((32, 32, 3), np.float32)
    wrong = [vision.RandomErasing(1.0)(image) == 0 for _ in range(50)]
    assert any(erased.any() for erased in wrong)
    assert all((erased == erased[:1]).all() for erased in wrong)  # the same in each row
    right = vision.RandomErasing(1.0)(image.T) == 0
    assert right.any()
    assert (right == right[:1]).all()  # the same in each channel


@mutant("vision.RandomCrop((20, 20))", "vision.RandomCrop((20, 20), padding=8)")
def a_crop_must_fit_into_the_image():
    image = np.zeros((8, 10, 3), np.uint8)
    dataset = ds.GeneratorDataset([(image,)], ["image"])
    dataset = dataset.map(vision.RandomCrop((20, 20)), "image")
    with pytest.raises(RuntimeError, match="crop size is bigger than the image dimensions"):
        list(dataset)


@mutant(".batch(2)", "")
@mutant('.map(transforms.OneHot(4), "label")', "")
def mixup_needs_batches_and_one_hot_labels():
    rows = [(np.zeros((8, 10, 3), np.uint8), np.array(label, np.int32)) for label in range(4)]
    dataset = ds.GeneratorDataset(rows, ["image", "label"], shuffle=False)
    dataset = dataset.map(transforms.OneHot(4), "label").batch(2)
    dataset = dataset.map(vision.MixUpBatch(0.5), ["image", "label"])
    for batch in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        assert batch["label"].shape == (2, 4)
        assert batch["image"].shape == (2, 8, 10, 3)


@mutant("vision.ImageBatchFormat.NCHW", "vision.ImageBatchFormat.NHWC")
def cutmix_needs_the_format_of_the_batch():
    rows = [(np.zeros((8, 10, 3), np.uint8), np.array(label, np.int32)) for label in range(4)]
    dataset = ds.GeneratorDataset(rows, ["image", "label"], shuffle=False)
    dataset = dataset.map(vision.ToTensor(), "image")
    dataset = dataset.map(transforms.OneHot(4), "label").batch(2)
    mix = vision.CutMixBatch(vision.ImageBatchFormat.NCHW)
    dataset = dataset.map(mix, ["image", "label"])
    for batch in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        assert batch["image"].shape == (2, 3, 8, 10)
        assert np.allclose(batch["label"].sum(axis=1), 1)


@mutant("(8, 10, 1)", "(8, 10, 3)")
def color_operations_need_three_channels():
    image = np.zeros((8, 10, 1), np.uint8)
    policies = [vision.AutoAugment(), vision.RandAugment(), vision.TrivialAugmentWide()]
    for operation in [vision.RandomColorAdjust(0.4), *policies]:
        dataset = ds.GeneratorDataset([(image,)] * 50, ["image"]).map(operation, "image")
        with pytest.raises(RuntimeError, match="channel"):
            list(dataset)
