"""Markdown pages read for what they document: headings, code spans, blocks, tables, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language and its text."""

    language: str
    text: str


@dataclass(frozen=True)
class Section:
    """A heading with what follows it, up to the next heading of any level.

    `parent` is the nearest heading of a higher level. `rows` holds the cells of all table rows.
    """

    level: int
    title: str
    parent: str
    prose: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.prose).split())

    @property
    def yaml(self) -> str:
        return next(fence.text for fence in self.fences if fence.language == "yaml")


@cache
def read(name: str) -> tuple[Section, ...]:
    """Return the sections of a page, named by its path in the project."""
    sections: list[Section] = []
    above: dict[int, str] = {}
    tokens = MarkdownIt("commonmark").enable("table").parse((ROOT / name).read_text("utf-8"))
    stream = iter(tokens)
    cell = False
    for token in stream:
        if token.type == "heading_open":
            level = int(token.tag[1])
            title = next(stream).content.replace("`", "")
            parent = next((above[up] for up in range(level - 1, 0, -1) if up in above), "")
            above = {up: text for up, text in above.items() if up < level} | {level: title}
            sections.append(Section(level, title, parent))
        elif sections:
            _add(sections[-1], token, cell)
        cell = token.type in ("th_open", "td_open")
    return tuple(sections)


def _add(section: Section, token: Token, cell: bool) -> None:
    if token.type == "fence":
        section.fences.append(Fence(token.info.strip(), token.content))
    elif token.type == "tr_open":
        section.rows.append([])
    elif token.type == "inline":
        section.prose.append(token.content)
        if cell:
            section.rows[-1].append(token.content)
        section.codes.extend(_codes(token))
        section.links.extend(_links(token))


def _codes(inline: Token) -> Iterator[str]:
    yield from (child.content for child in inline.children or () if child.type == "code_inline")


def _links(inline: Token) -> Iterator[str]:
    for child in inline.children or ():
        address = child.attrGet("href") or child.attrGet("src")
        if address:
            yield str(address)


def section(name: str, title: str) -> Section:
    """Return the first section of a page that has this title."""
    return next(found for found in read(name) if found.title == title)


def below(name: str, parent: str) -> dict[str, Section]:
    """Return the sections directly below a heading, by title."""
    return {found.title: found for found in read(name) if found.parent == parent}


def codes_in(cell: str) -> list[str]:
    """Return the code spans of a piece of Markdown."""
    (inline,) = MarkdownIt("commonmark").parseInline(cell)
    return list(_codes(inline))
