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


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report UTF-8 that was certainly read in another encoding.

    Error messages are quoted as readers see them, garbled or not.
    """
    if record.source.is_ascii:
        return
    for field, text in texts(record):
        right = _repaired(text)
        if field[0] == "errors" or right == text:
            continue
        pairs = zip(text, right, strict=False)
        place = next(at for at, (a, b) in enumerate(pairs) if a != b)
        before = text[:place].split("\n")
        message = f"The letters are garbled: '{excerpt(text[place:], 12)}'."
        hint = f"It should probably read '{excerpt(right[place:], 30)}'. "
        hint += "If you mean these letters, put them in `backticks`."
        offset = len(before) - 1, len(before[-1])
        # A text with both the garbled and the right word is about garbled letters.
        words = ((word, repaired(word)) for word in dict.fromkeys(text.split()))
        different = (new for word, new in words if new != word)
        is_meant = any(new in text for new in islice(different, MAX_WORDS))
        fix = None if is_meant else Fix(field, right)
        yield Finding(GARBLED_TEXT, field, message, hint, offset, fix=fix)


def _repaired(text: str) -> str:
    """Return a text with the garbled letters outside code repaired."""
    if text.isascii():
        return text
    pieces, place = [], 0
    for code in _CODE.finditer(text):
        pieces += [repaired(text[place : code.start()]), code[0]]
        place = code.end()
    return "".join((*pieces, repaired(text[place:])))
