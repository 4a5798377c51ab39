"""The inverted index: which entries contain each token, how often, in which field.

It states facts only; every weight is in `faq-rank.js`, so that tuning never changes the index.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schema.digits import BASE, write_gaps, write_numbers
from schema.words import EntryWords, Tokens

MOST_IN_TITLE = 7
"""Highest count in a title that the index tells apart; more of the same weighs hardly more."""

MOST_PLACES = BASE - 1
"""Tokens of a title whose place is known: the first phrasings; each place is then one character."""


@dataclass(frozen=True, slots=True)
class Posting:
    """The entries that contain a token, as text of `digits`."""

    entries: str
    """Ordinals, ascending, as gaps."""

    counts: str
    """For each of them the count in the title, plus `MOST_IN_TITLE + 1` times that in the body."""

    places: str
    """For each of them where in the title the token stands first, from 1; 0 for nowhere."""

    @property
    def size(self) -> int:
        """Characters of the posting."""
        return len(self.entries) + len(self.counts) + len(self.places)


@dataclass(frozen=True, slots=True)
class Index:
    """Postings by token, sorted, and the lengths of the fields by ordinal, as text of `digits`."""

    postings: Mapping[str, Posting]
    title_lengths: str
    body_lengths: str


@dataclass(slots=True)
class _Growing:
    # Lists would take three times as much: at 10,000 entries there are a million postings.
    entries: array[int] = field(default_factory=lambda: array("I"))
    counts: array[int] = field(default_factory=lambda: array("I"))
    places: array[int] = field(default_factory=lambda: array("B"))

    def posting(self) -> Posting:
        return Posting(
            write_gaps(self.entries), write_numbers(self.counts), write_numbers(self.places)
        )


def build_index(entries: Iterable[tuple[EntryWords, Tokens]]) -> Index:
    """Return the index of entries with the tokens of their tags, in the order of their ordinals.

    A tag counts in the title but not in its length: its aliases are the tag's choice, not the
    entry's. Linear in the tokens.
    """
    growing: defaultdict[str, _Growing] = defaultdict(_Growing)
    titles: list[int] = []
    bodies: list[int] = []
    for ordinal, (words, tags) in enumerate(entries):
        title = Counter(words.question)
        for phrasing in words.phrasings:
            title.update(phrasing)
        title.update(tags)
        body = Counter(words.body)
        places = first_places(words)
        for token in title.keys() | body.keys():
            target = growing[token]
            target.entries.append(ordinal)
            target.counts.append(
                min(title[token], MOST_IN_TITLE) + (MOST_IN_TITLE + 1) * body[token]
            )
            target.places.append(places.get(token, 0))
        titles.append(words.title_length)
        bodies.append(len(words.body))
    postings = {token: growing[token].posting() for token in sorted(growing)}
    return Index(postings, write_numbers(titles), write_numbers(bodies))


def first_places(words: EntryWords) -> dict[str, int]:
    """Return where each token stands first; one place is left free between two texts."""
    first: dict[str, int] = {}
    place = 0
    for text in (words.question, *words.phrasings):
        for token in text:
            place += 1
            if place > MOST_PLACES:
                return first
            first.setdefault(token, place)
        place += 1
    return first
