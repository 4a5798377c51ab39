"""Every facet with tags says what it is."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.loading import Place
from schema.problems import Finding


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report the first tag of each folder that has no `index.yaml`."""
    told: set[str] = set()
    for key, card in sorted(catalogue.tags.items()):
        place = Place.facet_index(key.facet)
        if key.facet in catalogue.facets or place.path in broken or key.facet in told:
            continue
        told.add(key.facet)
        message = f"The facet '{key.facet}' has tags but no record of its own."
        hint = f"Write {place.path} with label, description and order."
        yield card, Finding("missing-facet", (), message, hint)
