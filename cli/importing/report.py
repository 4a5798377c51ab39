"""The report of an import: as JSON for machines, as text for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from cli.importing.model import Import, ImportedFile
from schema.problems import excerpt, printable


def to_json(result: Import) -> str:
    """Return the whole report as JSON."""
    report = {
        "questions": len(result.drafts),
        "records": len(result.drafts),
        "carried": dict(sorted(_carried(result).items())),
        "files": [_file(file) for file in result.files],
        "duplicates": [asdict(duplicate) for duplicate in result.duplicates],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _file(file: ImportedFile) -> dict[str, Any]:
    records = [asdict(draft) for draft in file.drafts]
    for record in records:
        del record["text"]
    return {
        "path": file.path,
        "format": file.format,
        "questions": len(records),
        "styles": dict(sorted(_styles(file).items())),
        "records": records,
        "blocks": len(file.pieces),
        "carried": dict(sorted(file.carried.items())),
        "left_out": left_out(file),
        "changed": [asdict(note) for note in file.notes_of("changed")],
        "warnings": [asdict(note) for note in file.notes_of("warning")],
    }


def left_out(file: ImportedFile) -> list[dict[str, Any]]:
    """Return line, kind, reason, and text of everything that no draft has."""
    rows = [
        (piece.first, piece.kind, piece.reason, piece.text)
        for piece in file.pieces
        if not piece.draft
    ]
    rows += [
        (note.line, note.kind, f"{note.kind} within a block", note.message)
        for note in file.notes_of("left-out")
    ]
    return [dict(zip(("line", "kind", "reason", "text"), row, strict=True)) for row in sorted(rows)]


def to_text(result: Import) -> str:
    """Return the report in short: what was found, what is left out, what remains to do."""
    return "\n".join(_lines(result)) + "\n"


def warnings_of(result: Import) -> list[str]:
    """Return the warnings as `file:line: message`."""
    return [
        f"{printable(file.path)}:{note.line}: {printable(note.message)}"
        for file in result.files
        for note in file.notes_of("warning")
    ]


def _lines(result: Import) -> Iterator[str]:
    for file in result.files:
        yield f"{printable(file.path)}: {_questions(len(file.drafts))}. {_counts(_styles(file))}"
        lost = Counter(f"{row['kind']} ({row['reason']})" for row in left_out(file))
        for what, number in sorted(lost.items()):
            yield f"  left out: {number:,} {printable(what)}"
        if changed := Counter(note.kind for note in file.notes_of("changed")):
            yield f"  changed: {_counts(changed)}"
    if result.duplicates:
        yield "These questions ask the same; keep one of each pair:"
    for pair in result.duplicates:
        where = "in the knowledge base" if pair.known else "in this import"
        yield f"  {pair.id}: '{pair.other}' {where} ({pair.likeness:.0%} alike)"
    yield f"{_questions(len(result.drafts))} found."
    if existing := sum(draft.exists for draft in result.drafts):
        yield f"An earlier import wrote {existing:,} of these drafts; they are left as they are."
    if carried := _carried(result):
        yield f"In the drafts: {_counts(carried)}."
    if todo := Counter(item.field for draft in result.drafts for item in draft.todo):
        yield f"To do in the drafts, each below a comment '# To do:': {_counts(todo)}."


def _carried(result: Import) -> Counter[str]:
    total: Counter[str] = Counter()
    for file in result.files:
        total.update(file.carried)
    return total


def _styles(file: ImportedFile) -> Counter[str]:
    return Counter(draft.style for draft in file.drafts)


def _questions(number: int) -> str:
    return "1 question" if number == 1 else f"{number:,} questions"


def _counts(counts: Mapping[str, int]) -> str:
    """Return what was counted with its numbers, such as `code 2, list 1`."""
    return ", ".join(f"{excerpt(name)} {count:,}" for name, count in sorted(counts.items()))
