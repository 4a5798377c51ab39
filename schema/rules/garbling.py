"""A text is not garbled by a wrong encoding."""

import re
from collections.abc import Iterator
from itertools import islice

from schema.problems import Code, Finding, Fix, Phrase, excerpt, offset_of
from schema.records import Record
from schema.rules import Policy
from schema.source import HIDDEN

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

_TO_BYTES = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0x100)}
_TO_BYTES.pop("\ufffd", None)
_TO_BYTES |= {chr(byte): byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_WESTERN = re.compile(f"[{re.escape(''.join(_TO_BYTES))}]{{2,}}")
_PUNCTUATED = re.compile("\\w[\u2013\u2014\u2018-\u201d\u2026]+\\Z")
"""A letter with quotes or dashes behind it can be meant."""

_CHINESE = re.compile(r"[^\x00-\xff]{4,}")
_PLAUSIBLE = re.compile(
    r"[\x20-\x7e\xa0-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u22ff\u3000-\u303f"
    r"\u4e00-\u9fff\uff01-\uff5e]+\Z"
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report UTF-8 that was certainly read in another encoding.

    Error messages are quoted as readers see them, garbled or not.
    """
    for field, text in record.texts:
        right = _repaired_prose(text)
        if field[0] == "errors" or right == text:
            continue
        pairs = zip(text, right, strict=False)
        place = next(at for at, (a, b) in enumerate(pairs) if a != b)
        message = Phrase("The letters are garbled: '{text}'.", excerpt(text[place:], 12))
        hint = Phrase(
            "Write '{text}', or use `backticks` if it is right.", excerpt(right[place:], 30)
        )
        # A text with both the garbled and the right word is about garbled letters.
        words = ((word, repaired(word)) for word in dict.fromkeys(text.split()))
        different = (new for word, new in words if new != word)
        is_meant = any(new in text for new in islice(different, MAX_WORDS))
        fix = None if is_meant else Fix(field, right)
        yield Finding(GARBLED_TEXT, field, message, hint, offset_of(text, place), fix=fix)


def _repaired_prose(text: str) -> str:
    """Return a text with the garbled letters outside code repaired."""
    if text.isascii():
        return text
    pieces, place = [], 0
    for code in _CODE.finditer(text):
        pieces += [repaired(text[place : code.start()]), code[0]]
        place = code.end()
    return "".join((*pieces, repaired(text[place:])))


def repaired(text: str) -> str:
    """Repair UTF-8 that was read as cp1252 or GBK, where that is certain.

    It is certain if the letters, encoded again, are UTF-8 of ordinary characters.
    """
    if text.isascii():
        return text
    return _CHINESE.sub(_from_gbk, _WESTERN.sub(_from_western, text))


def _from_western(match: re.Match[str]) -> str:
    run = match[0]
    if _PUNCTUATED.match(run):
        return run
    try:
        better = bytes(_TO_BYTES[letter] for letter in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return run
    return better if _PLAUSIBLE.match(better) and HIDDEN.search(better) is None else run


def _from_gbk(match: re.Match[str]) -> str:
    run = match[0]
    try:
        raw = run.encode("gbk")
        better = raw.decode("utf-8")
    except UnicodeError:
        return run
    return better if len(raw) >= 9 and _PLAUSIBLE.match(better) else run
