"""Every entry that another one names exists."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.loading import Place
from schema.problems import FieldPath, Finding, Suggestions


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report ids in `related` and `superseded_by` that no entry has."""
    suggestions = Suggestions(catalogue.entries)
    for card in catalogue.entries.values():
        named: list[tuple[FieldPath, str]] = [
            (("related", index), id) for index, id in enumerate(card.related)
        ]
        if card.superseded_by is not None:
            named.append((("superseded_by",), card.superseded_by))
        for field, id in named:
            if id in catalogue.entries or Place.entry(id).path in broken:
                continue
            message = f"There is no entry '{id}'."
            if id in catalogue.renamed:
                hint = f"It is now called '{catalogue.renamed[id]}'."
            else:
                hint = suggestions.hint(id)
            yield card, Finding("unknown-entry", field, message, hint)
