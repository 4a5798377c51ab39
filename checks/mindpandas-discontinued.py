"""Checks of the claims of the entry `mindpandas-discontinued`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


@mutant('"age": np.array([[20.0]', '"years": np.array([[20.0]')
def columns_become_a_dataset():
    columns = {
        "age": np.array([[20.0], [31.0], [42.0]], np.float32),
        "label": np.array([0, 1, 1], np.int32),
    }
    dataset = ds.NumpySlicesDataset(columns, shuffle=False).batch(3)
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["label"].ravel())

    # Proof: both columns have their names and values.
    (row,) = dataset.create_dict_iterator(output_numpy=True)
    assert row["age"].ravel().tolist() == [20, 31, 42]
    assert row["label"].tolist() == [0, 1, 1]


@mutant("column([0, 1, 1]))", "column([[0], [1], [1]]))")
def class_labels_have_one_dimension():
    def column(values):
        dataset = ds.NumpySlicesDataset({"label": np.array(values, np.int32)}, shuffle=False)
        (row,) = dataset.batch(3).create_dict_iterator()
        return row["label"]

    loss = nn.CrossEntropyLoss()
    logits = ms.Tensor(np.zeros((3, 2), np.float32))
    assert np.isclose(loss(logits, column([0, 1, 1])).asnumpy(), np.log(2))
    with pytest.raises(TypeError, match="labels"):
        loss(logits, column([[0], [1], [1]]))
