"""Every entry that another one names exists."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue, EntryCard
from schema.problems import FieldPath, Finding, Fix, Suggestions
from schema.records import Place


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report ids in `related`, `superseded_by` and `distinct_from` that no entry has.

    A former id has a fix: the present one, unless that stands there already.
    """
    suggestions = Suggestions(catalogue.entries)
    for card in catalogue.entries.values():
        named: list[tuple[FieldPath, str]] = [
            ((name, index), id)
            for name in ("related", "distinct_from")
            for index, id in enumerate(getattr(card, name))
        ]
        if card.superseded_by is not None:
            named.append((("superseded_by",), card.superseded_by))
        for field, id in named:
            if id in catalogue.entries or Place.entry(id).path in broken:
                continue
            message, fix = f"There is no entry '{id}'.", None
            if id in catalogue.renamed:
                hint = f"It is now called '{catalogue.renamed[id]}'."
                fix = _renamed(card, field, catalogue.renamed[id])
            else:
                hint = suggestions.hint(id)
            yield card, Finding("unknown-entry", field, message, hint, fix=fix)


def _renamed(card: EntryCard, field: FieldPath, id: str) -> Fix | None:
    if id == card.id:
        return None
    there = field[0] != "superseded_by" and id in getattr(card, str(field[0]))
    return Fix(field, None if there else id)
