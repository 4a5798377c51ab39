"""The knowledge base of this repository as a collection: its records, and our own queries."""

from __future__ import annotations

from bench.relevance.collection import Collection, Doc, Query
from bench.relevance.golden import golden
from schema.cards import EntryCard, TagCard, TagKey
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import plain
from schema.models.entry import Entry
from schema.records import Record


def own_collection(base: KnowledgeBase) -> Collection:
    """Return the entries that the finder knows, with all of the text that it knows of them.

    Raises:
        GoldenError: the list of queries is wrong.
    """
    pairs = golden(base.catalogue)
    members = base.members.values()
    records = [member.record for member in members if member.usable and member.record]
    tags = [record.card for record in records if isinstance(record.card, TagCard)]
    names = {tag.key: (tag.label, *tag.aliases) for tag in tags}
    docs = [_doc(record, names) for record in records if _is_findable(record)]
    queries = {f"q{number}": pair for number, pair in enumerate(pairs)}
    return Collection(
        "kb",
        tuple(docs),
        tuple(Query(id, text) for id, (text, _) in queries.items()),
        {id: {entry: 1} for id, (_, entry) in queries.items()},
    )


def _is_findable(record: Record) -> bool:
    card = record.card
    return isinstance(card, EntryCard) and card.findable


def _doc(record: Record, names: dict[TagKey, tuple[str, ...]]) -> Doc:
    entry, card = record.model, record.card
    assert isinstance(entry, Entry)
    assert isinstance(card, EntryCard)
    return Doc(
        id=card.id,
        question=plain(card.question),
        answer="\n\n".join((plain(card.summary), entry.answer, *card.errors)),
        tags=tuple(name for key in card.tags for name in names.get(key, ())),
        aliases=entry.phrasings,
    )
