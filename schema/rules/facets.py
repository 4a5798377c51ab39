"""Every facet with tags has a record, under a name that no query parameter has."""

from __future__ import annotations

from collections.abc import Iterator

from schema.cards import Card
from schema.catalogue import Catalogue
from schema.problems import Code, Finding
from schema.records import Place
from schema.rules import Policy

_FACET = "label: License\ndescription: Terms of use.\n"

RESERVED_FACET = Code(
    "reserved-facet",
    "A facet has the name of a query parameter. In `search.html?q=onnx&hardware=gpu`, `q` holds "
    "the words, and each facet has a parameter with its name.",
    "Rename the folder.",
    bad=f"# kb/tags/q/index.yaml, the whole file\n¦{_FACET}",
    good=f"# kb/tags/license/index.yaml, the whole file\n{_FACET}",
)
MISSING_FACET = Code(
    "missing-facet",
    "A folder has tags but no `index.yaml`, the record of the facet.",
    "Write the `index.yaml` of the folder, or move the tag to the right folder.",
    bad="tags: {hardware: [gpu], license: [mit]}\n"
    "# kb/tags/license/mit.yaml, the whole file\n¦label: MIT\ndescription: A short license.\n",
    good="tags: {hardware: [gpu], license: [mit]}\n"
    "# kb/tags/license/mit.yaml, the whole file\nlabel: MIT\ndescription: A short license.\n"
    f"# kb/tags/license/index.yaml, the whole file\n{_FACET}",
)

RESERVED = frozenset({"q"})
"""Query parameters other than facets."""


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report reserved names, and the first tag of each folder without an `index.yaml`."""
    for card in catalogue.facets.values():
        if card.id in RESERVED:
            message = f"A facet cannot be named '{card.id}': queries use that parameter."
            yield card, Finding(RESERVED_FACET, (), message)
    missing: set[str] = set()
    for key, tag in sorted(catalogue.tags.items()):
        place = Place.facet_index(key.facet)
        if key.facet in catalogue.facets or place.path in broken or key.facet in missing:
            continue
        missing.add(key.facet)
        message = f"The facet '{key.facet}' has tags but no record of its own."
        hint = f"Write {place.path} with a label and a description."
        yield tag, Finding(MISSING_FACET, (), message, hint)
