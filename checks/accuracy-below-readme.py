"""Checks of the claims of the entry `accuracy-below-readme`."""

import mindspore.dataset as ds

from checks import mutant


@mutant("drop_remainder=True", "drop_remainder=False")
def samples_are_dropped_or_counted_twice():
    rows = list(range(10))
    batches = ds.NumpySlicesDataset(rows).batch(4, drop_remainder=True)
    shard = ds.NumpySlicesDataset(rows, num_shards=8, shard_id=0)
    print(batches.get_dataset_size() * 4, shard.get_dataset_size() * 8)

    # Proof: the rows that are read have these counts.
    def read(dataset):
        return dataset.create_tuple_iterator(output_numpy=True, num_epochs=1)

    assert sum(len(batch) for (batch,) in read(batches)) == 8
    shards = [ds.NumpySlicesDataset(rows, num_shards=8, shard_id=i) for i in range(8)]
    assert sum(len(list(read(each))) for each in shards) == 16
