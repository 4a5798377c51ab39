"""Checks of the claims of the entry `shuffle-and-sampler`."""

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant

ROWS = [(np.array([number]),) for number in range(8)]


def _values(dataset):
    return [row[0].item() for row in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True)]


@mutant("shuffle=True, sampler", "shuffle=None, sampler")
def shuffle_and_sampler_exclude_each_other():
    with pytest.raises(ValueError, match="Conflicting arguments during sampler assignments"):
        ds.GeneratorDataset(ROWS, ["x"], shuffle=True, sampler=ds.SequentialSampler())


@mutant("ds.PKSampler(2)", "ds.RandomSampler()")
def pk_sampler_is_not_supported():
    with pytest.raises(ValueError, match="GeneratorDataset doesn't support PKSampler"):
        ds.GeneratorDataset(ROWS, ["x"], sampler=ds.PKSampler(2))


@mutant("[1] * 750 + [3] * 250", "[1] * 1000")
def weights_balance_the_classes():
    labels = np.array([[0]] * 750 + [[1]] * 250)  # 250 rows of the rare class
    sampler = ds.WeightedRandomSampler([1] * 750 + [3] * 250, num_samples=1000)
    dataset = ds.NumpySlicesDataset(labels, ["label"], sampler=sampler)
    print(0.4 < np.mean(_values(dataset)) < 0.6)

    # Proof: the rare class is read about half the time.
    assert 0.4 < np.mean(_values(dataset)) < 0.6


@mutant("sampler=Fixed()", "shuffle=False")
def a_class_gives_any_order():
    class Fixed(ds.Sampler):
        def __iter__(self):
            yield from [7, 0, 3]

    dataset = ds.GeneratorDataset(ROWS, ["x"], sampler=Fixed())
    print(_values(dataset))

    # Proof: these rows come in this order.
    assert _values(dataset) == [7, 0, 3]


@mutant("lambda: iter(ROWS)", "ROWS")
def an_iterator_is_not_shuffled():
    ds.config.set_seed(1)
    dataset = ds.GeneratorDataset(lambda: iter(ROWS), ["x"], shuffle=True)
    assert _values(dataset) == list(range(8))


@mutant("shuffle=False", "shuffle=None")
def a_source_with_indices_is_shuffled_by_default():
    ds.config.set_seed(1)
    assert _values(ds.GeneratorDataset(ROWS, ["x"])) != list(range(8))
    ds.config.set_seed(1)
    assert _values(ds.GeneratorDataset(ROWS, ["x"], shuffle=False)) == list(range(8))


@mutant("num_shards=4", "num_shards=5")
def shards_are_filled_up_to_one_size():
    shards = [
        _values(ds.NumpySlicesDataset(np.arange(10), num_shards=4, shard_id=card, shuffle=False))
        for card in range(4)
    ]
    print(shards)

    # Proof: the last two shards repeat the first rows.
    assert shards == [[0, 4, 8], [1, 5, 9], [2, 6, 0], [3, 7, 1]]


@mutant("super().__init__()", "pass")
def a_sampler_calls_the_base_class():
    class First(ds.Sampler):
        def __init__(self, count):
            super().__init__()
            self.count = count

        def __iter__(self):
            yield from range(self.count)

    assert _values(ds.GeneratorDataset(ROWS, ["x"], sampler=First(2))) == [0, 1]


@mutant("rows.shuffle(1)", "rows.shuffle(2)")
def a_shuffle_buffer_has_at_least_two_rows():
    rows = ds.NumpySlicesDataset(np.arange(3))
    with pytest.raises(ValueError, match="Input buffer_size is not within the required interval"):
        rows.shuffle(1)
    assert rows.shuffle(100).get_dataset_size() == 3


@mutant("ds.DistributedSampler(2, card, shuffle=True)", "ds.DistributedSampler(2, 0, shuffle=True)")
def a_distributed_sampler_is_num_shards_with_shuffle():
    ds.config.set_seed(1)
    for card in range(2):
        parts = ds.GeneratorDataset(ROWS, ["x"], num_shards=2, shard_id=card)
        sampler = ds.DistributedSampler(2, card, shuffle=True)
        sampled = ds.GeneratorDataset(ROWS, ["x"], sampler=sampler)
        assert _values(parts) == _values(sampled) != list(range(card, 8, 2))
