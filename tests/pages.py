"""Markdown pages read for what they document: headings, code spans, blocks, tables, links."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

_FENCE = r"^(?P<fence>`{3,})(?P<language>[\w{}:-]*)\n(?P<code>.*?)^(?P=fence)$"
_PART = re.compile(rf"{_FENCE}|^(?P<level>#+) (?P<title>[^\n]+)$", re.MULTILINE | re.DOTALL)


class Section(NamedTuple):
    """A heading with what follows it, up to the next heading of any level.

    `parent` is the nearest heading of a higher level.
    """

    title: str
    parent: str
    body: str

    @property
    def prose(self) -> str:
        return _PART.sub("", self.body)

    @property
    def codes(self) -> list[str]:
        return codes_in(self.prose)

    @property
    def links(self) -> list[str]:
        return re.findall(r"\]\(([^)\s]+)", self.prose)

    @property
    def rows(self) -> list[list[str]]:
        """The cells of all table rows, the titles first."""
        lines = re.findall(r"^\| (.*) \|$", self.prose, re.MULTILINE)
        return [line.split(" | ") for line in lines]

    def fences(self, *languages: str) -> list[str]:
        """Return the fenced blocks in these languages."""
        parts = _PART.finditer(self.body)
        return [part["code"] for part in parts if part["language"] in languages]


@cache
def read(name: str) -> tuple[Section, ...]:
    """Return the sections of a page, named by its path in the project."""
    text = (ROOT / name).read_text("utf-8")
    headings = [part for part in _PART.finditer(text) if part["level"]]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    sections: list[Section] = []
    above: dict[int, str] = {}
    for heading, end in zip(headings, ends, strict=True):
        level, title = len(heading["level"]), heading["title"].replace("`", "")
        above = {up: text for up, text in above.items() if up < level}
        parent = list(above.values())[-1] if above else ""
        sections.append(Section(title, parent, text[heading.end() : end]))
        above[level] = title
    return tuple(sections)


def section(name: str, title: str) -> Section:
    """Return the first section of a page that has this title."""
    return next(part for part in read(name) if part.title == title)


def below(name: str, parent: str) -> dict[str, Section]:
    """Return the sections directly below a heading, by title."""
    return {part.title: part for part in read(name) if part.parent == parent}


def codes_in(text: str) -> list[str]:
    """Return the code spans in a piece of Markdown."""
    return re.findall(r"(?<!`)`([^`]+)`(?!`)", text)


def make_targets() -> list[str]:
    """Return the targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [name for line in re.findall(r"^\.PHONY:(.*)", makefile, re.M) for name in line.split()]
