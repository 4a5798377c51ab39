"""Drafts that ask what another entry asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from schema.finder.tokens import tokenise
from schema.importing.model import Duplicate

LIKENESS = 0.7
"""From which share of common tokens two questions are taken for the same."""

MAX_COMPARED = 200
"""With how many others one question is compared: those that share its rarest tokens."""

Key = frozenset[str]


def find_duplicates(
    drafts: Sequence[tuple[str, str]], known: Iterable[tuple[str, str]]
) -> tuple[Duplicate, ...]:
    """Return for each draft the one most like it among known entries and the drafts before it.

    Both are given as ids with questions; an entry may come several times with other wordings.
    The most two sets of tokens can have in common follows from their rarest tokens, so only those
    that share one of these are compared. Time grows with the questions, not with their pairs.
    """
    old = [(id, frozenset(tokenise(text))) for id, text in known]
    new = [(id, frozenset(tokenise(text))) for id, text in drafts]
    spread = Counter(token for _, key in (*old, *new) for token in key)
    finder = _Finder(spread)
    for id, key in old:
        finder.add(id, key, known=True)
    return tuple(_compare(new, finder))


def _compare(new: Sequence[tuple[str, Key]], finder: _Finder) -> Iterator[Duplicate]:
    for id, key in new:
        if best := finder.nearest(key):
            likeness, other, known = best
            yield Duplicate(id, other, known, round(likeness, 2))
        finder.add(id, key, known=False)


class _Finder:
    def __init__(self, spread: Counter[str]) -> None:
        self._spread = spread
        self._same: dict[Key, tuple[str, bool]] = {}
        self._by_token: defaultdict[str, list[Key]] = defaultdict(list)

    def _rarest(self, key: Key) -> list[str]:
        """Return the tokens one of which any key that is like enough has among its rarest."""
        ordered = sorted(key, key=lambda token: (self._spread[token], token))
        return ordered[: len(key) - ceil(LIKENESS * len(key)) + 1]

    def add(self, id: str, key: Key, *, known: bool) -> None:
        if not key or key in self._same:
            return
        self._same[key] = id, known
        for token in self._rarest(key):
            self._by_token[token].append(key)

    def nearest(self, key: Key) -> tuple[float, str, bool] | None:
        if key in self._same:
            return 1.0, *self._same[key]
        candidates: dict[Key, None] = {}
        for token in self._rarest(key):
            room = MAX_COMPARED - len(candidates)
            candidates.update(dict.fromkeys(self._by_token.get(token, ())[:room]))
        best: tuple[float, str, bool] | None = None
        for other in candidates:
            likeness = len(key & other) / len(key | other)
            if likeness >= LIKENESS and (best is None or likeness > best[0]):
                best = likeness, *self._same[other]
        return best
