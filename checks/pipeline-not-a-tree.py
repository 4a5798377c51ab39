"""Checks of the claims of the entry `pipeline-not-a-tree`."""

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


@mutant("numbers.map(lambda x: x + 1)", "train.map(lambda x: x + 1)")
def two_branches_of_one_dataset_raise_an_error():
    numbers = ds.NumpySlicesDataset(np.ones((4, 1)), ["x"], shuffle=False)
    train = numbers.map(lambda x: x * 2)
    valid = numbers.map(lambda x: x + 1)
    with pytest.raises(ValueError, match="The data pipeline is not a tree"):
        list(train)
    assert valid is not train


@mutant("numbers().map(lambda x: x + 3)", "train.map(lambda x: x + 3)")
def a_function_builds_a_new_pipeline_each_time():
    def numbers():
        return ds.NumpySlicesDataset(np.ones((4, 1)), ["x"], shuffle=False)

    train = numbers().map(lambda x: x * 2)
    valid = numbers().map(lambda x: x + 3)
    print(len(list(train)), len(list(valid)))

    # Proof: the two pipelines give different values.
    first = next(train.create_tuple_iterator(output_numpy=True))[0]
    second = next(valid.create_tuple_iterator(output_numpy=True))[0]
    assert (first.item(), second.item()) == (2.0, 4.0)


@mutant("[3, 1]", "[2, 2]")
def split_makes_independent_parts():
    numbers = ds.NumpySlicesDataset(np.arange(4).reshape(4, 1), ["x"], shuffle=False)
    first, second = numbers.split([3, 1], randomize=False)
    print(len(list(first)), len(list(second)))

    # Proof: the parts have different rows.
    rows = [row[0].item() for row in first.create_tuple_iterator(output_numpy=True)]
    assert rows == [0, 1, 2]


@mutant("data + data", "data.repeat(2)")
def a_dataset_is_not_joined_with_itself():
    data = ds.NumpySlicesDataset(np.ones((4, 1)), ["x"], shuffle=False)
    assert len(list(data.repeat(2))) == 8
    data = ds.NumpySlicesDataset(np.ones((4, 1)), ["x"], shuffle=False)
    with pytest.raises(ValueError, match="The data pipeline is not a tree"):
        list(data + data)
    data = ds.NumpySlicesDataset(np.ones((4, 1)), ["x"], shuffle=False)
    with pytest.raises(ValueError, match="The data pipeline is not a tree"):
        list(ds.zip((data, data.map(lambda x: x + 1).rename("x", "y"))))


@mutant("ds.config.set_seed(1)", "ds.config.set_seed(5489)")
def a_seed_keeps_random_parts_apart():
    ds.config.set_seed(1)
    numbers = ds.NumpySlicesDataset(np.arange(100).reshape(100, 1), ["x"], shuffle=False)
    train, valid = numbers.split([0.8, 0.2])
    train = train.shuffle(80)
    print(len(list(train)), len(list(valid)))

    # Proof: the parts share no row.
    rows = [
        {row[0].item() for row in part.create_tuple_iterator(output_numpy=True)}
        for part in (train, valid)
    ]
    assert not rows[0] & rows[1]


@mutant("(x, x * 2)", "(x, x * 3)")
def one_map_makes_two_columns():
    data = ds.NumpySlicesDataset(np.ones((4, 1)), ["x"], shuffle=False)
    data = data.map(lambda x: (x, x * 2), ["x"], ["x", "y"])
    rows = list(data.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert [(row["x"].tolist(), row["y"].tolist()) for row in rows] == [([1.0], [2.0])] * 4
