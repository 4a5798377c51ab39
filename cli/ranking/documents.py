"""The entries of a library as the ranking sees them."""

from __future__ import annotations

from collections.abc import Mapping

from cli.ranking.collection import Collection, Document, tokens_of
from schema.catalogue import TagKey, alphabetical
from schema.evidence.proof import FACET
from schema.library import Library
from schema.markdown.text import answer_text
from schema.models import Status
from schema.words import EntryWords, Tokens


def collection(library: Library, *, every: bool = False) -> Collection:
    """Return what the finder of the site knows, or every entry, drafts and withdrawn ones too.

    Published entries come first, alphabetical by question, then the others by id: where two
    entries score the same, the finder of the site keeps this order.
    """
    names = {
        key: tuple(t for name in (tag.label, *tag.aliases) for t in tokens_of(name))
        for key, tag in library.tags.items()
        if key.facet != FACET
    }
    questions = {
        id: library.question(id)
        for id, entry in sorted(library.entries.items())
        if every or entry.status in (Status.PUBLISHED, Status.SUPERSEDED)
    }

    def order(id: str) -> tuple[bool, tuple[str, str]]:
        listed = library.entries[id].status is Status.PUBLISHED
        return not listed, alphabetical(questions[id], id) if listed else (id, "")

    ids = sorted(questions, key=order)
    return Collection(_document(library, id, questions[id], names) for id in ids)


def _document(library: Library, id: str, question: str, names: Mapping[TagKey, Tokens]) -> Document:
    entry = library.entries[id]
    body = "\n".join((answer_text(entry.summary), answer_text(library.answer(id)), *entry.errors))
    words = EntryWords(
        tokens_of(question),
        tuple(tokens_of(phrasing) for phrasing in entry.phrasings),
        tokens_of(body),
    )
    tags = tuple(token for key in library.tags_of(id) for token in names.get(key, ()))
    return Document(id, words, tags, entry.errors, _successor(library, id))


def _successor(library: Library, id: str) -> str | None:
    """Follow `superseded_by` to its end; None where it ends nowhere or runs in a circle."""
    way = {id}
    here = id
    while (following := library.entries[here].superseded_by) is not None:
        if following in way or following not in library.entries:
            return None
        way.add(following)
        here = following
    return here if here != id else None
