"""What readers are sent to is there for them."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Finding


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report links in published answers to entries that are drafts or withdrawn.

    Those in `related` are fine: no page shows them.
    """
    for card in catalogue.entries.values():
        for line, column, kind, target in card.mentions if card.listed else ():
            id = target if target in catalogue.entries else catalogue.renamed.get(target, "")
            if kind != "entry" or id not in catalogue.entries:
                continue
            there = catalogue.entries[id]
            if not there.findable:
                message = f"Readers are sent to the entry '{id}', which is {there.status.value}."
                hint = "Say here what it said, link to another entry, or publish that one."
                place = line, column
                yield card, Finding("unlisted-target", ("answer",), message, hint, place)
