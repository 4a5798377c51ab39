"""Problems for people, with the lines that contain them, and for machines."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from cli.command import path_from_here
from cli.terminal.console import bold, cells, dump, error, faint, good, warning
from cli.terminal.language import said
from schema.files import read_text
from schema.problems import Phrase, Problem, inert, printable
from schema.rules import all_codes

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


# For machines -----------------------------------------------------------------------


def as_json(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield an array with one object for each problem."""
    yield dump([{n: v for n, v in asdict(each).items() if n != "fix"} for each in problems])


def as_sarif(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield a SARIF 2.1.0 log, which code scanning services read."""
    table = all_codes()
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": table[code].meaning}} for code in codes]
    driver = {"name": "kb", "rules": rules}
    results = [_result(problem) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    yield dump({"$schema": schema, "version": "2.1.0", "runs": [run]})


def as_github(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield one workflow command for each problem, which GitHub shows beside its line.

    For the escapes, see `packages/core/src/command.ts` in the GitHub Actions toolkit.
    """
    for problem in problems:
        file, title = (_escaped(text, ":,") for text in (printable(problem.path), problem.code))
        place = f"file={file},line={problem.line},col={problem.column},title={title}"
        yield f"::{problem.severity} {place}::{_escaped(_text(problem), '')}\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem]], Iterator[str]]] = {
    "text": show,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""The function that writes each format, for problems whose paths begin at the current folder."""


def _escaped(text: str, more: Iterable[str]) -> str:
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _result(problem: Problem) -> object:
    region = {"startLine": problem.line, "startColumn": problem.column}
    place = {"artifactLocation": {"uri": quote(os.fsencode(problem.path))}, "region": region}
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": _text(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _text(problem: Problem) -> str:
    return f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
