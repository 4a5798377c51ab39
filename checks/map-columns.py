"""Checks of the claims of the entry `map-columns`."""

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


def _data():
    rows = [(np.ones(3, np.float32), np.zeros(2, np.float32))]
    return ds.GeneratorDataset(rows, ["x", "y"], shuffle=False)


@mutant('["x", "y"], ["both"]', '["x", "y"], None')
def two_columns_become_one():
    rows = [(np.ones(3, np.float32), np.zeros(2, np.float32))]
    dataset = ds.GeneratorDataset(rows, ["x", "y"], shuffle=False)
    dataset = dataset.map(lambda x, y: np.concatenate([x, y]), ["x", "y"], ["both"])
    for row in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        print(row)

    # Proof: it is one column with all five values.
    assert list(row) == ["both"]
    assert row["both"].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]


@mutant("lambda x: (x, x * 2)", "lambda x: x * 2")
def the_numbers_of_columns_must_match():
    dataset = _data().map(lambda x: (x, x * 2), ["x"])
    with pytest.raises(RuntimeError, match="should match the number of 'output_columns'"):
        list(dataset)


@mutant("lambda x: [x, x * 2]", "lambda x: (x, x * 2)")
def a_list_counts_as_one_array():
    dataset = _data().map(lambda x: [x, x * 2], ["x"], ["x", "double"])
    with pytest.raises(RuntimeError, match="should match the number of 'output_columns'"):
        list(dataset)


@mutant('["x"], ["x", "y"]', '["x", "y"], ["x", "y"]')
def a_column_that_exists_keeps_its_values():
    dataset = _data().map(lambda x, *others: (x, x + 1), ["x"], ["x", "y"])
    row = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert row["y"].tolist() == [0.0, 0.0]


@mutant("lambda x: print(x.shape)", "lambda x: x")
def a_function_must_return_something():
    dataset = _data().map(lambda x: print(x.shape), ["x"])
    with pytest.raises(RuntimeError, match="Got None from Python object"):
        list(dataset)


@mutant('project(["b", "y"])', 'project(["y", "b"])')
def project_selects_and_sorts():
    dataset = _data().map(lambda x: (x, x * 2), ["x"], ["a", "b"]).project(["b", "y"])
    row = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert list(row) == ["b", "y"]


@mutant("python_multiprocessing=True", "python_multiprocessing=False")
def with_processes_the_message_differs():
    dataset = _data().map(
        lambda x: print(x.shape), ["x"], num_parallel_workers=2, python_multiprocessing=True
    )
    with pytest.raises(RuntimeError, match="Got None from Python Function"):
        list(dataset)
