"""Every tag leads to an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.cards import Card
from schema.catalogue import Catalogue
from schema.problems import Code, Finding
from schema.rules import Policy
from schema.types import ID_PATTERN

_TAG = "# kb/tags/hardware/kirin.yaml, the whole file\n¦label: Kirin\ndescription: Phones.\n"

UNUSED_TAG = Code(
    "unused-tag",
    "No published entry has a tag, so its page is empty.",
    "Give the tag to the entries that it fits, or delete its record.",
    bad=_TAG,
    good=f"{_TAG.replace('¦', '')}# kb/entries/other.yaml\ntags: {{hardware: [kirin]}}\n",
    severity="warning",
)


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report tags that no published entry has.

    While an entry or its tags cannot be read, every tag may be in use.
    """
    unreadable = any(path.startswith("kb/entries/") for path in broken)
    if unreadable or not all(card.tags for card in catalogue.entries.values()):
        return
    for key, tag in catalogue.tags.items():
        # No entry can have a tag whose name is not a valid id, and `bad-id` reports it.
        if key not in catalogue.by_tag and re.search(ID_PATTERN, key.tag):
            message = f"No published entry has the tag '{key}'."
            yield tag, Finding(UNUSED_TAG, (), message)
