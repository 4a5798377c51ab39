"""A superseded entry leads to one that readers can use."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Finding

FIELD = ("superseded_by",)


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report circles of `superseded_by`, and ends that are not published."""
    for card in catalogue.entries.values():
        if card.superseded_by not in catalogue.entries or card.superseded_by == card.id:
            continue
        end = catalogue.successor(card.id)
        if end is None:
            if _runs_in_circle(catalogue, card.id):
                message = "Following 'superseded_by' from here never ends: it runs in a circle."
                hint = "Let one of the entries be published again."
                yield card, Finding("succession-circle", FIELD, message, hint)
        elif not catalogue.entries[end].listed:
            message = f"The successor '{end}' is {catalogue.entries[end].status.value}."
            hint = "Name a published entry, or withdraw this one and give the reason."
            yield card, Finding("succession-end", FIELD, message, hint)


def _runs_in_circle(catalogue: Catalogue, id: str) -> bool:
    seen: set[str] = set()
    following: str | None = id
    while following is not None and following in catalogue.entries:
        if following in seen:
            return True
        seen.add(following)
        following = catalogue.entries[following].superseded_by
    return False
