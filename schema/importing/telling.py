"""The report of an import: for machines as JSON, for people as text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from schema.importing.model import FileReport, Report
from schema.problems import excerpt, printable


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
    """Return the report in short: what was found, what is lost, what is left to do."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.questions} questions found, {report.records} drafts made."
    yield f"In drafts: {_counts(report.carried)}."
    for file in report.files:
        yield from _file(file)
    for twin in report.duplicates:
        where = "in the knowledge base" if twin.known else "in this import"
        yield f"{twin.id}: asks what '{twin.other}' {where} asks ({twin.likeness:.0%} alike)."
    todo = Counter(one.field for file in report.files for r in file.records for one in r.todo)
    if todo:
        yield f"To do in the drafts: {_counts(todo)}."


def _file(file: FileReport) -> Iterator[str]:
    path = printable(file.path)
    styles = f" ({_counts(file.styles)})" if file.styles else ""
    yield f"{path}: {file.questions} questions{styles}, {len(file.records)} drafts"
    for note in file.warnings:
        yield f"  {path}:{note.line}: {printable(note.message)}"
    lost = Counter(f"{one.kind}, {one.reason}" for one in file.left_out)
    yield from (f"  left out: {count} {printable(what)}" for what, count in sorted(lost.items()))
    changed = Counter(note.kind for note in file.changed)
    if changed:
        yield f"  changed: {_counts(changed)}"


def _counts(counts: Mapping[str, int]) -> str:
    pairs = sorted(counts.items())
    return ", ".join(f"{count} {excerpt(what)}" for what, count in pairs) or "nothing"
