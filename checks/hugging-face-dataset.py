"""Checks of the claims of the entry `hugging-face-dataset`."""

import json

import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


class Rows:
    """Rows as dicts, which only accept Python integers, like a Hugging Face dataset."""

    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        if not isinstance(index, int):
            raise TypeError(f"Wrong key type: '{index}' of type '{type(index)}'.")
        return self.rows[index]


CHOSEN = [{"role": "user", "content": "hi"}]
data = Rows([{"text": "a", "label": 0, "chosen": CHOSEN}, {"text": "b", "label": 1, "chosen": []}])


@mutant("[int(index)]", "[index]")
def an_adapter_returns_arrays():
    class Adapter:
        def __init__(self, data):
            self.data = data

        def __len__(self):
            return len(self.data)

        def __getitem__(self, index):
            row = self.data[int(index)]
            return np.array(row["text"]), np.array(row["label"], np.int32)

    dataset = ds.GeneratorDataset(Adapter(data), ["text", "label"], shuffle=False).batch(2)
    for text, label in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True):
        print(text.shape, label.shape)

    # Proof: the values are those of the rows.
    assert (text.tolist(), label.tolist()) == (["a", "b"], [0, 1])


@mutant("index if", "int(index) if")
def the_index_is_a_numpy_integer():
    class Source:
        def __len__(self):
            return 1

        def __getitem__(self, index):
            seen.append(index if isinstance(index, np.integer) else None)
            return (np.array(1),)

    seen = []
    list(ds.GeneratorDataset(Source(), ["x"]).create_tuple_iterator(num_epochs=1))
    assert seen
    assert all(isinstance(index, np.integer) for index in seen)


def _column(convert):
    """Return the first value of a column made from the messages."""

    class Source:
        def __len__(self):
            return 1

        def __getitem__(self, index):
            return (np.array(convert(CHOSEN)),)

    dataset = ds.GeneratorDataset(Source(), ["chosen"])
    return next(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))[0]


@mutant("_column(json.dumps)", "_column(lambda messages: messages)")
def messages_become_text():
    messages = [{"role": "user", "content": "hi"}]
    print(np.array(messages).dtype, np.array(json.dumps(messages)).dtype.kind)

    # Proof: the dataset rejects the first, and returns the second.
    with pytest.raises(RuntimeError, match="expected to be int or float or str, but got object"):
        _column(lambda messages: messages)
    assert json.loads(str(_column(json.dumps))) == messages


@mutant("None)", "0)")
def none_is_rejected():
    with pytest.raises(RuntimeError, match="expected to be int or float or str, but got object"):
        _column(lambda _: None)


@mutant("padded_batch(2, pad_info={", "batch(2, **{")
def padded_batch_pads_token_ids():
    class Source:
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return (np.arange(1, int(index) + 2),)

    dataset = ds.GeneratorDataset(Source(), ["ids"], shuffle=False)
    dataset = dataset.padded_batch(2, pad_info={"ids": ([3], 0)})
    (ids,) = next(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert ids.tolist() == [[1, 0, 0], [1, 2, 0]]


@mutant("([2], 0)", "([3], 0)")
def padded_batch_cuts_longer_lists():
    class Source:
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return (np.arange(1, int(index) + 3),)

    dataset = ds.GeneratorDataset(Source(), ["ids"], shuffle=False)
    dataset = dataset.padded_batch(2, pad_info={"ids": ([2], 0)})
    (ids,) = next(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert ids.tolist() == [[1, 2], [1, 2]]
