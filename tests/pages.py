"""Markdown pages read for what they document: headings, code spans, blocks, tables, links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent

_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Section:
    """A heading with what follows it, up to the next heading of any level.

    `parent` is the nearest heading of a higher level.
    """

    title: str
    parent: str
    tokens: list[Token] = field(default_factory=list)

    @property
    def prose(self) -> list[str]:
        return [token.content for token in self.tokens if token.type == "inline"]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.prose).split())

    @property
    def codes(self) -> list[str]:
        return codes_in(*self.prose)

    @property
    def links(self) -> list[str]:
        inline = [child for token in self.tokens for child in token.children or ()]
        addresses = (child.attrGet("href") or child.attrGet("src") for child in inline)
        return [str(address) for address in addresses if address]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of all table rows."""
        rows: list[list[str]] = []
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            if before.type == "tr_open":
                rows.append([])
            if before.type in ("tr_open", "th_open", "td_open") and token.type == "inline":
                rows[-1].append(token.content)
        return rows

    def fences(self, *languages: str) -> list[str]:
        """Return the fenced blocks in these languages."""
        fences = (token for token in self.tokens if token.type == "fence")
        return [fence.content for fence in fences if fence.info.strip() in languages]


@cache
def read(name: str) -> Sequence[Section]:
    """Return the sections of a page, named by its path in the project."""
    sections: list[Section] = []
    above: dict[int, str] = {}
    tokens = iter(_MARKDOWN.parse((ROOT / name).read_text("utf-8")))
    for token in tokens:
        if token.type == "heading_open":
            level, title = int(token.tag[1]), next(tokens).content.replace("`", "")
            above = {up: text for up, text in above.items() if up < level}
            sections.append(Section(title, list(above.values())[-1] if above else ""))
            above[level] = title
        elif sections:
            sections[-1].tokens.append(token)
    return sections


def section(name: str, title: str) -> Section:
    """Return the first section of a page that has this title."""
    return next(part for part in read(name) if part.title == title)


def below(name: str, parent: str) -> dict[str, Section]:
    """Return the sections directly below a heading, by title."""
    return {part.title: part for part in read(name) if part.parent == parent}


def codes_in(*texts: str) -> list[str]:
    """Return the code spans in pieces of Markdown."""
    inline = (token for text in texts for token in _MARKDOWN.parseInline(text))
    children = (child for token in inline for child in token.children or ())
    return [child.content for child in children if child.type == "code_inline"]


def make_targets() -> list[str]:
    """Return the targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [name for line in re.findall(r"^\.PHONY:(.*)", makefile, re.M) for name in line.split()]
