"""Every tag and facet that an entry names exists, and every tag that exists is used."""

import re

from schema.cards import TagKey
from schema.catalogue import Catalogue
from schema.problems import Code, Finding, Phrase, Suggestions, excerpt
from schema.records import Place
from schema.rules import Broken, CardFindings, Policy
from schema.types import ID_PATTERN

_FACET = "label: License\ndescription: Terms of use.\n"
_LICENSE = "tags: {hardware: [gpu], license: [mit]}\n# kb/tags/license/mit.yaml, the whole file\n"
_KIRIN = "# kb/tags/hardware/kirin.yaml, the whole file\n"

UNKNOWN_TAG = Code(
    "unknown-tag",
    "An entry, a link or `broader` names a tag that doesn't exist.",
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
MISSING_FACET = Code(
    "missing-facet",
    "A folder has tags but no `index.yaml`, the record of the facet.",
    "Write the `index.yaml` of the folder, or move the tag to the right folder.",
    bad=f"{_LICENSE}¦label: MIT\ndescription: Short.\n",
    good=f"{_LICENSE}label: MIT\ndescription: Short.\n"
    f"# kb/tags/license/index.yaml, the whole file\n{_FACET}",
)
RESERVED_FACET = Code(
    "reserved-facet",
    "A facet has the name of a query parameter. In `search.html?q=onnx&hardware=gpu`, `q` holds "
    "the words, and each facet has a parameter with its name.",
    "Rename the folder.",
    bad=f"# kb/tags/q/index.yaml, the whole file\n¦{_FACET}",
    good=f"# kb/tags/license/index.yaml, the whole file\n{_FACET}",
)
UNUSED_TAG = Code(
    "unused-tag",
    "No published entry has a tag, so its page is empty.",
    "Give the tag to the entries that it fits, or delete its record.",
    bad=f"{_KIRIN}¦label: Kirin\ndescription: Phones.\n",
    good=f"{_KIRIN}label: Kirin\ndescription: Phones.\n"
    "# kb/entries/other.yaml\ntags: {hardware: [kirin]}\n",
    severity="warning",
)

RESERVED = frozenset({"q"})
"""Query parameters other than facets."""


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Report facets and tags that are unknown, unused or reserved, or lack a record."""
    yield from _unknown(catalogue, broken)
    yield from _in_links(catalogue, broken)
    yield from _facets(catalogue, broken)
    yield from _unused(catalogue, broken)


def _unknown(catalogue: Catalogue, broken: Broken) -> CardFindings:
    """Suggest the nearest facets and tags that exist."""
    tags: dict[str, list[str]] = {facet: [] for facet in catalogue.facets}
    for place in broken:
        if place.kind in ("tag", "facet"):
            tags.setdefault(place.facet, [])
    for key in catalogue.tags:
        tags.setdefault(key.facet, []).append(key.tag)
    similar_facets = Suggestions(tags)
    similar_tags = {facet: Suggestions(names) for facet, names in tags.items()}
    aliases = _aliases(catalogue)
    for (facet, _), tag in catalogue.tags.items():
        if tag.broader and not _exists(catalogue, broken, f"{facet}/{tag.broader}"):
            message = Phrase("There is no tag '{tag}' in the facet '{facet}'.", tag.broader, facet)
            yield tag, Finding(UNKNOWN_TAG, ("broader",), message)
    for card in catalogue.entries.values():
        unknown = [key for key in card.tags if key not in catalogue.tags]
        for facet in dict.fromkeys(key.facet for key in unknown if key.facet not in tags):
            message = Phrase("There is no facet '{facet}'.", facet)
            hint = similar_facets.hint(facet)
            yield card, Finding(UNKNOWN_FACET, ("tags", facet), message, hint, at_key=True)
        for key in unknown:
            if key.facet in tags and Place.tag(key) not in broken:
                message = Phrase(
                    "There is no tag '{tag}' in the facet '{facet}'.", key.tag, key.facet
                )
                hint = _alias_hint(aliases.get(key.tag), key)
                hint = hint or similar_tags[key.facet].hint(key.tag)
                hint = hint or Phrase("To add it, write {path}.", Place.tag(key).path)
                index = [each for each in card.tags if each.facet == key.facet].index(key)
                yield card, Finding(UNKNOWN_TAG, ("tags", key.facet, index), message, hint)


def _in_links(catalogue: Catalogue, broken: Broken) -> CardFindings:
    suggestions = Suggestions((*map(str, catalogue.tags), *catalogue.facets))
    for card in catalogue.entries.values():
        for offset, kind, target in card.mentions:
            if kind == "tag" and not _exists(catalogue, broken, target):
                message = Phrase("There is no tag '{tag}'.", excerpt(target))
                key = next((str(key) for key in catalogue.tags if key.tag == target), "facet/tag")
                hint = suggestions.hint(target) or Phrase("Write facet and tag: `{key}`.", key)
                yield card, Finding(UNKNOWN_TAG, ("answer",), message, hint, offset)


def _exists(catalogue: Catalogue, broken: Broken, target: str) -> bool:
    facet, _, tag = target.partition("/")
    if not tag:
        return facet in catalogue.facets or Place.facet_index(facet) in broken
    key = TagKey(facet, tag)
    return key in catalogue.tags or Place.tag(key) in broken


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
        return Phrase("Did you mean '{tag}' in the facet '{facet}'?", key.tag, key.facet)
    return Phrase("Did you mean '{tag}'? It is also called '{name}'.", key.tag, excerpt(name))


def _facets(catalogue: Catalogue, broken: Broken) -> CardFindings:
    for card in catalogue.facets.values():
        if card.id in RESERVED:
            message = Phrase("A facet cannot be named '{id}': queries use that parameter.", card.id)
            yield card, Finding(RESERVED_FACET, (), message)
    first = {key.facet: tag for key, tag in sorted(catalogue.tags.items(), reverse=True)}
    for facet, tag in first.items():
        place = Place.facet_index(facet)
        if facet not in catalogue.facets and place not in broken:
            message = Phrase("The facet '{facet}' has tags but no record.", facet)
            hint = Phrase("Write {path} with a label and a description.", place.path)
            yield tag, Finding(MISSING_FACET, (), message, hint)


def _unused(catalogue: Catalogue, broken: Broken) -> CardFindings:
    """While an entry or its tags cannot be read, every tag may be in use."""
    unreadable = any(place.kind == "entry" for place in broken)
    if unreadable or not all(card.tags for card in catalogue.entries.values()):
        return
    for key, tag in catalogue.tags.items():
        # No entry can have a tag whose name is not a valid id, and `bad-id` reports it.
        if key not in catalogue.by_tag and re.search(ID_PATTERN, key.tag):
            message = Phrase("No published entry has the tag '{key}'.", str(key))
            yield tag, Finding(UNUSED_TAG, (), message)
