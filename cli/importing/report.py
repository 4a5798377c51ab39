"""The report of an import: as JSON for programs, as text for people."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cli.importing.model import Draft, ImportedFile
from cli.terminal.language import said
from schema.phrases import Phrase, count
from schema.problems import excerpt, printable


def to_json(files: Sequence[ImportedFile]) -> str:
    """Return the whole report as JSON."""
    rows = [
        {
            "path": file.path,
            "drafts": list(map(_draft, file.drafts)),
            "notes": list(map(asdict, file.notes)),
        }
        for file in files
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "line": draft.blocks[0].first,
        "style": draft.blocks[0].style,
        "question": draft.fields.question,
        "section": draft.fields.section,
        "origin": draft.fields.origin,
        "proposed_tags": list(map(str, draft.fields.tags)),
        "todo": list(map(asdict, draft.todo)),
        "exists": draft.exists,
    }


def to_text(files: Sequence[ImportedFile]) -> str:
    """Return a summary of the report: the questions, what was left out, what is left to do."""
    return "\n".join(_lines(files)) + "\n"


def warnings_of(files: Sequence[ImportedFile]) -> list[str]:
    """Return the warnings as `file:line: message`."""
    return [
        f"{printable(file.path)}:{note.line}: {said(note.message)}"
        for file in files
        for note in file.notes_of("warning")
    ]


def _lines(files: Sequence[ImportedFile]) -> Iterator[str]:
    for file in files:
        styles = Counter(draft.blocks[0].style for draft in file.drafts)
        yield f"{printable(file.path)}: {_questions(len(file.drafts))} {_counts(styles)}"
        notes = file.notes_of("left-out")
        left_out = Counter(f"{note.kind} ({said(note.message)})" for note in notes)
        for reason, number in sorted(left_out.items()):
            yield said(Phrase("  left out: {number} {reason}", number, reason))
        if changed := Counter(note.kind for note in file.notes_of("changed")):
            yield said(Phrase("  changed: {counts}", _counts(changed)))
    drafts = [draft for file in files for draft in file.drafts]
    yield _questions(len(drafts))
    if existing := sum(draft.exists for draft in drafts):
        message = "An earlier import wrote {number} of these drafts; they stay as they are."
        yield said(Phrase(message, existing))
    if drafts:
        carried = Counter(block.kind for draft in drafts for block in draft.blocks)
        yield said(Phrase("In the drafts: {counts}.", _counts(carried)))
        todo = Counter(item.field for draft in drafts for item in draft.todo)
        message = "To do in the drafts, each below a comment '# To do:': {counts}."
        yield said(Phrase(message, _counts(todo)))


def _questions(number: int) -> str:
    return said(count(number, "{count} question found.", "{count} questions found."))


def _counts(counts: Mapping[str, int]) -> str:
    """Return names with their numbers, such as `code 2, list 1`; only phrases are translated."""
    named = {said(n) if isinstance(n, Phrase) else n: number for n, number in counts.items()}
    return ", ".join(f"{excerpt(name)} {number:,}" for name, number in sorted(named.items()))
