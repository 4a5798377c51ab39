"""Encodings, garbled letters, and invisible characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.importing.decoding import decode
from schema.source import HIDDEN

TEXT = "Größe “fine” – déjà vu … 模型转换，请重新编译。"
CHINESE = "安装失败怎么办？请重新编译模型，然后再运行一次。\nsecond"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "utf-8"),
        (TEXT, "utf-8-sig"),
        (TEXT, "utf-16"),
        (TEXT, "utf-32"),
        (CHINESE, "gb18030"),
        ("Die Größe war déjà vu – “fine”, naïve café.\n", "cp1252"),
    ],
)
def test_encodings_are_recognized(text: str, encoding: str) -> None:
    decoded, notes = decode(text.encode(encoding))
    assert decoded == text
    assert bool(notes) == (not encoding.startswith("utf-8"))


def test_a_broken_byte_in_utf8_is_written_out() -> None:
    text, notes = decode("一\n二三四五\n".encode() + b"\xff\n")
    assert text == "一\n二三四五\n\\xff\n"
    assert notes[0].line == 3


@pytest.mark.parametrize(
    ("words", "encoding"), [("It’s “fine”", "cp1252"), ("重新编译模型", "gbk")]
)
def test_utf8_that_was_read_in_another_encoding_is_repaired(words: str, encoding: str) -> None:
    garbled = "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in words.encode()
    )
    garbled = garbled if encoding == "cp1252" else words.encode().decode("gbk")
    text, notes = decode(f"a\n{garbled}\n".encode())
    assert text == f"a\n{words}\n"
    assert [(note.line, note.action) for note in notes] == [(2, "changed")]


def test_letters_that_may_be_garbled_are_reported() -> None:
    text, notes = decode("it鈥檚 fine\n".encode())
    assert text == "it鈥檚 fine\n"
    assert [(note.line, note.action) for note in notes] == [(1, "warning")]


def test_invisible_characters_are_removed_and_reported() -> None:
    text, notes = decode("a\u200bb\n\x00c\u202ed\n\ufffd\r\ne".encode())
    assert text == "ab\ncd\n?\ne"
    assert [(note.line, note.kind) for note in notes] == [
        (1, "hidden-character"),
        (2, "hidden-character"),
        (3, "encoding"),
    ]


@given(st.binary(max_size=300))
def test_any_bytes_become_clean_text(raw: bytes) -> None:
    text, _notes = decode(raw)
    assert HIDDEN.search(text) is None
    assert "\r" not in text
