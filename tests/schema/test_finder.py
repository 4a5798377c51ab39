"""Tokens, packed words, numbers as text, and the index made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.index import MOST_IN_TITLE, MOST_PLACES, WHOLE, EntryWords, build_index
from schema.tokens import tokenise

FIRST = ord("#")
BACKSLASH = ord("\\") - FIRST


def read_numbers(text: str) -> list[int]:
    """Read digits as their description says, apart from the code that writes them."""
    numbers, number = [], 0
    for character in text:
        digit = ord(character) - FIRST
        digit -= digit > BACKSLASH
        number = number * 45 + digit % 45
        if digit < 45:
            numbers.append(number)
            number = 0
    return numbers


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("save_checkpoint", ["save", "checkpoint", "savecheckpoint"]),
        ("SaveCheckpoint", ["save", "checkpoint", "savecheckpoint"]),
        ("libge_compiler.so", ["libg", "compil", "libgecompil", "so"]),
        ("C++ C# c", ["c++", "c#", "c"]),
        ("MindSpore 2.10.0", ["mind", "spore", "mindspor", "2", "10", "0", "2.10.0"]),
        ("V2.10 conv2d", ["2", "10", "2.10", "conv2d"]),
        ("CANN8.0跑qwen2.5vl", ["cann", "8", "0", "8.0", "跑", "qwen", "2", "5", "2.5", "vl"]),
        ("Ascend910B", ["ascend", "910b", "ascend910b"]),
        ("GPUs, APIs and a bus", ["gpu", "api", "and", "a", "bus"]),
        ("on-device", ["on", "devic", "ondevic"]),
        ("don't", ["dont"]),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t", ["dont"]),
        ("exports exported exporting", ["export"] * 3),
        ("Größe GRÖSSE naïve", ["große", "gross", "naiv"]),
        ("模型导出", ["模型", "型导", "导出"]),
        ("mindspore导出onnx", ["mindspor", "导出", "onnx"]),
        ("ＧＰＵ報錯", ["gpu", "报错"]),
        ("가나다", ["가나", "나다"]),
        ("\N{PILE OF POO} <&> ", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == tokens


@given(st.text())
def test_tokens_can_be_joined_and_are_short(text: str) -> None:
    for token in tokenise(text):
        assert 0 < len(token) <= 32
        assert not set(token) & set(" \n\"\\'")


def test_phrasings_lengthen_a_title_less_than_their_words() -> None:
    alone = EntryWords.of("one two three four", (), "")
    repeated = EntryWords.of("one two three four", ["one two three four"] * 3, "")
    assert (alone.title_length, repeated.title_length) == (4, 8)


def test_two_pairs_of_chinese_characters_are_as_long_as_one_word() -> None:
    words = EntryWords.of("导出模型失败 onnx", (), "图模式下报错")
    assert (words.title_length, words.body_length) == (4, 2)


def test_index_states_counts_and_places() -> None:
    entries = [
        (EntryWords(("a", "b", "a"), (("c", "b"),), ("b", "b", "z")), ("t",)),
        (EntryWords(("z",), (), ("a",) * 3), ("t", "a")),
    ]
    index = build_index(entries, frozenset("b"))
    assert list(index.postings) == ["a", "b", "c", "t", "z", *(WHOLE + text for text in "acz")]

    def row(token: str) -> tuple[list[int], list[tuple[int, int]], list[int]]:
        posting = index.postings[token]
        counts = [divmod(n, MOST_IN_TITLE + 1)[::-1] for n in read_numbers(posting.counts)]
        return read_numbers(posting.entries), counts, read_numbers(posting.places)

    assert row("a") == ([0, 1], [(2, 0), (1, 3)], [1, 0])
    assert row("b") == ([0], [(2, 2)], [2])
    assert row("c") == ([0], [(1, 0)], [5]), "a place is free between two texts"
    assert row("t") == ([0, 1], [(1, 0), (1, 0)], [0, 0])
    assert row("z") == ([0, 1], [(0, 1), (1, 0)], [0, 1])
    assert read_numbers(index.title_lengths) == [4, 1]
    assert read_numbers(index.body_lengths) == [3, 3]


def test_counts_and_places_beyond_the_limit_are_cut() -> None:
    words = EntryWords(("a",) * 50, (("late",),), ())
    index = build_index([(words, ())])
    assert read_numbers(index.postings["a"].counts) == [MOST_IN_TITLE]
    assert read_numbers(index.postings["late"].places) == [0]
    assert MOST_PLACES < 50
