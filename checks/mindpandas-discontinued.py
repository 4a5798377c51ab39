"""Checks of the claims of the entry `mindpandas-discontinued`."""

import mindspore.dataset as ds
import numpy as np

from checks import mutant


@mutant('"age": np.array([[20.0]', '"years": np.array([[20.0]')
def columns_become_a_dataset():
    columns = {
        "age": np.array([[20.0], [31.0], [42.0]], np.float32),
        "label": np.array([[0], [1], [1]], np.int32),
    }
    dataset = ds.NumpySlicesDataset(columns, shuffle=False).batch(3)
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["label"].ravel())

    # Proof: both columns have their names and values.
    (row,) = dataset.create_dict_iterator(output_numpy=True)
    assert row["age"].ravel().tolist() == [20, 31, 42]
    assert row["label"].ravel().tolist() == [0, 1, 1]
