"""Problems for people and machines: text, JSON, GitHub annotations and SARIF."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from urllib.parse import quote

from cli.terminal.problems import show
from schema.problems import Problem, printable
from schema.rules import all_codes


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


def dump(value: object) -> str:
    """Return a value as JSON; records and paths in it can't control a terminal or a workflow."""
    return json.dumps(value, indent=2, ensure_ascii=True).replace("##[", "##\\u005b") + "\n"
