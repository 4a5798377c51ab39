"""Every tag leads to an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.catalogue import Card, Catalogue
from schema.problems import Finding
from schema.types import ID_PATTERN


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report tags that no published entry has.

    As long as an entry cannot be read, or its tags cannot, they might be those.
    """
    unknown = any(path.startswith("kb/entries/") for path in broken)
    if unknown or not all(card.tags for card in catalogue.entries.values()):
        return
    for key, tag in catalogue.written.items():
        # What cannot be an id is told as such, and no entry can have it.
        if key not in catalogue.by_tag and re.search(ID_PATTERN, key.tag):
            message = f"No published entry has the tag '{key}'."
            hint = "Give it to the entries that it fits, or remove its record."
            yield tag, Finding("unused-tag", (), message, hint)
