"""Entries side by side as the search in a terminal sees them: counted anew for each query.

The browser reads an index instead (`schema.index`). For one query it is quicker to count
its few words in all entries than to make that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cli.ranking.vocabulary import Vocabulary
from schema.index import MOST_IN_TITLE, first_places
from schema.tokens import tokenise
from schema.words import EntryWords, Tokens


@lru_cache(maxsize=1 << 17)
def _tokens_of_word(word: str) -> Tokens:
    bare = word.strip(_AROUND)  # so that a word is cut once, whatever stands around it
    return tuple(tokenise(word)) if bare == word else _tokens_of_word(bare)


_AROUND = '`*.,;:!?()[]"|<>'
"""Signs that belong to no token, at the ends of a word."""


def tokens_of(text: str) -> Tokens:
    """Return what `tokenise` does, in a quarter of the time for texts with common words.

    No token spans a blank.
    """
    found: list[str] = []
    for word in text.replace("\n", " ").split(" "):
        found += _tokens_of_word(word)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Document:
    """An entry: its id, its words, the tokens of its tags, fragments of errors, its successor."""

    id: str
    words: EntryWords
    tags: Tokens
    errors: tuple[str, ...] = ()
    successor: str | None = None

    @property
    def texts(self) -> Iterable[Tokens]:
        """The tokens by text."""
        return (self.words.question, *self.words.phrasings, self.tags, self.words.body)


@dataclass(frozen=True, slots=True)
class Posting:
    """The entries that contain a token, by ordinal, with how often and where; see `Index`."""

    entries: Sequence[int]
    title: Sequence[int]
    body: Sequence[int]
    places: Sequence[int]


class Collection:
    """Documents in the order of their ordinals, with what a search asks of all of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All tokens."""
        terms: set[str] = set()
        for document in self.documents:
            terms.update(*document.texts)
        return Vocabulary(terms)

    @cached_property
    def successors(self) -> tuple[tuple[int, int], ...]:
        """Pairs of ordinals: an entry, and the one that readers should open instead."""
        ordinals = {document.id: ordinal for ordinal, document in enumerate(self.documents)}
        return tuple(
            (ordinal, ordinals[document.successor])
            for ordinal, document in enumerate(self.documents)
            if document.successor in ordinals
        )

    def postings(self, terms: Iterable[str]) -> Mapping[str, Posting]:
        """Return the postings of those tokens that there are."""
        wanted = frozenset(terms)
        rows: dict[str, list[tuple[int, int, int, int]]] = {term: [] for term in wanted}
        for ordinal, document in enumerate(self.documents):
            words = document.words
            title = (*words.question, *(t for p in words.phrasings for t in p), *document.tags)
            found = wanted.intersection(title)
            places = first_places(words) if found else {}
            for term in found.union(wanted.intersection(words.body)):
                counted = min(title.count(term), MOST_IN_TITLE)
                place = places.get(term, 0)
                rows[term].append((ordinal, counted, words.body.count(term), place))
        return {term: Posting(*zip(*found, strict=True)) for term, found in rows.items() if found}
