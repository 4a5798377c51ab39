"""A former id leads to exactly one entry."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Code, Finding
from schema.records import Place
from schema.rules import Policy

FORMER_ID_TAKEN = Code(
    "former-id-taken",
    "A former id is the id of an existing entry, or two entries list it.",
    "Keep the former id in the entry that readers of the old address want.",
    bad="former_ids: [old, ¦other]\n",
    good="former_ids: [old]\n",
    more=(
        (
            "former_ids: [old]\n# kb/entries/other.yaml\nformer_ids: [older, ¦old]\n",
            "former_ids: [old]\n# kb/entries/other.yaml\nformer_ids: [older]\n",
        ),
    ),
)


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report former ids that an entry has as its id, or that an earlier entry lists."""
    owners: dict[str, str] = {}
    for card in catalogue.entries.values():
        for index, old in enumerate(card.former_ids):
            field = ("former_ids", index)
            if old == card.id:
                continue
            if old in catalogue.entries or Place.entry(old).path in broken:
                message = f"The id '{old}' is in use: {Place.entry(old).path} exists."
                hint = "Remove it here, or rename that entry: an id is never reused."
                yield card, Finding(FORMER_ID_TAKEN, field, message, hint)
            elif old in owners:
                message = f"The entry '{owners[old]}' also lists the former id '{old}'."
                yield card, Finding(FORMER_ID_TAKEN, field, message)
            else:
                owners[old] = card.id
