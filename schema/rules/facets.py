"""Every facet with tags says what it is, and has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Finding
from schema.records import Place

RESERVED = frozenset({"q"})
"""Names of parameters in the addresses of queries, beside which facets stand there."""


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report reserved names, and the first tag of each folder that has no `index.yaml`."""
    for card in catalogue.facets.values():
        if card.id in RESERVED:
            message = f"A facet cannot be called '{card.id}': the words of a query go by that name."
            yield card, Finding("reserved-facet", (), message, "Give the folder another name.")
    told: set[str] = set()
    for key, tag in sorted(catalogue.tags.items()):
        place = Place.facet_index(key.facet)
        if key.facet in catalogue.facets or place.path in broken or key.facet in told:
            continue
        told.add(key.facet)
        message = f"The facet '{key.facet}' has tags but no record of its own."
        hint = f"Write {place.path} with label, description and order."
        yield tag, Finding("missing-facet", (), message, hint)
