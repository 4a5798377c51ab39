"""Pasted error messages: told from questions, and what of them is worth a search by words.

`faq-errors.js` does the same in the browser, and says more about it; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schema.messages import HOLE, border, normalise, reduced

MOST = 20_000
"""Longest paste that is looked at, in characters."""

FROM_START = 4_000
"""Of a longer one the rest is taken from the end, where tracebacks have their message."""

LONGEST_QUESTION = 200
"""A longer text is no question."""

WORTH = 300
"""Most characters that are searched by words."""

_LINE_BREAKS = re.compile(r"[\r\n]+")
_LETTERS = re.compile(r"[0-9A-Za-z\u00c0-\uffff]")
# ASCII: `\b` and `\s` of JavaScript know other characters.
_BLANK = r"[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
_MARKS = re.compile(
    r"Traceback \(most recent call last\)|\[(?:CRITICAL|FATAL|ERROR|WARNING)\]"
    rf"|[A-Za-z](?:Error|Exception): |[A-Za-z](?:Error|Exception){_BLANK}*\Z|[a-z]Exception\b"
    r"|^(?:Error|Exception|ERROR|FATAL|CRITICAL): |\bE[A-Z]?[0-9]{4,5}: "
    r"|terminate called after|core dumped|what\(\): ",
    re.ASCII,
)
_EXCEPTION = re.compile(
    r"(?:E +)?[A-Za-z_][0-9A-Za-z_.]*(?:Error|Exception|Exit|Interrupt|Warning)(?::|\Z)"
)
_MARKED = re.compile(
    r"\b(?:ERROR|CRITICAL|FATAL)\b|(?:Error|Exception)\b|\berror: |[Ff]ailed\b|FAILED\b"
    r"|\bE[A-Z]?[0-9]{4,5}\b",
    re.ASCII,
)
_QUOTING = re.compile(rf'{_BLANK}*(?:File "|raise |except |Traceback \()')
_BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript takes for blanks; Python has others."""


def is_paste(text: str) -> bool:
    """Return whether a text is a traceback or a log rather than a question."""
    trimmed = text.strip(_BLANKS)
    return bool(
        len(trimmed) > LONGEST_QUESTION or _LINE_BREAKS.search(trimmed) or _MARKS.search(trimmed)
    )


def clip(text: str) -> str:
    """Return a text without its middle if it is longer than `MOST`."""
    if len(text) <= MOST:
        return text
    return f"{text[: FROM_START - 1]}\n{text[len(text) - (MOST - FROM_START) :]}"


def matches(text: str, fragments: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the fragments that occur in a text, not as a part of a word; the longest first.

    A fragment comes with the ordinal of its entry. Each is searched for by itself: for one text
    that is quicker than the preparations of the browser.
    """
    normal = normalise(clip(text))
    found = []
    for entry, fragment in fragments:
        key = normalise(fragment)
        if key and _occurs(key, normal):
            found.append((-len(key), entry, fragment))
    return [(entry, fragment) for _, entry, fragment in sorted(found, key=lambda one: one[:2])]


def _occurs(key: str, text: str) -> bool:
    at = text.find(key)
    while at >= 0:
        if border(text, at) and border(text, at + len(key)):
            return True
        at = text.find(key, at + 1)
    return False


def distil(text: str) -> str:
    """Return what of a pasted error is worth a search by words: the lines with the message.

    They come without volatile parts. A text that is no paste is returned as it is.
    """
    if not is_paste(text):
        return text
    lines = [line for line in _LINE_BREAKS.split(clip(text)) if _LETTERS.search(line)]
    rest = lines[::-1]
    return _joined(_telling(lines)) or _joined(rest) or _cut(text)


def _telling(lines: list[str]) -> list[str]:
    """Return lines with a message: the last exception first, then those marked."""
    said = [line for line in lines if not _QUOTING.match(line)]
    exceptions = [line for line in said if _EXCEPTION.match(line.rstrip(_BLANKS))]
    return [*reversed(exceptions), *(line for line in said if _MARKED.search(line))]


def _joined(lines: Iterable[str]) -> str:
    """Return lines without volatile parts, each once, as many as fit."""
    chosen: dict[str, None] = {}
    length = 0
    for line in lines:
        if length >= WORTH:
            break
        words = re.sub(" {2,}", " ", reduced(line).replace(HOLE, " ")).strip(_BLANKS)
        if _LETTERS.search(words) and words not in chosen:
            chosen[words] = None
            length += len(words) + 1
    return _cut(" ".join(chosen))


def _cut(text: str) -> str:
    """Cut a text after a word."""
    if len(text) <= WORTH:
        return text
    blank = text.rfind(" ", 0, WORTH + 1)
    return text[: blank if blank > 0 else WORTH]
