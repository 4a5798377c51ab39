"""Checks of the claims of the entry `training-has-no-steps`."""

import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.train import Model

from checks import mutant


@mutant("batch(8, drop_remainder=True)", "batch(5, drop_remainder=True)")
def an_incomplete_batch_is_dropped():
    rows = np.ones((5, 4), np.float32)
    dropped = ds.NumpySlicesDataset(rows).batch(8, drop_remainder=True)
    kept = ds.NumpySlicesDataset(rows).batch(8)
    print(dropped.get_dataset_size(), kept.get_dataset_size())

    # Proof: there is no batch to drop from, and one that is kept.
    assert (dropped.get_dataset_size(), kept.get_dataset_size()) == (0, 1)


@mutant("batch(8", "batch(5")
def model_train_rejects_an_empty_dataset():
    columns = (np.ones((5, 4), np.float32), np.ones((5, 3), np.float32))
    dataset = ds.NumpySlicesDataset(columns, ["x", "y"]).batch(8, drop_remainder=True)
    net = nn.Dense(4, 3)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params()))
    with pytest.raises(ValueError, match="There is no valid data in dataset"):
        model.train(1, dataset)


@mutant("model.train(0", "model.train(1")
def model_train_rejects_zero_epochs():
    columns = (np.ones((5, 4), np.float32), np.ones((5, 3), np.float32))
    dataset = ds.NumpySlicesDataset(columns, ["x", "y"]).batch(5)
    net = nn.Dense(4, 3)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params()))
    with pytest.raises(ValueError, match="must be int and must > 0, but got '0' with type 'int'"):
        model.train(0, dataset)


@mutant("range(0)", "range(1)")
def an_empty_dataset_class_raises_an_error():
    class Images:
        paths = range(0)

        def __len__(self):
            return len(self.paths)

        def __getitem__(self, index):
            return np.array(self.paths[index])

    with pytest.raises(RuntimeError, match="data row of input source must not be 0"):
        ds.GeneratorDataset(Images(), ["image"]).get_dataset_size()
