"""An answer links only to entries that readers can find."""

from __future__ import annotations

from collections.abc import Iterator

from schema.cards import Card
from schema.catalogue import Catalogue
from schema.problems import Code, Finding
from schema.rules import Policy

UNLISTED_TARGET = Code(
    "unlisted-target",
    "An answer links to a draft or a withdrawn entry.",
    "Say here what the other entry said, link to another one, or publish it.",
    bad="answer: |\n  See ¦{faq:entry}`other`.\n# kb/entries/other.yaml\nstatus: draft\n",
    good="answer: |\n  See {faq:entry}`another`.\n# kb/entries/other.yaml\nstatus: draft\n",
    severity="warning",
)


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report links in published answers to entries that are drafts or withdrawn.

    Such entries in `related` are fine: no page shows them.
    """
    for card in catalogue.entries.values():
        for line, column, kind, target in card.mentions if card.listed else ():
            id = target if target in catalogue.entries else catalogue.renamed.get(target, "")
            if kind != "entry" or id not in catalogue.entries:
                continue
            status = catalogue.entries[id].status
            if not catalogue.entries[id].findable:
                message = f"This links to the entry '{id}', which is {status.value}."
                yield card, Finding(UNLISTED_TARGET, ("answer",), message, offset=(line, column))
