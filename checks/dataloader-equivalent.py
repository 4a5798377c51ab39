"""Checks of the claims of the entry `dataloader-equivalent`."""

import mindspore.dataset as ds
import numpy as np

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


@mutant("for _ in range(3)", "for _ in range(2)")
def one_iterator_serves_all_epochs():
    dataset = ds.GeneratorDataset(Numbers(), ["x", "y"]).batch(5)
    iterator = dataset.create_tuple_iterator(num_epochs=3)
    steps = sum(1 for _ in range(3) for _ in iterator)
    assert steps == 6
