"""How well each entry answers a text; `faq-rank.js` is its twin in the browser.

The weights there and here are the same ones. There it is told how each was set; a test compares
the scores of both, so that none of them can be changed in one place only.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Self

from cli.ranking.collection import Collection, Posting
from cli.ranking.vocabulary import Reading, Vocabulary
from schema.tokens import tokenise
from schema.words import Tokens

K1 = 1.7
B = 0.75
TITLE_LENGTH = 14
BODY_LENGTH = 90
ADJACENT = 0.2
SHAPING_WEIGHT = 0.5
SHAPING = frozenset(
    tokenise(
        "a an the of to in on at by for with from as and or not if it its this that there be is "
        "are was were am do does did has have any can could will would should how what why when "
        "where which who i me my we our us you your"
    )
)
MOST_WORDS = 64


@dataclass(frozen=True, slots=True)
class Want:
    """A word of a query, and the tokens of the collection that it may mean."""

    token: str
    weight: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of each entry by ordinal, and what a full answer scores."""

    scores: list[float]
    most: float


@dataclass(frozen=True, slots=True)
class Norms:
    """What the counts of each entry are weighed against."""

    title: Sequence[float]
    body: Sequence[float]

    @classmethod
    def of(cls, collection: Collection) -> Self:
        """Return the norms of a collection; single precision, as in the browser."""
        words = [document.words for document in collection.documents]
        return cls(
            array("f", [_norm(one.title_length, TITLE_LENGTH) for one in words]),
            array("f", [_norm(len(one.body), BODY_LENGTH) for one in words]),
        )


def _norm(length: int, usual: int) -> float:
    return K1 * (1 - B + B * length / usual)


def wants(tokens: Tokens, vocabulary: Vocabulary) -> tuple[Want, ...]:
    """Return the words that a text asks for, each with the tokens that it may mean."""
    counts = Counter(tokens)
    chosen = list(dict.fromkeys(tokens))[:MOST_WORDS]
    return tuple(
        Want(token, _shape(token) * counts[token], vocabulary.read(token)) for token in chosen
    )


def tells(token: str) -> bool:
    """Return whether a token says what a text is about."""
    return token not in SHAPING


def _shape(token: str) -> float:
    return 1 if tells(token) else SHAPING_WEIGHT


def _rarity(found: int, size: int) -> float:
    return log(1 + (size - found + 0.5) / (found + 0.5))


def score(
    tokens: Tokens, wanted: Sequence[Want], postings: Mapping[str, Posting], norms: Norms
) -> Scored:
    """Score every entry. Linear in the postings."""
    scores = [0.0] * len(norms.title)
    most = sum(_add_word(scores, want, postings, norms) for want in wanted)
    _add_neighbours(scores, tokens, postings)
    return Scored(scores, most)


def _add_word(
    scores: list[float], want: Want, postings: Mapping[str, Posting], norms: Norms
) -> float:
    """Add what one word gains each entry, that of its best reading there.

    Returns what it gains an entry that has it once in a title of usual length; a word that the
    collection lacks would be the rarest.
    """
    size = len(scores)
    gains: dict[int, float] = {}
    known = [reading.term for reading in want.readings] == [want.token]
    most = 0 if known else want.weight * _rarity(0, size)
    for term, weight in want.readings:
        posting = postings.get(term)
        if posting is None:
            continue
        factor = want.weight * weight * _rarity(len(posting.entries), size)
        most = max(most, factor)
        for entry, title, body in zip(posting.entries, posting.title, posting.body, strict=True):
            named = title / (title + norms.title[entry])
            told = body / (body + norms.body[entry])
            gains[entry] = max(gains.get(entry, 0), factor * (K1 + 1) * (named + told))
    for entry, gain in gains.items():
        scores[entry] += gain
    return most


def _add_neighbours(scores: list[float], tokens: Tokens, postings: Mapping[str, Posting]) -> None:
    """Add a bonus for each pair of neighbours in the query that are neighbours in a title too."""
    last: dict[int, int] = {}
    before = 0.0
    for token in tokens:
        posting = postings.get(token)
        own, here = 0.0, {}
        if posting:
            own = ADJACENT * _shape(token) * _rarity(len(posting.entries), len(scores))
            for entry, place in zip(posting.entries, posting.places, strict=True):
                if place > 1 and last.get(entry) == place - 1:
                    scores[entry] += before + own
                here[entry] = place
        last, before = here, own
