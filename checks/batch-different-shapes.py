"""Checks of the claims of the entry `batch-different-shapes`."""

import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore.dataset import vision

from checks import mutant


def _photos():
    sizes = [(6, 8), (4, 5)]
    rows = [(np.ones((*size, 3), np.uint8),) for size in sizes]
    dataset = ds.GeneratorDataset(rows, ["image"], shuffle=False)
    assert dataset.get_dataset_size() == 2
    return dataset


@mutant("(4, 5)]", "(6, 8)]")
def rows_of_one_batch_need_one_shape():
    dataset = _photos().batch(2)
    with pytest.raises(
        RuntimeError, match="Cannot batch tensors with different shapes in column 0"
    ):
        list(dataset.create_tuple_iterator(output_numpy=True))


@mutant("vision.Resize((4, 4))", "vision.Resize(4)")
def resizing_to_height_and_width_works():
    dataset = _photos().map(vision.Resize((4, 4)), "image").batch(2)
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["image"].shape)

    # Proof: it is one batch of both images.
    assert row["image"].shape == (2, 4, 4, 3)


@mutant("vision.Resize(4)", "vision.Resize((4, 4))")
def one_number_only_sets_the_shorter_edge():
    resize, shapes = vision.Resize(4), []
    for size in ((6, 8), (4, 12)):
        dataset = ds.GeneratorDataset([(np.ones((*size, 3), np.uint8),)], ["image"])
        for row in dataset.map(resize, "image").create_dict_iterator(output_numpy=True):
            shapes.append(row["image"].shape)
    assert shapes == [(4, 5, 3), (4, 12, 3)]


@mutant("([None], 0)", "([None], 9)")
def padding_fills_up_to_the_largest():
    rows = [(np.array([1, 2, 3]),), (np.array([4]),)]
    dataset = ds.GeneratorDataset(rows, ["tokens"], shuffle=False)
    dataset = dataset.padded_batch(2, pad_info={"tokens": ([None], 0)})
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["tokens"])

    # Proof: the shorter row ends with zeros.
    assert row["tokens"].tolist() == [[1, 2, 3], [4, 0, 0]]


@mutant("np.array(len(tokens), np.int32)", "np.array(2, np.int32)")
def lengths_are_kept_beside_the_padding():
    def add_length(tokens):
        return tokens, np.array(len(tokens), np.int32)

    rows = [(np.array([1, 2, 3]),), (np.array([4]),)]
    dataset = ds.GeneratorDataset(rows, ["tokens"], shuffle=False)
    dataset = dataset.map(add_length, "tokens", ["tokens", "length"])
    dataset = dataset.padded_batch(2, pad_info={"tokens": ([4], 0)})
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(np.arange(4) < row["length"][:, None])

    # Proof: the mask covers the values.
    mask = np.arange(4) < row["length"][:, None]
    assert mask.tolist() == (row["tokens"] > 0).tolist()


@mutant("info.get_batch_num() % 2", "0")
def each_batch_has_its_own_size():
    def resize(images, info):
        size = (224, 448)[info.get_batch_num() % 2]
        return ([vision.Resize((size, size))(image) for image in images],)

    photos = [(np.ones((60, 80, 3), np.uint8), np.array(1, np.int32))] * 4
    dataset = ds.GeneratorDataset(photos, ["image", "label"], shuffle=False)
    dataset = dataset.batch(2, per_batch_map=resize, input_columns=["image"])
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["image"].shape, row["label"].shape)

    # Proof: the second batch has the other size, and the labels are still there.
    assert row["image"].shape == (2, 448, 448, 3)
    assert row["label"].tolist() == [1, 1]


@mutant("([2], 0)", "([None], 0)")
def a_number_pads_and_cuts():
    rows = [(np.array([1, 2, 3]),), (np.array([4]),)]
    dataset = ds.GeneratorDataset(rows, ["tokens"], shuffle=False)
    dataset = dataset.padded_batch(2, pad_info={"tokens": ([2], 0)})
    (row,) = dataset.create_dict_iterator(num_epochs=1, output_numpy=True)
    assert row["tokens"].tolist() == [[1, 2], [4, 0]]
