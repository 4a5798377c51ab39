"""Print problems with the lines that contain them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from cli.command import path_from_here
from cli.terminal.console import bold, cells, error, faint, good, warning
from cli.terminal.language import said
from schema.files import read_text
from schema.problems import Phrase, Problem, inert, printable

WIDTH = 100
"""Widest quoted line, in columns; records wrap earlier."""


def from_here(project: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with paths relative to the current folder."""
    return [replace(each, path=path_from_here(project, each.path)) for each in problems]


def show(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield each problem as a paragraph: place, code and message, line, hint.

    Expects paths relative to the current folder, and problems ordered by file, so that each file is
    read once. Omits the line if the file is unreadable.
    """
    for path, group in groupby(problems, lambda problem: problem.path):
        text, _ = read_text(Path(path), path)
        lines = re.split(r"\r\n?|\n", text or "")
        for problem in group:
            line = lines[problem.line - 1] if problem.line <= len(lines) else ""
            yield "".join(f"{inert(text)}\n" for text in _paragraph(problem, line))


def _paragraph(problem: Problem, line: str) -> Iterator[str]:
    highlight, mark = error, ""
    if problem.severity == "warning":
        highlight, mark = warning, f"{said(Phrase('(warning)'))} "
    place = bold(f"{printable(problem.path)}:{problem.line}:{problem.column}:")
    yield f"{place} {highlight(problem.code)} {mark}{said(problem.message)}"
    if line.strip():
        text, caret = quoted(line, problem.column)
        yield f"{faint(f'{problem.line:>5} |')} {text}"
        yield f"{faint('      |')} {' ' * caret}{highlight('^')}"
    if problem.hint:
        yield f"    {good(said(problem.hint))}"


def quoted(line: str, column: int) -> tuple[str, int]:
    """Return a printable line and the number of columns before the problem.

    `column` counts characters from 1. A long line is cut to the part around it.
    """
    at = min(column - 1, len(line))
    start = max(0, at - WIDTH * 2 // 3) if len(line) > WIDTH else 0
    part = line[start : start + WIDTH]
    before = ("…" if start else "") + printable(part[: at - start])
    after = printable(part[at - start :]) + ("…" if start + WIDTH < len(line) else "")
    return before + after, cells(before)
