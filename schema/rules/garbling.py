"""A text is not garbled by a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from schema.mojibake import repaired
from schema.problems import Code, Finding, Fix, excerpt
from schema.records import Record
from schema.rules import Policy, texts

GARBLED_TEXT = Code(
    "garbled-text",
    "A text has garbled letters: UTF-8 that was read in another encoding. Only certain cases are "
    "reported, and none in code or error messages.",
    "Write the letters that the hint names, and save the file as UTF-8.",
    bad="summary: ¦It doesnâ€™t.\n",
    good="summary: It doesn't, à la ¿Ünï?\n",
)

_CODE = re.compile(r"(`+)[^\n]+?\1")
"""Code may show garbled letters on purpose."""

MAX_WORDS = 100
"""Garbled words that are searched for in their text; more would take quadratic time."""

_EXEMPT = ("errors",)
"""Error messages are quoted as readers see them, garbled or not."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report UTF-8 that was certainly read in another encoding."""
    if record.source.is_ascii:
        return
    for field, text in texts(record):
        if text.isascii() or field[:1] == _EXEMPT:
            continue
        parts = _parts(text)
        repaired_text = "".join(new for _, new in parts)
        if repaired_text != text:
            place = 0
            for old, new in parts:
                if old != new:
                    break
                place += len(old)
            same = next(at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
            before = text[: place + same].split("\n")
            message = f"The letters are garbled: '{excerpt(text[place + same :], 12)}'."
            hint = f"It should probably read '{excerpt(repaired_text[place + same :], 30)}'. "
            hint += "If you mean these letters, put them in `backticks`."
            offset = len(before) - 1, len(before[-1])
            # A text with both the garbled and the right word is about garbled letters.
            garbled = ((word, repaired(word)) for word in dict.fromkeys(text.split()))
            different = (new for word, new in garbled if new != word)
            meant = any(new in text for new in islice(different, MAX_WORDS))
            fix = None if meant else Fix(field, repaired_text)
            yield Finding(GARBLED_TEXT, field, message, hint, offset, fix=fix)


def _parts(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text, each as it is and as it should be; code stays unchanged."""
    pieces, place = [], 0
    for code in _CODE.finditer(text):
        before = text[place : code.start()]
        pieces += [(before, repaired(before)), (code[0], code[0])]
        place = code.end()
    return [*pieces, (text[place:], repaired(text[place:]))]
