"""Every tag of an entry exists."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.loading import Place
from schema.problems import Finding, did_you_mean


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report facets and tags that have no record, with the nearest that do."""
    tagged_facets = {key.facet for key in catalogue.tags}
    known = tagged_facets | set(catalogue.facets)
    known |= {path.split("/")[2] for path in broken if path.startswith("kb/tags/")}
    for card in catalogue.entries.values():
        told: set[str] = set()
        index = 0
        for number, key in enumerate(card.tags):
            index = index + 1 if number and card.tags[number - 1].facet == key.facet else 0
            if key in catalogue.tags or Place.tag(key).path in broken:
                continue
            if key.facet not in known:
                if key.facet not in told:
                    told.add(key.facet)
                    message = f"There is no facet '{key.facet}'."
                    hint = did_you_mean(key.facet, known)
                    field = ("tags", key.facet)
                    yield card, Finding("unknown-facet", field, message, hint, at_key=True)
                continue
            choices = [other.tag for other in catalogue.tags_of.get(key.facet, ())]
            yield (
                card,
                Finding(
                    "unknown-tag",
                    ("tags", key.facet, index),
                    f"There is no tag '{key.tag}' in the facet '{key.facet}'.",
                    did_you_mean(key.tag, choices)
                    or f"To add it, write {Place.tag(key).path}.",
                ),
            )
