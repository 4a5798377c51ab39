"""Encodings, garbled letters, and characters that nobody can see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.importing.decoding import decode
from schema.source import HIDDEN

TEXT = "Größe “fine” – déjà vu … 模型转换，请重新编译。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_encodings_are_recognised(encoding: str) -> None:
    text = "模型转换，请重新编译。\nsecond" if encoding == "gb18030" else TEXT
    found = decode(text.encode(encoding))
    assert found.text == text
    assert bool(found.notes) == (encoding not in ("utf-8", "utf-8-sig"))


def test_utf16_without_a_mark() -> None:
    assert decode("plain words\n".encode("utf-16-le")).text == "plain words\n"


def test_western_bytes() -> None:
    found = decode("Größe déjà\n".encode("cp1252"))
    assert (found.text, len(found.notes)) == ("Größe déjà\n", 1)


def test_a_broken_byte_in_utf8_is_written_out() -> None:
    found = decode("一\n二三四五\n".encode() + b"\xff\n")
    assert found.text == "一\n二三四五\n\\xff\n"
    assert found.notes[0].line == 3


@pytest.mark.parametrize("words", ["It’s “fine” – café", "naïve … £5", "„Größe“"])
def test_utf8_read_as_western_is_repaired(words: str) -> None:
    garbled = "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in words.encode()
    )
    assert decode(f"ok\n{garbled}".encode()).text == f"ok\n{words}"


def test_utf8_read_as_gbk_is_repaired() -> None:
    words = "重新编译模型"
    garbled = words.encode().decode("gbk")
    found = decode(f"a\n{garbled}\n".encode())
    assert found.text == f"a\n{words}\n"
    assert [(note.line, note.action) for note in found.notes] == [(2, "changed")]


def test_what_may_be_garbled_is_told() -> None:
    found = decode("it鈥檚 fine\n".encode())
    assert found.text == "it鈥檚 fine\n"
    assert [(note.line, note.action) for note in found.notes] == [(1, "warning")]


@pytest.mark.parametrize("text", [TEXT, "联通", "Ünïcödé", "£ and ±", "中文文档中的问题与解答"])
def test_good_letters_stay(text: str) -> None:
    found = decode(text.encode())
    assert (found.text, found.notes) == (text, ())


def test_hidden_characters_are_removed_and_told() -> None:
    found = decode("a\u200bb\n\x00c\u202ed\n\ufffd\r\ne".encode())
    assert found.text == "ab\ncd\n?\ne"
    assert [note.line for note in found.notes if note.kind == "hidden-character"] == [1, 2, 3]


@given(st.binary(max_size=300))
def test_any_bytes_become_clean_text(raw: bytes) -> None:
    found = decode(raw)
    assert HIDDEN.search(found.text) is None
    assert "\r" not in found.text
