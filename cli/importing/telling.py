"""The report of an import: for machines as JSON, for people as text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from cli.importing.model import FileReport, Report
from schema.problems import excerpt, printable

_MANY = {
    "code": "code blocks",
    "html": "pieces of HTML",
    "metadata": "settings",
    "contents": "tables of contents",
}
"""How kinds are called in the plural, if not with an `s` at the end."""

_ONE = {"code": "code block", "html": "piece of HTML", "contents": "table of contents"}


def to_json(report: Report) -> str:
    """Return the whole report as JSON."""
    whole = {
        "questions": report.questions,
        "records": report.records,
        "carried": dict(sorted(report.carried.items())),
        **asdict(report),
    }
    for given, file in zip(whole["files"], report.files, strict=True):
        given["questions"] = file.questions
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def to_text(report: Report) -> str:
    """Return the report in short: what was found, what is lost, what is left to do.

    The warnings are not in it: they are lines of their own, for another stream.
    """
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for file in report.files:
        yield from _file(file)
    if report.duplicates:
        yield "Questions that ask the same; keep one of each pair:"
    for twin in report.duplicates:
        where = "in the knowledge base" if twin.known else "in this import"
        yield f"  {twin.id}: '{twin.other}' {where} ({twin.likeness:.0%} alike)"
    found = _number("question", report.questions)
    yield f"{found} found, {_number('draft', report.records)} made."
    if report.records:
        yield f"In the drafts: {_kinds(report.carried)}."
    todo = Counter(one.field for file in report.files for r in file.records for one in r.todo)
    if todo:
        yield f"To do in the drafts, each below a comment '# To do:': {_fields(todo)}."


def _file(file: FileReport) -> Iterator[str]:
    styles = f" ({_fields(file.styles)})" if file.styles else ""
    found = _number("question", file.questions)
    yield f"{printable(file.path)}: {found}{styles}, {_number('draft', len(file.records))}"
    lost = Counter((one.kind, one.reason) for one in file.left_out)
    for (kind, reason), count in sorted(lost.items()):
        yield f"  left out: {_number(kind, count)} ({printable(reason)})"
    if changed := Counter(note.kind for note in file.changed):
        yield f"  changed: {_kinds(changed)}"


def _number(kind: str, count: int) -> str:
    """Return a number with its noun, such as `2 code blocks`."""
    noun = _ONE.get(kind, kind) if count == 1 else _MANY.get(kind, f"{kind}s")
    return f"{count:,} {excerpt(noun)}"


def _kinds(counts: Mapping[str, int]) -> str:
    return ", ".join(_number(kind, count) for kind, count in sorted(counts.items()))


def _fields(counts: Mapping[str, int]) -> str:
    """Return numbers of what has no plural: fields of records, styles of questions."""
    return ", ".join(f"{count:,} {excerpt(what)}" for what, count in sorted(counts.items()))
