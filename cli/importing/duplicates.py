"""Drafts that ask what another entry asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from cli.importing.model import Duplicate
from schema.likeness import Key, RareTokens
from schema.tokens import tokenise

LIKENESS = 0.7
"""From which share of common tokens two questions are taken for the same.

Less than the rule `similar-question` asks for: whoever imports looks at the pairs once.
"""


def find_duplicates(
    drafts: Sequence[tuple[str, str]], known: Iterable[tuple[str, str]]
) -> tuple[Duplicate, ...]:
    """Return for each draft the one most like it among known entries and the drafts before it.

    Both are given as ids with questions; an entry may come several times with other wordings.
    """
    old = [(id, frozenset(tokenise(text))) for id, text in known]
    new = [(id, frozenset(tokenise(text))) for id, text in drafts]
    finder = _Finder(RareTokens(key for _, key in (*old, *new)))
    for id, key in old:
        finder.add(id, key, known=True)
    return tuple(_compare(new, finder))


def _compare(new: Sequence[tuple[str, Key]], finder: _Finder) -> Iterator[Duplicate]:
    for id, key in new:
        if best := finder.nearest(key):
            likeness, other, known = best
            yield Duplicate(id, other, known, round(likeness, 2))
        finder.add(id, key, known=False)


def _differing(key: Key) -> int:
    """Return how many tokens of a key may be missing in one that is like it."""
    return len(key) - ceil(LIKENESS * len(key))


class _Finder:
    def __init__(self, index: RareTokens) -> None:
        self._index = index
        self._same: dict[Key, tuple[str, bool]] = {}

    def add(self, id: str, key: Key, *, known: bool) -> None:
        if key and key not in self._same:
            self._same[key] = id, known
            self._index.add(key, _differing(key))

    def nearest(self, key: Key) -> tuple[float, str, bool] | None:
        if key in self._same:
            return 1.0, *self._same[key]
        best: tuple[float, str, bool] | None = None
        for other in self._index.candidates(key, _differing(key)):
            likeness = len(key & other) / len(key | other)
            if likeness >= LIKENESS and (best is None or likeness > best[0]):
                best = likeness, *self._same[other]
        return best
