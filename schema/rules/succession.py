"""A superseded entry leads to one that readers can use."""

from __future__ import annotations

from collections.abc import Iterator

from schema.cards import Card
from schema.catalogue import Catalogue
from schema.problems import Code, Finding
from schema.rules import Policy

_SUPERSEDED = "status: superseded\nsuperseded_by: "

SUCCESSION_CIRCLE = Code(
    "succession-circle",
    "`superseded_by` forms a cycle.",
    "Publish one of the entries again.",
)
SUCCESSION_END = Code(
    "succession-end",
    "Following `superseded_by` ends at an entry that is not published.",
    "Name a published entry, or withdraw this one and give the reason.",
    bad=f"{_SUPERSEDED}¦other\n# kb/entries/other.yaml\nstatus: draft\n",
    good=f"{_SUPERSEDED}other\n# kb/entries/other.yaml\n{_SUPERSEDED}another\n",
)
FIELD = ("superseded_by",)


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report cycles of `superseded_by`, and successors that are not published."""
    for id, card in catalogue.entries.items():
        if card.superseded_by == id:
            continue  # `self-reference` reports it
        end = catalogue.successor(id)
        if id in catalogue.circular:
            message = "'superseded_by' leads into a cycle, so readers never reach an answer."
            yield card, Finding(SUCCESSION_CIRCLE, FIELD, message)
        elif end is not None and not catalogue.entries[end].listed:
            message = f"The successor '{end}' is {catalogue.entries[end].status.value}."
            yield card, Finding(SUCCESSION_END, FIELD, message)
