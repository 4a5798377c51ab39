"""A superseded entry leads to one that readers can use."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Finding

FIELD = ("superseded_by",)


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report circles of `superseded_by`, and ends that are not published."""
    for id, card in catalogue.entries.items():
        if card.superseded_by == id:
            continue  # the rule on self-references tells
        end = catalogue.successor(id)
        if id in catalogue.circular:
            message = "Following 'superseded_by' from here never ends: it runs in a circle."
            hint = "Let one of the entries be published again."
            yield card, Finding("succession-circle", FIELD, message, hint)
        elif end is not None and not catalogue.entries[end].listed:
            message = f"The successor '{end}' is {catalogue.entries[end].status.value}."
            hint = "Name a published entry, or withdraw this one and give the reason."
            yield card, Finding("succession-end", FIELD, message, hint)
