"""What a person at a terminal sees: problems with their lines, colours, progress."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO, TypeVar
from unicodedata import east_asian_width

from schema.loading import read_text
from schema.problems import Problem, printable

WIDTH = 100
"""Most columns of a line that is quoted; records are wrapped at fewer."""

PATIENCE = 1.0
"""Seconds before progress is shown: less is over before it is read."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Style:
    """Colours, or none; each method returns text in one of them."""

    coloured: bool

    @classmethod
    def of(cls, stream: TextIO) -> Self:
        """Return the style for a stream: colours on a terminal only, and not where unwanted.

        Source of the variable: https://no-color.org.
        """
        wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(wanted and stream.isatty())

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured and text else text

    def bold(self, text: str) -> str:
        """For what a reader looks for first."""
        return self._in("1", text)

    def faint(self, text: str) -> str:
        """For what only goes along."""
        return self._in("2", text)

    def error(self, text: str) -> str:
        """For what must change."""
        return self._in("31;1", text)

    def warning(self, text: str) -> str:
        """For what asks for a look."""
        return self._in("33;1", text)

    def good(self, text: str) -> str:
        """For what helps."""
        return self._in("32", text)


def show(project: Path, prefix: str, problems: Iterable[Problem], style: Style) -> Iterator[str]:
    """Yield each problem as a paragraph: place, code and message, the line, and what to do.

    Problems are ordered by file, so each file is read once more. The line is left out where the
    file cannot be read; `prefix` goes before the paths.
    """
    path = ""
    lines: Sequence[str] = ()
    for problem in problems:
        if problem.path != path:
            path, lines = problem.path, _lines(project / problem.path, problem.path)
        line = lines[problem.line - 1] if problem.line <= len(lines) else ""
        yield "".join(f"{text}\n" for text in _paragraph(problem, prefix, line, style))


def _paragraph(problem: Problem, prefix: str, line: str, style: Style) -> Iterator[str]:
    judge = style.error if problem.severity == "error" else style.warning
    place = f"{printable(prefix + problem.path)}:{problem.line}:{problem.column}:"
    code, _, message = problem.told.partition(" ")
    yield f"{style.bold(place)} {judge(code)} {message}"
    if line.strip():
        text, caret = quoted(line, problem.column)
        yield f"{style.faint(f'{problem.line:>5} |')} {text}"
        yield f"{style.faint('      |')} {' ' * caret}{judge('^')}"
    if problem.hint:
        yield f"    {style.good(problem.hint)}"


def _lines(path: Path, shown: str) -> Sequence[str]:
    text, _ = read_text(path, shown)
    return re.split(r"\r\n?|\n", text) if text is not None else ()


def quoted(line: str, column: int) -> tuple[str, int]:
    """Return a line as it can be shown, and how many columns stand before the place in it.

    `column` counts characters from 1. Of a long line the part around the place is returned.
    """
    at = min(column - 1, len(line))
    start = max(0, at - WIDTH * 2 // 3) if len(line) > WIDTH else 0
    part = line[start : start + WIDTH]
    before = ("…" if start else "") + printable(part[: at - start])
    after = printable(part[at - start :]) + ("…" if start + WIDTH < len(line) else "")
    return before + after, sum(1 + (east_asian_width(c) in "WF") for c in before)


def progress(task: str) -> Callable[[Sequence[_T]], Iterable[_T]]:
    """Return a function that hands on the items of a sequence and shows how far they are.

    Only on a terminal, and only once it takes longer than `PATIENCE`.
    """
    return lambda items: _tracked(items, task, sys.stderr) if sys.stderr.isatty() else items


def _tracked(items: Sequence[_T], task: str, stream: TextIO) -> Iterator[_T]:
    begun = time.monotonic()
    shown = -1
    for number, item in enumerate(items):
        percent = 100 * number // len(items)
        if percent != shown and time.monotonic() - begun > PATIENCE:
            shown = percent
            bar = "#" * (percent // 5)
            stream.write(f"\r{task} [{bar:<20}] {percent:3}% ({number:,} of {len(items):,})")
            stream.flush()
        yield item
    if shown >= 0:
        stream.write("\r\x1b[K")  # the line is cleared: what follows says the same and more
        stream.flush()
