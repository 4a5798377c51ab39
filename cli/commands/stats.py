"""`kb stats`: count the records and list what needs attention."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from cli.command import knowledge_base_here
from cli.terminal.console import bold, cells, dump, good
from cli.terminal.language import said
from schema.evidence.claims import ClaimStatus
from schema.knowledge_base import KnowledgeBase
from schema.models import Original, Translation
from schema.models.entry import Entry, Status
from schema.phrases import Phrase, phrase
from schema.problems import printable
from schema.translations import own_language, stale_fields

OLDEST = 10
"""Number of oldest reviews, and of ids in a list for the terminal."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    formats = "text (default) or json"
    parser.add_argument("--format", choices=("text", "json"), default="text", help=formats)


def run(options: argparse.Namespace) -> bool:
    """Count entries by status and tag, and claims by status.

    Lists the oldest reviews, entries without sources or claims, and unused tags. Exit codes:
    0: done; 1: some files have problems and are not counted.
    """
    numbers = statistics(knowledge_base_here())
    lines = _lines(numbers) if options.format == "text" else [dump(numbers).rstrip()]
    print(*lines, sep="\n")
    return not numbers["broken"]


def statistics(base: KnowledgeBase) -> Mapping[str, Any]:
    """Count the records of a knowledge base: published entries, but all for statuses and tags."""
    catalogue = base.catalogue
    cards = list(catalogue.entries.values())
    listed = [card for card in cards if card.listed]
    statuses = Counter(card.status for card in cards)
    claims = Counter(status for card in listed for status in card.claims)
    used = {key for card in cards for key in card.tags}
    entries = {key: len(catalogue.by_tag.get(key, ())) for key in catalogue.tags}
    reviews = sorted((card.reviewed_on, card.id) for card in listed)
    return {
        "statuses": {status.value: statuses[status] for status in Status},
        "tags": {
            facet: {key.tag: entries[key] for key in sorted(keys, key=lambda k: (-entries[k], k))}
            for facet, keys in catalogue.tags_of.items()
        },
        "without_facet": {
            facet: [card.id for card in listed if all(key.facet != facet for key in card.tags)]
            for facet in catalogue.facets
        },
        "unused_tags": [str(key) for key in catalogue.tags if key not in used],
        "oldest_reviews": [{"id": id, "reviewed_on": day} for day, id in reviews[:OLDEST]],
        "without_sources": [card.id for card in listed if not base.entries[card.id].sources],
        "claims": {status.value: claims[status] for status in ClaimStatus},
        "without_claims": [card.id for card in listed if not card.claims],
        "translations": {
            language: paths
            for language in base.settings.languages
            if any((paths := _coverage(base, language)).values())
        },
        "broken": base.broken,
    }


def _coverage(base: KnowledgeBase, language: str) -> Mapping[str, Sequence[str]]:
    """Return the paths of the originals to translate into a language, by the state of that."""
    states = Phrase("up to date"), Phrase("stale"), Phrase("missing")
    paths: dict[str, list[str]] = {state: [] for state in states}
    for path, member in base.members.items():
        model = member.record.model if member.record and member.usable else None
        is_listed = not isinstance(model, Entry) or model.status is Status.PUBLISHED
        if not isinstance(model, Original) or not is_listed:
            continue
        if own_language(model, base.settings) != language:
            words = base.translations.get(member.place, {}).get(language)
            stale = words and stale_fields(model, cast("Translation", words.model))
            paths["missing" if words is None else "stale" if stale else "up to date"].append(path)
    return paths


def _lines(numbers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the statistics as tables."""
    yield from _table("Entries by status", numbers["statuses"])
    for facet, counts in numbers["tags"].items():
        every = {**counts, said("(none)"): len(numbers["without_facet"][facet])}
        yield from _table(Phrase("Entries by {facet}", facet), every)
    yield from _table("Claims", {said(state): n for state, n in numbers["claims"].items()})
    for language, paths in numbers["translations"].items():
        counts = {said(state): len(each) for state, each in paths.items()}
        yield from _table(Phrase("Translations into {language}", language), counts)
    oldest = [f"{review['reviewed_on']}  {review['id']}" for review in numbers["oldest_reviews"]]
    yield from _list("Oldest reviews", oldest)
    yield from _list("Entries without sources", numbers["without_sources"])
    yield from _list("Entries without claims", numbers["without_claims"])
    yield from _list("Tags that no entry has", numbers["unused_tags"])
    yield from _list("Files with problems, not counted", numbers["broken"])


def _table(heading: str, counts: Mapping[str, int]) -> Iterator[str]:
    most = max(counts.values(), default=0)
    name = max(map(cells, counts), default=0)
    number = len(f"{most:,}")
    yield bold(said(heading))
    for key, count in counts.items():
        bar = "#" * -(-20 * count // most) if most else ""  # at most 20 columns
        yield f"  {key}{' ' * (name - cells(key))}  {count:>{number},}  {good(bar)}".rstrip()
    yield ""


def _list(heading: str, items: Sequence[str]) -> Iterator[str]:
    number = len(items) or Phrase("none")
    yield bold(said(Phrase("{heading}: {number}", phrase(heading), number)))
    yield from (f"  {printable(item)}" for item in items[:OLDEST])
    if len(items) > OLDEST:
        more = Phrase("… and {number} more; --format json lists all", len(items) - OLDEST)
        yield f"  {said(more)}"
    yield ""
