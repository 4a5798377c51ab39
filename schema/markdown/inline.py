"""One line of inline Markdown as plain pieces: text, code, emphasis, strong."""

import re
from functools import cache
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt

Style = Literal["text", "code", "emphasis", "strong"]


class Piece(NamedTuple):
    """A run of characters in one style."""

    style: Style
    text: str


Inline = tuple[Piece, ...]

_PLAIN = re.compile(r"[^*_`\\]*\Z")
_STYLES: dict[str, Style] = {"em_open": "emphasis", "strong_open": "strong"}


@cache
def _tokeniser() -> MarkdownIt:
    rules = ["text", "backticks", "emphasis", "escape", "balance_pairs", "text_join"]
    return MarkdownIt("zero").enable([*rules, "fragments_join"])


def parse_inline(markdown: str) -> Inline:
    """Parse code spans, emphasis and strong; everything else, links and HTML too, is text."""
    text = " ".join(markdown.split())
    if _PLAIN.match(text):
        return (Piece("text", text),)
    styles: list[Style] = []
    pieces: list[Piece] = []
    for token in _tokeniser().parseInline(text)[0].children or ():
        if token.type in _STYLES:
            styles.append(_STYLES[token.type])
        elif token.type.endswith("_close"):
            styles.pop()
        elif token.content:
            style = "code" if token.type == "code_inline" else styles[-1] if styles else "text"
            pieces.append(Piece(style, token.content))
    return tuple(pieces)


def plain(inline: Inline) -> str:
    """Return the text without its styles."""
    return "".join(piece.text for piece in inline)
