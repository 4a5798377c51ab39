"""A former id leads to exactly one entry."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Finding
from schema.records import Place


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report former ids that are in use, or that two entries claim."""
    claimed: dict[str, str] = {}
    for card in catalogue.entries.values():
        for index, old in enumerate(card.former_ids):
            field = ("former_ids", index)
            if old == card.id:
                continue
            if old in catalogue.entries or Place.entry(old).path in broken:
                message = f"The id '{old}' is in use: {Place.entry(old).path} exists."
                hint = "Remove it here, or rename that entry: an id is never reused."
                yield card, Finding("former-id-taken", field, message, hint)
            elif old in claimed:
                message = f"The entry '{claimed[old]}' claims the former id '{old}' too."
                hint = "Keep it in the entry that readers of the old address want."
                yield card, Finding("former-id-taken", field, message, hint)
            else:
                claimed[old] = card.id
