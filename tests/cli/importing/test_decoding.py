"""Encodings, garbled letters, and invisible characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.importing.decoding import decode
from schema.source import HIDDEN

TEXT = "Größe “fine” – déjà vu … 模型转换，请重新编译。"
CHINESE = "安装失败怎么办？请重新编译模型，然后再运行一次。\nsecond"
WESTERN = "Die Größe war déjà vu – “fine”, naïve café.\n"


@pytest.mark.parametrize(
    ("raw", "text", "notes"),
    [
        (TEXT.encode(), TEXT, []),
        (TEXT.encode("utf-8-sig"), TEXT, []),
        (TEXT.encode("utf-16"), TEXT, ["1 warning encoding"]),
        (TEXT.encode("utf-32"), TEXT, ["1 warning encoding"]),
        (CHINESE.encode("gb18030"), CHINESE, ["1 warning encoding"]),
        (WESTERN.encode("cp1252"), WESTERN, ["1 warning encoding"]),
        ("一\n二三四五\n".encode() + b"\xff\n", "一\n二三四五\n\\xff\n", ["3 warning encoding"]),
        # UTF-8 that was read in another encoding
        ("a\nItâ€™s â€œfineâ€\x9d\n".encode(), "a\nIt’s “fine”\n", ["2 changed encoding"]),
        ("a\n閲嶆柊缂栬瘧妯″瀷\n".encode(), "a\n重新编译模型\n", ["2 changed encoding"]),
        ("it鈥檚 fine\n".encode(), "it鈥檚 fine\n", ["1 warning encoding"]),
        # what nobody sees
        (
            "a\u200bb\n\x00c\u202ed\n\ufffd\r\ne".encode(),
            "ab\ncd\n?\ne",
            ["1 changed hidden-character", "2 changed hidden-character", "3 warning encoding"],
        ),
    ],
)
def test_a_source_becomes_clean_text(raw: bytes, text: str, notes: list[str]) -> None:
    decoded, reported = decode(raw)
    assert decoded == text
    assert [f"{note.line} {note.action} {note.kind}" for note in reported] == notes


@given(st.binary(max_size=300))
def test_any_bytes_become_clean_text(raw: bytes) -> None:
    text, _notes = decode(raw)
    assert HIDDEN.search(text) is None
    assert "\r" not in text
