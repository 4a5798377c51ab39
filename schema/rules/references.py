"""Every entry that a record names exists."""

from __future__ import annotations

from collections.abc import Iterator

from schema.cards import Card, EntryCard
from schema.catalogue import Catalogue
from schema.problems import Code, FieldPath, Finding, Fix, Suggestions, excerpt
from schema.records import Place
from schema.rules import Policy

UNKNOWN_ENTRY = Code(
    "unknown-entry",
    "A record or page names an entry that doesn't exist: in `related`, `superseded_by`, "
    "`distinct_from` or a link.",
    "Correct the id.",
    bad="related: [other, ¦others]\n",
    good="related: [other, another]\n",
)


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report ids of entries that don't exist, in fields and in links of answers.

    A former id in a field has a fix: the present id, unless the list already contains it.
    """
    suggestions = Suggestions(catalogue.entries)
    for card in catalogue.entries.values():
        for field, id in _named(card):
            if id in catalogue.entries or Place.entry(id).path in broken:
                continue
            hint, fix = suggestions.hint(id), None
            if id in catalogue.renamed:
                hint = f"It is now called '{catalogue.renamed[id]}'."
                fix = _renamed(card, field, catalogue.renamed[id])
            message = f"There is no entry '{id}'."
            yield card, Finding(UNKNOWN_ENTRY, field, message, hint, fix=fix)
        for line, column, kind, id in card.mentions:
            exists = id in catalogue.entries or id in catalogue.renamed
            if kind != "entry" or exists or Place.entry(id).path in broken:
                continue
            message, hint = f"There is no entry '{excerpt(id)}'.", suggestions.hint(id)
            yield card, Finding(UNKNOWN_ENTRY, ("answer",), message, hint, (line, column))


def _named(card: EntryCard) -> Iterator[tuple[FieldPath, str]]:
    """Yield the ids in the fields of an entry."""
    for name in ("related", "distinct_from"):
        for index, id in enumerate(getattr(card, name)):
            yield (name, index), id
    if card.superseded_by is not None:
        yield ("superseded_by",), card.superseded_by


def _renamed(card: EntryCard, field: FieldPath, id: str) -> Fix | None:
    if id == card.id:
        return None
    present = field[0] != "superseded_by" and id in getattr(card, str(field[0]))
    return Fix(field, None if present else id)
