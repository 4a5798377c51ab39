"""The names of products are spelled as their makers spell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from schema.markdown.inline import parse_inline
from schema.markdown.lint import find_prose
from schema.models import Entry
from schema.names import Misspelling, may_misspell, misspellings
from schema.policy import Policy
from schema.problems import FieldPath, Finding, Fix
from schema.records import Record

MAX_TOLD = 20
"""How many names of one text are told; the fix mends them all."""


class Prose(NamedTuple):
    """A piece of prose and where it begins in the text of a field, as far as that is known."""

    text: str
    start: int


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report names in prose, never in code, addresses, quotations, phrasings or error messages."""
    lines = list(_lines(record))
    answer = record.model.answer if isinstance(record.model, Entry) else ""
    if not may_misspell("\n".join([*(text for _, text in lines), answer])):
        return
    for field, text in lines:
        yield from _findings(field, text, _inline(text))
    if may_misspell(answer):
        yield from _findings(("answer",), answer, _blocks(answer))


def _lines(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """Yield the fields of one line that readers see as prose."""
    model = record.model
    if isinstance(model, Entry):
        yield ("question",), model.question
        yield ("summary",), model.summary
        yield ("reason",), model.reason or ""
        for place, source in enumerate(model.sources):
            yield ("sources", place, "supports"), source.supports
    else:
        yield ("label",), model.label
        yield ("description",), model.description


def _inline(text: str) -> Iterator[Prose]:
    cursor = 0
    for piece in parse_inline(text):
        start = text.find(piece.text, cursor)
        cursor = max(cursor, start + len(piece.text))
        if piece.style != "code":
            yield Prose(piece.text, start)


def _blocks(answer: str) -> Iterator[Prose]:
    lines = answer.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for row, column, text in find_prose(answer):
        start = answer.find(text, starts[row] + column, starts[row + 1])
        yield Prose(text, start)


def _findings(field: FieldPath, text: str, prose: Iterable[Prose]) -> Iterator[Finding]:
    """Yield the wrong names of a text; what cannot be found in it, because of escapes, is left."""
    wrong = [
        Misspelling(start + one.start, start + one.end, one.right)
        for piece, start in prose
        if start >= 0
        for one in misspellings(piece)
    ]
    mended, place = "", 0
    for start, end, right in wrong:
        if _is_certain(text[start:end]):
            mended += text[place:start] + right
            place = end
    fix = Fix(field, mended + text[place:])
    for start, end, right in islice(wrong, MAX_TOLD):
        before = text[:start].split("\n")
        message = f"'{text[start:end]}' is spelled '{right}'."
        hint = f"Write '{right}'; put it in `backticks` if it is code."
        offset = len(before) - 1, len(before[-1])
        certain = fix if _is_certain(text[start:end]) else None
        yield Finding("product-name", field, message, hint, offset, fix=certain)


def _is_certain(name: str) -> bool:
    """Tell a name from what may be one of code, such as the value `gpu` of a setting."""
    return not name.islower()
