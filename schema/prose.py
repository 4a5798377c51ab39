"""The prose of a record: what its readers read, without code and addresses."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from schema.markdown.inline import parse_inline
from schema.markdown.lint import contents
from schema.problems import Code, FieldPath, Finding, Fix, offset_of
from schema.records import Record

FIELDS = frozenset(
    {"question", "summary", "answer", "reason", "sources", "claims", "label", "description"}
)
"""Fields that are prose; phrasings, aliases and error messages are in the words of readers."""

MAX_FINDINGS = 20
"""Findings of a kind that are reported in one text; a fix corrects them all."""

FILLER = "\ufffc"
"""Stands for each character that is not prose."""

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, for use in a class of a regular expression."""

has_han = re.compile(f"[{HAN}]").search
"""Find the first Han character of a text."""

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


class Edit(NamedTuple):
    """A part of a text that is wrong, and what to write instead if that is certain."""

    start: int
    end: int
    right: str | None
    message: str
    hint: str


def texts(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """Yield the texts with prose, each with its field."""
    return ((field, text) for field, text in record.texts if field[0] in FIELDS)


def pieces(field: FieldPath, text: str) -> Iterator[tuple[str, int]]:
    """Yield the pieces of prose in a text, each with its place, or -1 if escapes hide it."""
    if field == ("answer",):
        starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        for (row, column), piece, _ in sorted(contents(text).prose):
            yield piece, text.find(piece, starts[row] + column, starts[row + 1])
        return
    cursor = 0
    for each in parse_inline(text):
        start = text.find(each.text, cursor)
        cursor = max(cursor, start + len(each.text))
        if each.style != "code":
            yield each.text, start


@lru_cache(maxsize=64)
def masked(field: FieldPath, text: str) -> str:
    """Return a text with a filler for each character that is neither prose nor a line break."""
    parts, place = [], 0
    for piece, start in pieces(field, text):
        if start >= place:
            parts += [re.sub(r"[^\n]", FILLER, text[place:start]), piece]
            place = start + len(piece)
    return "".join((*parts, re.sub(r"[^\n]", FILLER, text[place:])))


def is_han(record: Record) -> bool:
    """Return whether a record has more Han characters than Latin words in its prose."""
    every = " ".join(masked(field, text) for field, text in texts(record))
    return len(re.findall(f"[{HAN}]", every)) > len(_LATIN_WORD.findall(every))


def findings(code: Code, field: FieldPath, text: str, edits: Iterable[Edit]) -> Iterator[Finding]:
    """Yield a finding for each edit of a text, in order; one fix makes all that are certain."""
    every, parts, place = list(edits), [], 0
    for edit in every:
        if edit.right is not None:
            parts += [text[place : edit.start], edit.right]
            place = edit.end
    fix = Fix(field, "".join((*parts, text[place:])))
    for edit in islice(every, MAX_FINDINGS):
        certain = fix if edit.right is not None else None
        yield Finding(
            code, field, edit.message, edit.hint, offset_of(text, edit.start), fix=certain
        )
