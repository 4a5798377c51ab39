"""Every tag that an entry has or links to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.cards import Card, EntryCard, TagKey
from schema.catalogue import Catalogue
from schema.problems import Code, Finding, Suggestions, excerpt
from schema.records import Place
from schema.rules import Policy

UNKNOWN_TAG = Code(
    "unknown-tag",
    "An entry has a tag that doesn't exist, or an answer or page links to one.",
    "Correct the tag, or add a record for it.",
    bad="tags: {hardware: [gpu, ¦ascent]}\n",
    good="tags: {hardware: [gpu, ascend]}\n",
)
UNKNOWN_FACET = Code(
    "unknown-facet",
    "An entry has tags in a facet that doesn't exist.",
    "Correct the facet, or add a record for it.",
    bad="tags: {¦hardwear: [gpu]}\n",
    good="tags: {hardware: [gpu]}\n",
)


def check_catalogue(
    catalogue: Catalogue, broken: frozenset[str], policy: Policy
) -> Iterator[tuple[Card, Finding]]:
    """Report facets and tags without a record, and suggest the nearest that have one."""
    tags: dict[str, list[str]] = {facet: [] for facet in catalogue.facets}
    for path in broken:
        if path.startswith("kb/tags/"):
            tags.setdefault(path.split("/")[2], [])
    for key in catalogue.tags:
        tags.setdefault(key.facet, []).append(key.tag)
    similar_facets = Suggestions(tags)
    similar_tags = {facet: Suggestions(names) for facet, names in tags.items()}
    aliases = _aliases(catalogue)
    for card in catalogue.entries.values():
        unknown = [key for key in card.tags if key not in catalogue.tags]
        for facet in dict.fromkeys(key.facet for key in unknown if key.facet not in tags):
            message, hint = f"There is no facet '{facet}'.", similar_facets.hint(facet)
            yield card, Finding(UNKNOWN_FACET, ("tags", facet), message, hint, at_key=True)
        for key in unknown:
            if key.facet in tags and Place.tag(key).path not in broken:
                message = f"There is no tag '{key.tag}' in the facet '{key.facet}'."
                hint = _alias_hint(aliases.get(key.tag), key) or similar_tags[key.facet].hint(
                    key.tag
                )
                hint = hint or f"To add it, write {Place.tag(key).path}."
                yield card, Finding(UNKNOWN_TAG, _field(card, key), message, hint)
    yield from _links(catalogue, broken)


def _links(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Yield findings for links in answers."""
    suggestions = Suggestions((*map(str, catalogue.tags), *catalogue.facets))
    for card in catalogue.entries.values():
        for line, column, kind, target in card.mentions:
            if kind == "tag" and not _exists(catalogue, broken, target):
                message = f"There is no tag '{excerpt(target)}'."
                hint = suggestions.hint(target) or _facet_hint(catalogue, target)
                yield card, Finding(UNKNOWN_TAG, ("answer",), message, hint, (line, column))


def _exists(catalogue: Catalogue, broken: frozenset[str], target: str) -> bool:
    facet, _, tag = target.partition("/")
    if not tag:
        return facet in catalogue.facets or Place.facet_index(facet).path in broken
    key = TagKey(facet, tag)
    return key in catalogue.tags or Place.tag(key).path in broken


def _facet_hint(catalogue: Catalogue, target: str) -> str:
    """Return a hint for a tag without its facet."""
    keys = [str(key) for key in catalogue.tags if key.tag == target]
    return f"Write facet and tag: `{keys[0]}`." if keys else "Write `facet/tag`."


def _aliases(catalogue: Catalogue) -> dict[str, tuple[TagKey, str]]:
    """Return the tag, and the name that it has, for each id that its names could be written as."""
    return {
        "-".join(re.findall(r"[a-z0-9]+", name.lower())): (key, name)
        for key, tag in reversed(tuple(catalogue.tags.items()))
        for name in (*tag.aliases, tag.label, key.tag)
    }


def _alias_hint(alias: tuple[TagKey, str] | None, wrong: TagKey) -> str:
    """Return a hint for a label, an alias or a tag of another facet."""
    if alias is None:
        return ""
    key, name = alias
    if key.facet != wrong.facet:
        return f"Did you mean '{key.tag}' in the facet '{key.facet}'?"
    return f"Did you mean '{key.tag}'? It is also called '{excerpt(name)}'."


def _field(card: EntryCard, key: TagKey) -> tuple[str | int, ...]:
    same_facet = [other for other in card.tags if other.facet == key.facet]
    return "tags", key.facet, same_facet.index(key)
