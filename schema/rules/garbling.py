"""The letters of a text are those that were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from schema.mojibake import repaired
from schema.policy import Policy
from schema.problems import FieldPath, Finding, Fix, excerpt
from schema.records import Record

_CODE = re.compile(r"(`+)[^\n]+?\1")
"""Code may show garbled letters on purpose."""

MAX_WORDS = 100
"""How many garbled words are looked up in their text, so that many do not take quadratic time."""

_EXEMPT = ("errors",)
"""A message is quoted as readers see it, garbled or not."""


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report UTF-8 that was read in another encoding, where that is certain."""
    if record.source.is_ascii:
        return
    for field, text in _texts((), record.source.data):
        if text.isascii() or field[:1] == _EXEMPT:
            continue
        parts = _parts(text)
        mended = "".join(new for _, new in parts)
        if mended != text:
            place = 0
            for old, new in parts:
                if old != new:
                    break
                place += len(old)
            same = next(at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
            before = text[: place + same].split("\n")
            message = f"The letters are garbled: '{excerpt(text[place + same :], 12)}'."
            hint = f"It should probably read '{excerpt(mended[place + same :], 30)}'. "
            hint += "If it is meant, put it in `backticks`."
            offset = len(before) - 1, len(before[-1])
            # A text that has both is one about garbled letters.
            garbled = ((word, repaired(word)) for word in dict.fromkeys(text.split()))
            different = (new for word, new in garbled if new != word)
            meant = any(new in text for new in islice(different, MAX_WORDS))
            fix = None if meant else Fix(field, mended)
            yield Finding("garbled-text", field, message, hint, offset, fix=fix)


def _parts(text: str) -> list[tuple[str, str]]:
    """Return a text in pieces, each as it is and as it should be; code stays."""
    pieces, place = [], 0
    for code in _CODE.finditer(text):
        before = text[place : code.start()]
        pieces += [(before, repaired(before)), (code[0], code[0])]
        place = code.end()
    return [*pieces, (text[place:], repaired(text[place:]))]


def _texts(field: FieldPath, value: object) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts((*field, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts((*field, index), item)
