"""Checks of the claims of the entry `dataset-python-error`."""

import contextlib
import io
import threading
import traceback

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


class Photos:
    def __init__(self, sizes):
        self.sizes = sizes

    def __len__(self):
        return len(self.sizes)

    def __getitem__(self, index):
        return np.ones(8) / self.sizes[index], np.array([index])


@mutant("[4, None, 2]", "[4, 3, 2]")
def the_original_error_is_in_the_message():
    dataset = ds.GeneratorDataset(Photos([4, None, 2]), ["image", "label"], shuffle=False)
    with pytest.raises(RuntimeError) as error:
        list(dataset.create_tuple_iterator(output_numpy=True))
    message = str(error.value)
    assert "Exception thrown from user defined Python function in dataset" in message
    assert "TypeError: unsupported operand type(s)" in message
    assert "self.sizes[index]" in message


@mutant("[4, None, 2]", "[4, 3, 2]")
def a_loop_over_the_source_finds_the_row():
    source = Photos([4, None, 2])
    index = 0
    try:
        for index in range(len(source)):
            source[index]
    except TypeError:
        print("row", index)
        traceback.print_exc()

    # Proof: it is the row with None.
    assert index == 1


@mutant('["image"]', '["image", "label"]')
def one_name_for_each_array():
    dataset = ds.GeneratorDataset(Photos([1, 2]), ["image"], shuffle=False)
    with pytest.raises(RuntimeError, match="the size of column_names is:1 and number of returned"):
        list(dataset.create_tuple_iterator(output_numpy=True))


@mutant('"picture"', '"image"')
def a_map_needs_a_column_that_exists():
    dataset = ds.GeneratorDataset(Photos([1, 2]), ["image", "label"], shuffle=False)
    dataset = dataset.map(lambda x: x, input_columns="picture")
    with pytest.raises(RuntimeError, match="input column name: picture doesn't exist"):
        list(dataset.create_tuple_iterator(output_numpy=True))


@mutant("set_debug_mode(True)", "set_debug_mode(False)")
def debug_mode_runs_in_the_main_thread():
    threads, printed = [], io.StringIO()

    def transform(image):
        threads.append(threading.current_thread())
        return image

    ds.config.set_debug_mode(True)
    dataset = ds.GeneratorDataset(Photos([1, 2]), ["image", "label"], shuffle=False)
    dataset = dataset.map(transform, input_columns="image")
    with contextlib.redirect_stdout(printed):
        list(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    ds.config.set_debug_mode(False)
    assert threads == [threading.main_thread()] * 2
    assert "The shape is [(8,)]" in printed.getvalue()


@mutant("(column, column)", "(column,)")
def a_batch_function_gets_columns_and_information():
    rows = ds.GeneratorDataset([(np.ones(2),)] * 4, ["x"])
    with pytest.raises(ValueError, match="The signature of per_batch_map should match"):
        rows.batch(2, per_batch_map=lambda column: (column,), input_columns=["x"])
    two = rows.batch(
        2,
        per_batch_map=lambda column, info: (column, column),
        input_columns=["x"],
        output_columns=["x", "y"],
    )
    assert len(next(two.create_tuple_iterator(num_epochs=1, output_numpy=True))) == 2


@mutant("[1, None]", "[1, 2], np.int64")
def object_arrays_are_not_accepted():
    mixed = np.array([1, None])

    class Rows:
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return (mixed,)

    with pytest.raises(RuntimeError, match="to be int or float or str, but got object"):
        list(ds.GeneratorDataset(Rows(), ["x"]))
    rows = ds.GeneratorDataset([(np.ones(2),)] * 2, ["x"])
    with pytest.raises(RuntimeError, match="data type is unknown"):
        list(rows.map(lambda x: mixed, ["x"]))
