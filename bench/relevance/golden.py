"""Our own queries: what readers of this knowledge base type, and the entry that answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from schema.cards import phrase_key
from schema.catalogue import Catalogue
from schema.likeness import tokens_of

PATH = Path(__file__).with_name("golden.tsv")
HEADER = "query\tentry"
LEAST = 3
"""Queries that an entry should have. `make relevance` tells those that lack some."""


class GoldenError(ValueError):
    """The list of our own queries is wrong; the message names the line, and says what to do."""


def golden(catalogue: Catalogue, path: Path = PATH) -> tuple[tuple[str, str], ...]:
    """Return the queries, each with the id of its entry, as listed in a file.

    A change of records alone makes none of them wrong: a former id leads to the new one. Queries
    for entries that the finder does not know any more, or that a phrasing now repeats, are left
    out.

    Raises:
        GoldenError: the file cannot be read, or has a wrong line.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldenError(f"{path}: the queries cannot be read: {error}") from error
    if header != HEADER:
        raise GoldenError(f"{path}:1: the header is missing: begin with {HEADER!r}")
    phrasings = {key for card in catalogue.entries.values() for key in card.phrasings if key}
    phrasings |= {key for card in catalogue.translations for key in card.phrasings if key}
    places: dict[str, int] = {}
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        query, tab, entry = line.partition("\t")
        if not tab or not query.strip() or "\t" in entry:
            raise GoldenError(f"{where}: write a query, a tab and the id of an entry")
        entry = catalogue.renamed.get(entry, entry)
        if entry not in catalogue.entries:
            raise GoldenError(f"{where}: there is no entry {entry!r}: correct the id")
        if (first := places.setdefault(" ".join(query.casefold().split()), number)) != number:
            raise GoldenError(f"{where}: the query of line {first} again: remove one of them")
        is_phrasing = phrase_key(tokens_of(query)) in phrasings
        if catalogue.entries[entry].findable and not is_phrasing:
            found.append((query, entry))
    return tuple(found)


def lacking(pairs: Sequence[tuple[str, str]], ids: Iterable[str]) -> dict[str, int]:
    """Return the entries with fewer queries than they should have, and how many they have."""
    counts = Counter(entry for _, entry in pairs)
    return {id: counts[id] for id in sorted(ids) if counts[id] < LEAST}
