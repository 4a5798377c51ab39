"""Our own queries: what readers of this knowledge base type, and the entry that answers it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from schema.validation import validate
from tests.scale.sites import REPOSITORY

PATH = Path(__file__).with_name("golden.tsv")
HEADER = "query\tentry"
LEAST = 3


class GoldenError(ValueError):
    """The list of our own queries is wrong; the message names the line, and says what to do."""


def golden(path: Path = PATH, project: Path = REPOSITORY) -> tuple[tuple[str, str], ...]:
    """Return the queries, each with the id of its entry, as listed in a file.

    Raises:
        GoldenError: the file cannot be read, has a wrong line, or too few queries for an entry.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldenError(f"{path}: the queries cannot be read: {error}") from error
    if header != HEADER:
        raise GoldenError(f"{path}:1: the header is missing: begin with {HEADER!r}")
    cards = validate(project).catalogue.entries
    findable = {id for id, card in cards.items() if card.findable}
    places: dict[str, int] = {}
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        query, tab, entry = line.partition("\t")
        if not tab or not query.strip() or "\t" in entry:
            raise GoldenError(f"{where}: write a query, a tab and the id of an entry")
        if entry not in findable:
            raise GoldenError(f"{where}: the finder knows no entry {entry!r}: correct the id")
        if (first := places.setdefault(" ".join(query.casefold().split()), number)) != number:
            raise GoldenError(f"{where}: the query of line {first} again: remove one of them")
        found.append((query, entry))
    counts = Counter(entry for _, entry in found)
    if missing := [f"{id} has {counts[id]}" for id in sorted(findable) if counts[id] < LEAST]:
        raise GoldenError(
            f"{path}: every entry needs {LEAST} queries or more: {', '.join(missing)}"
        )
    return tuple(found)
