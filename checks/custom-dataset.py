"""Checks of the claims of the entry `custom-dataset`."""

from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


@mutant("return self.images[index], np.array", "return np.array")
def a_class_becomes_batches():
    class MyData:
        def __init__(self):
            self.images = np.zeros((10, 3, 32, 32), np.float32)
            self.labels = np.arange(10) % 2

        def __len__(self):
            return len(self.images)

        def __getitem__(self, index):
            return self.images[index], np.array(self.labels[index], np.int32)

    dataset = ds.GeneratorDataset(MyData(), ["image", "label"], shuffle=True).batch(4)
    for image, label in dataset.create_tuple_iterator():
        print(image.shape, image.dtype, label.shape, label.dtype)

    # Proof: ten rows give three batches, and each row comes once.
    batches = list(dataset.create_tuple_iterator(output_numpy=True))
    assert [len(image) for image, _ in batches] == [4, 4, 2]
    assert sum(int(label.sum()) for _, label in batches) == 5


class Pairs:
    """Ten rows with two columns."""

    def __len__(self):
        return 10

    def __getitem__(self, index):
        return np.full(3, index, np.float32), np.array(index, np.int32)


def _labels(part):
    """Return the sorted labels of one pass over a dataset."""
    return sorted(int(label) for _, label in part.create_tuple_iterator(output_numpy=True))


def _epochs(part):
    """Return the labels of three epochs of one iterator, as `Model.train` reads them."""
    iterator = part.create_tuple_iterator(output_numpy=True, num_epochs=3)
    return [[int(label) for _, label in iterator] for _ in range(3)]


@mutant("ds.config.set_seed(1)", "ds.config.set_prefetch_size(1)")
@mutant(', ["x", "label"], shuffle=False)', ', ["x", "label"])')
def split_needs_a_seed_and_a_fixed_order():
    ds.config.set_seed(1)
    dataset = ds.GeneratorDataset(Pairs(), ["x", "label"], shuffle=False)
    train, test = dataset.split([0.8, 0.2])
    train = train.shuffle(train.get_dataset_size())
    print(train.get_dataset_size(), test.get_dataset_size())

    # Proof: in ten passes of three epochs, the parts stay the same and share no row.
    for _ in range(10):
        rows = {tuple(sorted(epoch)) for epoch in _epochs(train)}
        assert rows == {tuple(sorted({*range(10)} - {*_labels(test)}))}
    assert len({tuple(epoch) for epoch in _epochs(train)}) > 1


@mutant(', ["x", "label"])', ', ["x", "label"], shuffle=False)')
def a_shuffled_source_is_split_anew_in_each_epoch():
    ds.config.set_seed(1)
    train, _ = ds.GeneratorDataset(Pairs(), ["x", "label"]).split([0.8, 0.2])
    # Proof: the epochs of one iterator don't read the same rows, in spite of the seed.
    assert len({tuple(sorted(epoch)) for epoch in _epochs(train)}) > 1


@mutant("ds.GeneratorDataset(", "ds.config.set_seed(1) or ds.GeneratorDataset(")
def without_a_seed_each_pass_splits_anew():
    _, test = ds.GeneratorDataset(Pairs(), ["x", "label"]).split([0.8, 0.2])
    # Proof: ten passes over the test set don't always read the same rows.
    assert len({tuple(_labels(test)) for _ in range(10)}) > 1


@mutant('["x"]', '["x", "label"]')
def each_value_needs_a_column():
    dataset = ds.GeneratorDataset(Pairs(), ["x"])
    error = "should return same number of NumPy arrays as specified in column_names"
    with pytest.raises(RuntimeError, match=error):
        list(dataset)


@mutant(
    "def __getitem__(self, index)", "__len__ = lambda self: 3\n\n    def __getitem__(self, index)"
)
def a_length_is_required():
    class NoLength:
        values = range(3)

        def __getitem__(self, index):
            return (np.array(self.values[index]),)

    error = "Attempt to construct a random access dataset, '__len__' method is required"
    with pytest.raises(RuntimeError, match=error):
        ds.GeneratorDataset(NoLength(), ["x"]).get_dataset_size()


@mutant("yield", "return")
def a_generator_function_is_a_source():
    def rows():
        for number in range(5):
            yield (np.full(2, number, np.float32),)

    dataset = ds.GeneratorDataset(rows, ["x"])
    assert [float(x[0]) for (x,) in dataset.create_tuple_iterator(output_numpy=True)] == [
        0,
        1,
        2,
        3,
        4,
    ]


@mutant("column_defaults=[0.0, 0.0, 0]", "column_defaults=[0.0, 0.0, 0.0]")
def a_csv_file_is_read_by_types():
    Path("points.csv").write_text("a,b,label\n1,2,0\n3,4,1\n")
    dataset = ds.CSVDataset("points.csv", column_defaults=[0.0, 0.0, 0], shuffle=False)

    # Proof: the header gives the names, the defaults give the types.
    assert dataset.get_col_names() == ["a", "b", "label"]
    rows = list(dataset.create_tuple_iterator())
    assert [[value.item() for value in row] for row in rows] == [[1, 2, 0], [3, 4, 1]]
    assert [value.dtype for value in rows[0]] == [ms.float32, ms.float32, ms.int32]

    # Two columns become one, which comes before the label.
    dataset = dataset.map(lambda a, b: np.stack([a, b]), ["a", "b"], ["x"])
    assert dataset.get_col_names() == ["x", "label"]
    assert [row[0].tolist() for row in dataset.create_tuple_iterator(output_numpy=True)] == [
        [1, 2],
        [3, 4],
    ]
