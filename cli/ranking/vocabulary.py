"""What a word may mean that no entry contains; `faq-vocabulary.js` is its twin in the browser.

The weights there and here are the same ones, and explained there; a test compares the guesses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from math import sqrt
from typing import NamedTuple

PREFIX = 0.8
TYPO = 0.6
SIMILAR = 0.6
LEAST_SIMILAR = 0.5
HALF = 0.7
LEAST_HALF = 3
LEAST_TYPO = 4
LEAST_PREFIX = 2
MOST = 8


class Reading(NamedTuple):
    """A token of the collection that a word may mean, and how much that counts."""

    term: str
    weight: float


class Vocabulary:
    """All tokens of a collection."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._known = frozenset(terms)

    def read(self, word: str) -> tuple[Reading, ...]:
        """Return a known word as it is, and else what it may mean, likeliest first."""
        if word in self._known:
            return (Reading(word, 1),)
        found: dict[str, float] = {}
        for term, weight in self._candidates(word):
            if found.get(term, 0) < weight:
                found[term] = weight
        ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Reading(term, weight) for term, weight in ordered[:MOST])

    def _candidates(self, word: str) -> Iterator[tuple[str, float]]:
        if len(word) >= LEAST_PREFIX:
            for term in self._beginning(word):
                yield term, PREFIX * sqrt(len(word) / len(term))
        if len(word) < LEAST_TYPO:
            return
        for term in self._beginning(word[0]):
            if is_one_edit(term, word):
                yield term, TYPO
        for term, share in self._similar(word):
            yield term, SIMILAR * share
        for cut in range(LEAST_HALF, len(word) - LEAST_HALF + 1):
            halves = word[:cut], word[cut:]
            if self._known.issuperset(halves):
                yield from ((half, HALF) for half in halves)

    @cached_property
    def _terms(self) -> list[str]:
        return sorted(self._known)

    def _beginning(self, word: str) -> Iterator[str]:
        terms = self._terms
        for at in range(bisect_left(terms, word), len(terms)):
            if not terms[at].startswith(word):
                return
            yield terms[at]

    @cached_property
    def _by_trigram(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for term in self._terms:
            for gram in _trigrams(term):
                found[gram].append(term)
        return dict(found)

    def _similar(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the tokens that share trigrams with a word, and the share (Dice's coefficient)."""
        own = _trigrams(word)
        common: defaultdict[str, int] = defaultdict(int)
        for gram in own:
            for term in self._by_trigram.get(gram, ()):
                common[term] += 1
        for term, shared in common.items():
            share = 2 * shared / (len(own) + len(_trigrams(term)))
            if share >= LEAST_SIMILAR:
                yield term, share


def _trigrams(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


def is_one_edit(one: str, other: str) -> bool:
    """Return whether words differ by one letter too many, too few, other or swapped with the next.

    Of words that begin alike: that is left to whoever asks.
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end, other_end = len(one), len(other)
    while end > start and other_end > start and one[end - 1] == other[other_end - 1]:
        end -= 1
        other_end -= 1
    left = max(end, other_end) - start
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return left <= 1 or (left == 2 and end == other_end and swapped)
