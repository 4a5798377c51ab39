"""Checks of the claims of the entry `dataloader-equivalent`."""

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


class Numbers:
    def __len__(self):
        return 10

    def __getitem__(self, index):
        return np.array([index], np.float32), np.array([index % 2])


@mutant("drop_remainder=False", "drop_remainder=True")
def a_dataset_and_batch_replace_the_loader():
    dataset = ds.GeneratorDataset(Numbers(), ["x", "y"], shuffle=True, num_parallel_workers=1)
    dataset = dataset.batch(4, drop_remainder=False)
    for x, y in dataset.create_tuple_iterator(num_epochs=1):
        print(type(x).__name__, x.shape, y.shape)

    # Proof: the third batch has the last two rows.
    shapes = [x.shape for x, _ in dataset.create_tuple_iterator(num_epochs=1)]
    assert shapes == [(4, 1), (4, 1), (2, 1)]


@mutant("def collate(xs, ys)", "def collate(rows, xs=(), ys=())")
def collate_fn_builds_the_batch():
    def collate(xs, ys):
        return np.stack(xs) * 2, np.stack(ys)

    batches = [[0, 1], [2, 3, 4]]
    dataset = ds.GeneratorDataset(Numbers(), ["x", "y"], batch_sampler=batches, collate_fn=collate)
    rows = list(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert [x.ravel().tolist() for x, _ in rows] == [[0.0, 2.0], [4.0, 6.0, 8.0]]


@mutant("return {name: row[name] for name in names}", "return tuple(row[name] for name in names)")
def a_dict_is_not_split():
    row = {"x": np.ones(2, np.float32), "y": np.array(1)}

    class Rows:
        def __init__(self, names):
            self.names = names

        def __len__(self):
            return 2

        def __getitem__(self, index):
            names = self.names
            return {name: row[name] for name in names}

    dataset = ds.GeneratorDataset(Rows(["x"]), ["x"])
    [value] = next(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert list(value) == ["x"]
    dataset = ds.GeneratorDataset(Rows(["x", "y"]), ["x", "y"])
    with pytest.raises(RuntimeError, match="number of returned NumPy array is:1"):
        next(dataset.create_tuple_iterator(num_epochs=1))


@mutant("np.stack(xs) * 2", "np.stack(xs)")
@mutant("collate_fn=lambda x, y: (x, y))", "shuffle=False)")
def per_batch_map_is_the_collate_fn_of_batch():
    def collate(xs, ys, batch_info):
        return np.stack(xs) * 2, np.stack(ys)

    dataset = ds.GeneratorDataset(Numbers(), ["x", "y"], shuffle=False)
    dataset = dataset.batch(4, per_batch_map=collate)
    rows = list(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert [x.ravel().tolist() for x, _ in rows][2] == [16.0, 18.0]
    message = "collate_fn can be specified only when batch_sampler is set"
    with pytest.raises(ValueError, match=message):
        ds.GeneratorDataset(Numbers(), ["x", "y"], collate_fn=lambda x, y: (x, y))


@mutant("for _ in range(3)", "for _ in range(2)")
def one_iterator_serves_all_epochs():
    dataset = ds.GeneratorDataset(Numbers(), ["x", "y"]).batch(5)
    iterator = dataset.create_tuple_iterator(num_epochs=3)
    steps = sum(1 for _ in range(3) for _ in iterator)
    assert steps == 6


@mutant("(0, 10**6)", "(1, 10**6)")
@mutant("(0, 10**6)", "(0, 1)")
def workers_are_limited_by_the_cores():
    for number in (0, 10**6):
        with pytest.raises(ValueError, match="num_parallel_workers exceeds the boundary"):
            ds.GeneratorDataset(Numbers(), ["x", "y"], num_parallel_workers=number)


@mutant(".batch(4)", ".batch(5)")
@mutant("[0.8, 0.2]", "[0.7, 0.3]")
def sizes_and_splits():
    dataset = ds.GeneratorDataset(Numbers(), ["x", "y"])
    train, test = dataset.split([0.8, 0.2])
    assert (train.get_dataset_size(), test.get_dataset_size()) == (8, 2)
    assert dataset.batch(4).get_dataset_size() == 3


@mutant("shuffle=True", "shuffle=None")
def a_sampler_excludes_shuffle():
    with pytest.raises(ValueError, match="Conflicting arguments during sampler assignments"):
        ds.GeneratorDataset(Numbers(), ["x"], sampler=ds.RandomSampler(), shuffle=True)
