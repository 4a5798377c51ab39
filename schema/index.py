"""The inverted index: which entries contain each token, how often, in which field.

It states facts only; every weight is in `faq-rank.js`, so that tuning never changes the index.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import sqrt
from os.path import commonprefix
from typing import Self

from schema.scripts import run
from schema.tokens import tokenise

BASE = 45
"""Numbers are written in this base, most significant digit first; `faq-store.js` reads them.

The last digit of a number is one of 45 characters, any other digit one of 45 others, so numbers
need no separators. None of the characters needs escaping in JSON.
"""

MOST_IN_TITLE = 7
"""Highest count in a title that the index distinguishes; higher ones hardly weigh more."""

MOST_PLACES = BASE - 1
"""Tokens of a title whose place is known: the first phrasings; each place is then one character."""

FIRST_LETTER, LAST_LETTER = ":", "\u3040"
"""Numbers and versions come before, tokens of Chinese, Japanese and Korean characters after it."""

WHOLE = "\uffff"
"""Begins a term that stands for a question or phrasing as a whole. No token comes after it."""

MOST_IN_WHOLE = 5
"""Most distinct words of such a text: the words of a longer one already tell it apart."""

PAIR = 2
"""Characters of a token of Chinese text."""

_has_function = re.compile("[个其将于所以从些没很再又才各则若即]").search
"""Find a character that says nothing about a subject, like those of `faq-rank.js`.

Without their pairs in bodies, a Chinese index is a fifth smaller, and of 363 queries about 242
documents 78.2 % instead of 78.0 % find theirs first.
"""

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The tokens of an entry by field, small enough to keep for every entry between builds."""

    question: Tokens
    phrasings: tuple[Tokens, ...]
    body: Tokens

    translated: int = 0
    """How many of the phrasings, the last ones, are in other languages."""

    @classmethod
    def of(
        cls,
        question: str,
        phrasings: Iterable[str],
        body: str,
        translations: Iterable[tuple[Iterable[str], str]] = (),
    ) -> Self:
        """Tokenise the plain texts of an entry; a translation has titles and a body.

        Code and names that a translation repeats don't count twice.
        """
        first, *own = (tuple(tokenise(text)) for text in (question, *phrasings))
        words = tuple(filter(_is_indexed, tokenise(body)))
        known, titles, more = frozenset(words), [], []
        for others, text in translations:
            titles += [tuple(tokenise(other)) for other in others]
            more += [t for t in tokenise(text) if t not in known and _is_indexed(t)]
        return cls(first, (*own, *titles), (*words, *more), len(titles))

    @property
    def title_length(self) -> int:
        """Words of question and phrasings, divided by the square root of the number of texts.

        Phrasings repeat each other: counted in full, each one would weaken all the others. Of 569
        queries of banking77, which has three phrasings an entry, the right entry came first for
        66.3 % with the square root, 64.5 % with the full count and 65.4 % with the mean. For the
        same reason titles in other languages don't count.
        """
        own = self.phrasings[: len(self.phrasings) - self.translated]
        texts = [text for text in (self.question, *own) if text]
        return round(sum(map(_length, texts)) / sqrt(max(len(texts), 1)))

    @property
    def body_length(self) -> int:
        """Words of the body."""
        return round(_length(self.body))

    def pack(self) -> bytes:
        """Return the tokens compressed; a third of their size as text."""
        lines = (self.question, *self.phrasings, self.body, (str(self.translated),))
        return zlib.compress("\n".join(" ".join(line) for line in lines).encode(), level=6)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return the tokens from which `pack` made these bytes."""
        lines = [tuple(line.split()) for line in zlib.decompress(packed).decode().split("\n")]
        return cls(lines[0], tuple(lines[1:-2]), lines[-2], int(lines[-1][0]))


def _is_indexed(token: str) -> bool:
    """Whether a token of a body is worth a posting."""
    is_pair = len(token) == PAIR and token > LAST_LETTER
    return not is_pair or (not _has_function(token) and _tells(token))


@dataclass(frozen=True, slots=True)
class Posting:
    """The entries that contain a token, as written numbers."""

    entries: str
    """Ordinals, ascending, as gaps."""

    counts: str
    """For each entry, the count in the title plus `MOST_IN_TITLE + 1` times that in the body."""

    places: str
    """For each entry, the first place of the token in the title, from 1; 0 if it has none."""

    @property
    def size(self) -> int:
        """Characters of the posting."""
        return len(self.entries) + len(self.counts) + len(self.places)


@dataclass(frozen=True, slots=True)
class Index:
    """Postings by token, the words of titles, and the field lengths by ordinal, as written numbers.

    Postings and words are sorted.
    """

    postings: Mapping[str, Posting]
    vocabulary: tuple[str, ...]
    title_lengths: str
    body_lengths: str


def build_index(
    entries: Iterable[tuple[EntryWords, Tokens]], idle: frozenset[str] = frozenset()
) -> Index:
    """Return the index of entries with the tokens of their tags, in the order of their ordinals.

    A tag counts in the title but not in its length: its aliases are the tag's choice, not the
    entry's. Linear in the tokens.
    """
    # Lists would take three times as much: at 10,000 entries there are a million postings.
    growing: defaultdict[str, tuple[array[int], array[int], array[int]]] = defaultdict(
        lambda: (array("I"), array("I"), array("B"))
    )
    in_titles: set[str] = set()
    titles: list[int] = []
    bodies: list[int] = []
    for ordinal, (words, tags) in enumerate(entries):
        title = Counter(chain(words.question, *words.phrasings, tags))
        in_titles.update(title)
        body = Counter(words.body)
        places = first_places(words)
        counts = {token: (MOST_IN_TITLE + 1) * count for token, count in body.items()}
        for token, count in title.items():
            counts[token] = counts.get(token, 0) + min(count, MOST_IN_TITLE)
        counts.update(dict.fromkeys(wholes(words, idle), 1))
        for token, count in counts.items():
            ordinals, sums, first = growing[token]
            ordinals.append(ordinal)
            sums.append(count)
            first.append(places.get(token, 0))
        titles.append(words.title_length)
        bodies.append(words.body_length)
    postings = {
        token: Posting(write_gaps(ordinals), write_numbers(sums), write_numbers(first))
        for token, (ordinals, sums, first) in sorted(growing.items())
    }
    return Index(postings, guessable(in_titles), write_numbers(titles), write_numbers(bodies))


def _length(tokens: Tokens) -> float:
    """Return how many words tokens are: a pair of Chinese characters counts as half a word."""
    return len(tokens) - sum(token > LAST_LETTER for token in tokens) / 2


def synonyms(terms: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return the names of each term as texts of tokens."""
    return [list(dict.fromkeys(" ".join(tokenise(name)) for name in names)) for names in terms]


def guessable(in_titles: Iterable[str]) -> tuple[str, ...]:
    """Return, sorted, the tokens of titles that a mistyped word may mean.

    Numbers are left out, because a different number means something else. Half of all words are in
    no title. With them, this site's `index.js` is a third larger, and one more of the 1,159 queries
    of stackfaq and banking77 finds the right entry first.
    """
    return tuple(sorted(term for term in in_titles if FIRST_LETTER <= term <= LAST_LETTER))


def idle_tokens(stop_words: Iterable[str]) -> frozenset[str]:
    """Return the tokens that every question could have, such as those of the product's name."""
    return frozenset(tokenise(" ".join(stop_words)))


def wholes(words: EntryWords, idle: frozenset[str]) -> Iterator[str]:
    """Yield a term for each short question or phrasing: its words but idle and shaping ones."""
    for text in (words.question, *words.phrasings):
        content = set(text) - idle or set(text)
        distinct = set(filter(_tells, content)) or content
        if 0 < len(distinct) <= MOST_IN_WHOLE:
            yield f"{WHOLE}{' '.join(sorted(distinct))}"


@lru_cache(maxsize=1 << 16)
def _tells(token: str) -> bool:
    """Return whether a token says what a text is about, as `faq-rank.js` does."""
    return run("FaqRank.tells", token) is True


def first_places(words: EntryWords) -> dict[str, int]:
    """Return the first place of each token, with one unused place between two texts."""
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


MOST_SHARED = 12
"""Characters of a term that it can share with the one before: at most 24 units, so up to Y."""

_CHARACTERS = [chr(code) for code in range(ord("#"), ord("~")) if chr(code) != "\\"]
_LAST = _CHARACTERS[:BASE]
_OTHER = _CHARACTERS[BASE : 2 * BASE]


def write_numbers(numbers: Iterable[int]) -> str:
    """Write natural numbers as text."""
    return "".join(map(_write, numbers))


def write_gaps(ascending: Iterable[int]) -> str:
    """Write ascending numbers as text: the first, then the difference to the one before."""
    return write_numbers(number - last for last, number in pairwise(chain((0,), ascending)))


def write_terms(terms: Iterable[str]) -> str:
    """Write sorted terms as text, each without the start that it shares with the one before.

    A capital letter, which no term contains, stands for the length of this start, from A for 0, in
    the units of JavaScript's strings. The text is a third smaller after compression.
    """
    written = []
    for last, term in pairwise(chain(("",), terms)):
        shared = commonprefix((last, term))[:MOST_SHARED]  # noqa: RUF071  these are no paths
        units = len(shared.encode("utf-16-le")) // 2
        written.append(chr(ord("A") + units) + term[len(shared) :])
    return "".join(written)


@lru_cache(maxsize=1 << 12)  # most numbers are small
def _write(number: int) -> str:
    digits = _LAST[number % BASE]
    number //= BASE
    while number:
        digits = _OTHER[number % BASE] + digits
        number //= BASE
    return digits
