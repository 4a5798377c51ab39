"""Every tag of an entry exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.catalogue import Card, Catalogue, EntryCard, TagKey
from schema.evidence.proof import FACET
from schema.problems import Finding, Suggestions, excerpt
from schema.records import Place


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report facets and tags that have no record, with the nearest that do."""
    tags: dict[str, list[str]] = {facet: [] for facet in catalogue.facets}
    for path in broken:
        if path.startswith("kb/tags/"):
            tags.setdefault(path.split("/")[2], [])
    for key in catalogue.tags:
        tags.setdefault(key.facet, []).append(key.tag)
    like_facet = Suggestions(tags)
    like_tag = {facet: Suggestions(names) for facet, names in tags.items()}
    called = _other_names(catalogue)
    for card in catalogue.entries.values():
        written = (key for key in card.tags if key.facet != FACET)
        unknown = [key for key in written if key not in catalogue.tags]
        for facet in dict.fromkeys(key.facet for key in unknown if key.facet not in tags):
            message = f"There is no facet '{facet}'."
            field = ("tags", facet)
            yield (
                card,
                Finding("unknown-facet", field, message, like_facet.hint(facet), at_key=True),
            )
        for key in unknown:
            if key.facet in tags and Place.tag(key).path not in broken:
                message = f"There is no tag '{key.tag}' in the facet '{key.facet}'."
                hint = _meant(called.get(key.tag), key) or like_tag[key.facet].hint(key.tag)
                hint = hint or f"To add it, write {Place.tag(key).path}."
                yield card, Finding("unknown-tag", _field(card, key), message, hint)


def _other_names(catalogue: Catalogue) -> dict[str, tuple[TagKey, str]]:
    """Return the tag for each id that could be made of one of its names, and that name."""
    return {
        "-".join(re.findall(r"[a-z0-9]+", name.lower())): (key, name)
        for key, tag in reversed(tuple(catalogue.tags.items()))
        for name in (*tag.aliases, tag.label, key.tag)
    }


def _meant(called: tuple[TagKey, str] | None, wrong: TagKey) -> str:
    """Return a hint for the label or an alias of a tag, or the tag of another facet."""
    if called is None:
        return ""
    key, name = called
    if key.facet != wrong.facet:
        return f"Did you mean '{key.tag}' in the facet '{key.facet}'?"
    return f"Did you mean '{key.tag}'? It is also called '{excerpt(name)}'."


def _field(card: EntryCard, key: TagKey) -> tuple[str | int, ...]:
    of_facet = [other for other in card.tags if other.facet == key.facet]
    return "tags", key.facet, of_facet.index(key)
