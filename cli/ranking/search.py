"""From a text to the entries that answer it, best first; `faq-search.js` is its twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cli.ranking import pastes
from cli.ranking.collection import Collection
from cli.ranking.rank import Norms, score, tells, wants
from schema.tokens import tokenise

LEAST = 0.2
"""Entries that score less than this share of the best one are not found."""

SURE = 0.35
"""Below this share of a full answer, the best entry is only the nearest one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Entries by ordinal, best first, and what they were found by."""

    entries: tuple[int, ...]
    sure: bool
    terms: frozenset[str]
    """Tokens that matched."""
    fragments: Mapping[int, str]
    """The fragment of a pasted error, for each entry that has one."""
    shares: Mapping[int, float]
    """The score of each entry as a share of what a full answer scores; it can be above 1."""


def find(collection: Collection, typed: str) -> Found:
    """Find the entries that answer a text, which may be a pasted error message."""
    text = pastes.clip(typed)
    fragments = _fragments(collection, text) if pastes.is_paste(text) else {}
    first = _with_successors(collection, fragments)
    tokens = tuple(tokenise(pastes.distil(text)))
    if not tokens:
        return Found(first, bool(first), frozenset(), fragments, {})
    wanted = wants(tokens, collection.vocabulary)
    terms = [reading.term for want in wanted for reading in want.readings]
    scored = score(tokens, wanted, collection.postings(terms), Norms.of(collection))
    scores = scored.scores
    for old, successor in collection.successors:
        if scores[old] >= scores[successor]:
            scores[successor] = scores[old] * (1 + 1e-9)
    best = max(scores, default=0)
    least = LEAST * best
    found = [entry for entry, one in enumerate(scores) if one > 0 and one >= least]
    found.sort(key=lambda entry: (-scores[entry], entry))
    return Found(
        tuple(dict.fromkeys((*first, *found))),
        bool(first) or best >= SURE * scored.most > 0,
        frozenset(filter(tells, terms)),
        fragments,
        {entry: scores[entry] / scored.most for entry in (*first, *found)},
    )


def _fragments(collection: Collection, text: str) -> dict[int, str]:
    """Return the longest fragment that occurs in a paste, by entry; successors inherit it."""
    known = (
        (ordinal, fragment)
        for ordinal, document in enumerate(collection.documents)
        for fragment in document.errors
    )
    found: dict[int, str] = {}
    for entry, fragment in pastes.matches(text, known):
        found.setdefault(entry, fragment)
    for old, successor in collection.successors:
        if old in found:
            found.setdefault(successor, found[old])
    return found


def _with_successors(collection: Collection, entries: Iterable[int]) -> tuple[int, ...]:
    """Put before each superseded entry the one that supersedes it; name each entry once."""
    following = dict(collection.successors)
    return tuple(
        dict.fromkeys(one for entry in entries for one in (following.get(entry, entry), entry))
    )
