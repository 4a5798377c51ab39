"""One line of inline Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.markdown.inline import Piece, parse_inline, plain

TEXT, CODE, EMPHASIS, STRONG = "text", "code", "emphasis", "strong"


@pytest.mark.parametrize(
    ("markdown", "pieces"),
    [
        ("", [(TEXT, "")]),
        ("Does it run?", [(TEXT, "Does it run?")]),
        ("  a\n b\t", [(TEXT, "a b")]),
        ("Is `a*b` *c* and **d**?", [
            (TEXT, "Is "), (CODE, "a*b"), (TEXT, " "), (EMPHASIS, "c"), (TEXT, " and "),
            (STRONG, "d"), (TEXT, "?"),
        ]),
        ("`` a`b ``", [(CODE, "a`b")]),
        ("**a *b* c**", [(STRONG, "a "), (EMPHASIS, "b"), (STRONG, " c")]),
        ("a \\*b\\* &lt;c&gt; &copy;", [(TEXT, "a *b* &lt;c&gt; &copy;")]),
        ("2 * 3 * 4 snake_case `open", [(TEXT, "2 * 3 * 4 snake_case `open")]),
        ("[a](https://b) <i>c</i> ![d](e) <https://f>", [
            (TEXT, "[a](https://b) <i>c</i> ![d](e) <https://f>")
        ]),
        ("{faq:entry}`x`", [(TEXT, "{faq:entry}"), (CODE, "x")]),
        ("# - > 1. |", [(TEXT, "# - > 1. |")]),
    ],
)  # fmt: skip
def test_code_emphasis_and_strong_are_read_and_all_else_is_text(
    markdown: str, pieces: list[tuple[str, str]]
) -> None:
    assert list(parse_inline(markdown)) == [Piece(*piece) for piece in pieces]


@given(st.text("ab `*_\\&;<[!", max_size=40))
def test_no_word_is_lost(markdown: str) -> None:
    pieces = parse_inline(markdown)
    assert [c for c in plain(pieces) if c in "ab&;<[!"] == [c for c in markdown if c in "ab&;<[!"]
    assert all(isinstance(piece.text, str) for piece in pieces)


@given(st.text("ab <>[]()!{}#.", max_size=40))
def test_text_without_styles_is_one_piece(markdown: str) -> None:
    assert parse_inline(markdown) == (Piece("text", " ".join(markdown.split())),)
