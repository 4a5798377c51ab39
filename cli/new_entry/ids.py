"""Ids of new entries: made of the words of their questions, and each only once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from schema.types import ID_PATTERN

MAX_SLUG = 60
"""Longest id that is made of a question."""

_FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "could",
        "displayed",
        "do",
        "does",
        "during",
        "error",
        "for",
        "from",
        "get",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "message",
        "my",
        "of",
        "on",
        "or",
        "q",
        "s",
        "should",
        "solve",
        "some",
        "that",
        "the",
        "there",
        "this",
        "to",
        "use",
        "used",
        "using",
        "was",
        "we",
        "what",
        "when",
        "which",
        "why",
        "will",
        "with",
        "you",
        "your",
    ]
)


def slug(question: str, fallback: str) -> str:
    """Return an id for a question: its telling words, cut between two of them.

    The fallback serves questions with few Latin letters, of which nothing telling would be left.
    """
    letters = sum(map(str.isalpha, question))
    latin = sum(char.isascii() and char.isalpha() for char in question)
    if latin * 2 <= letters:
        return fallback
    folded = unicodedata.normalize("NFKD", re.sub(r"['\u2019]", "", question))
    words = re.findall(r"[a-z0-9]+", folded.encode("ascii", "ignore").decode().lower())
    telling = [word for word in words if word not in _FILLERS]
    made = _join(telling if len(telling) >= 2 else words)
    return made if re.search(ID_PATTERN, made) else fallback


def _join(words: Iterable[str]) -> str:
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:MAX_SLUG]
        if len(longer) > MAX_SLUG:
            break
        made = longer
    return made


class Names:
    """Ids that are in use; gives out new ones."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._before = frozenset(taken)
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def was_taken(self, wanted: str) -> bool:
        """Return whether an id was in use before any was given out."""
        return wanted in self._before

    def take(self, wanted: str) -> str:
        """Return the id, with a number behind it if it is in use."""
        number, given = self._next.get(wanted, 2), wanted
        while given in self._taken:
            ending = f"-{number}"
            given = wanted[: MAX_SLUG - len(ending)].rstrip("-") + ending
            number += 1
        self._next[wanted] = number
        self._taken.add(given)
        return given
