"""Checks of the claims of the entry `text-dataset`."""

from pathlib import Path

import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore.dataset import text

from checks import mutant, needs


@mutant('"<unk>")], "text")', '"cat")], "text")')
def a_text_file_becomes_numbers():
    Path("train.txt").write_text("A cat sleeps\nThe black dog runs\n")
    words = [text.CaseFold(), text.WhitespaceTokenizer()]

    lines = ds.TextFileDataset("train.txt", shuffle=False).map(words, "text")
    special = ["<pad>", "<unk>"]
    vocab = text.Vocab.from_list(["a", "cat", "the", "dog"], special_tokens=special)
    dataset = lines.map([text.Lookup(vocab, "<unk>")], "text")
    dataset = dataset.padded_batch(2, pad_info={"text": ([6], 0)})  # 0 is <pad>
    for batch in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        print(batch["text"])

    # Proof: unknown words are 1, and rows have one length.
    assert batch["text"].tolist() == [[2, 3, 1, 0, 0, 0], [4, 1, 5, 1, 0, 0]]


@mutant('"a cat', '"a dog')
def a_vocabulary_can_be_built_from_the_data():
    Path("train.txt").write_text("a cat\na black dog\n")
    lines = ds.TextFileDataset("train.txt").map(text.WhitespaceTokenizer(), "text")
    vocab = text.Vocab.from_dataset(lines, "text", special_tokens=["<pad>", "<unk>"])
    assert set(vocab.vocab()) == {"<pad>", "<unk>", "a", "cat", "black", "dog"}
    assert [vocab.vocab()[word] for word in ("<pad>", "<unk>", "a")] == [0, 1, 2]


def _tokens(tokenizer, line):
    dataset = ds.GeneratorDataset([(np.array(line),)], ["text"]).map(tokenizer, "text")
    (row,) = dataset.create_tuple_iterator(num_epochs=1, output_numpy=True)
    return row[0].tolist()


@mutant("text.BasicTokenizer()", "text.WhitespaceTokenizer()")
def tokenizers_cut_differently():
    basic = text.BasicTokenizer()
    assert _tokens(text.WhitespaceTokenizer(), "It's a cat.") == ["It's", "a", "cat."]
    assert _tokens(basic, "It's a cat.") == ["It", "'", "s", "a", "cat", "."]
    assert _tokens(basic, "\u4eca\u5929good") == ["\u4eca", "\u5929", "good"]
    assert _tokens(text.UnicodeCharTokenizer(), "\u4eca\u5929") == ["\u4eca", "\u5929"]
    lower = text.PythonTokenizer(lambda line: line.lower().split())
    assert _tokens(lower, "A b") == ["a", "b"]


@mutant("text.Lookup(vocab)", 'text.Lookup(vocab, "<unk>")')
def unknown_words_are_an_error():
    vocab = text.Vocab.from_list(["cat"], special_tokens=["<pad>", "<unk>"])
    with pytest.raises(RuntimeError, match="exist in vocab and no unknown token is specified"):
        _tokens([text.WhitespaceTokenizer(), text.Lookup(vocab)], "black cat")


@mutant(
    "[1, 2, 3], np.int32)\n    return ids, np.ones_like(ids)",
    "[1, 2, 3], np.int32)\n    return ids",
)
def a_python_tokenizer_works_in_map():
    def encode(line):
        assert str(line) == "a cat"
        ids = np.array([1, 2, 3], np.int32)
        return ids, np.ones_like(ids)

    Path("train.txt").write_text("a cat\n")
    dataset = ds.TextFileDataset("train.txt").map(encode, "text", ["ids", "mask"])
    dataset = dataset.padded_batch(1, pad_info={"ids": ([5], 0), "mask": ([5], 0)})
    (row,) = dataset.create_dict_iterator(num_epochs=1, output_numpy=True)
    assert row["ids"].tolist() == [[1, 2, 3, 0, 0]]
    assert row["mask"].tolist() == [[1, 1, 1, 0, 0]]


@needs("mindspore>=2.10")
@mutant('np.array("a cat")', "np.array([1.0])")
def texts_stay_numpy_arrays():
    dataset = ds.GeneratorDataset([(np.array("a cat"),)], ["text"])
    (row,) = dataset.create_tuple_iterator(num_epochs=1)
    assert isinstance(row[0], np.ndarray)


@mutant('["", 0]', '["", ""]')
def a_csv_file_has_texts_and_labels():
    Path("train.csv").write_text('text,label\na cat,0\n"a dog, too",1\n')
    dataset = ds.CSVDataset("train.csv", column_defaults=["", 0], shuffle=False)
    rows = list(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert [(str(row["text"]), row["label"].tolist()) for row in rows] == [
        ("a cat", 0),
        ("a dog, too", 1),
    ]
