"""Every entry and tag that an answer links to exists."""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalogue import Card, Catalogue, TagKey
from schema.codes import Code
from schema.problems import Finding, Suggestions, excerpt
from schema.records import Place


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report the roles `faq:entry` and `faq:tag` in answers that lead nowhere."""
    entries = Suggestions(catalogue.entries)
    tags = Suggestions((*map(str, catalogue.tags), *catalogue.facets))
    for card in catalogue.entries.values():
        for line, column, kind, target in card.mentions:
            if kind == "entry":
                there = target in catalogue.entries or target in catalogue.renamed
                if there or Place.entry(target).path in broken:
                    continue
                hint = entries.hint(target)
            else:
                if _is_tag(catalogue, broken, target):
                    continue
                hint = tags.hint(target) or _with_facet(catalogue, target)
            message = f"There is no {kind} '{excerpt(target)}'."
            code: Code = "unknown-entry" if kind == "entry" else "unknown-tag"
            yield card, Finding(code, ("answer",), message, hint, (line, column))


def _is_tag(catalogue: Catalogue, broken: frozenset[str], target: str) -> bool:
    facet, _, tag = target.partition("/")
    if not tag:
        return facet in catalogue.facets or Place.facet_index(facet).path in broken
    key = TagKey(facet, tag)
    return key in catalogue.tags or Place.tag(key).path in broken


def _with_facet(catalogue: Catalogue, target: str) -> str:
    """Return a hint for a tag without its facet."""
    full = [str(key) for key in catalogue.tags if key.tag == target]
    return f"Write facet and tag: '{full[0]}'." if full else "Write facet/tag."
