"""Problems for machines: JSON, GitHub annotations and SARIF."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from urllib.parse import quote

from schema.problems import Problem, printable
from schema.rules import all_codes


def as_json(problems: Sequence[Problem]) -> str:
    """Return an array with one object for each problem."""
    objects = [asdict(problem) for problem in problems]
    return dump([{name: value for name, value in o.items() if name != "fix"} for o in objects])


def as_github(problems: Sequence[Problem]) -> str:
    """Return one workflow command for each problem, which GitHub shows beside its line.

    For the escapes, see `packages/core/src/command.ts` in the GitHub Actions toolkit.
    """
    return "".join(map(_annotation, problems))


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF 2.1.0 log, which code scanning services read."""
    table = all_codes()
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": table[code].meaning}} for code in codes]
    driver = {"name": "kb", "rules": rules}
    results = [_result(problem) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return dump({"$schema": schema, "version": "2.1.0", "runs": [run]})


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""The function that writes each format."""


def _annotation(problem: Problem) -> str:
    properties = {
        "file": printable(problem.path),
        "line": problem.line,
        "col": problem.column,
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{problem.severity} {listed}::{_escaped(_text(problem), '')}\n"


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
