"""The numbers of a knowledge base as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cli.statistics import OLDEST, Statistics
from cli.terminal.console import Style
from schema.problems import printable

BAR = 20
"""Columns of the longest bar."""


def statistics_lines(numbers: Statistics, style: Style) -> Iterator[str]:
    """Yield tables for a person."""
    yield from _table("Entries by status", numbers.statuses, style)
    for facet, counts in numbers.tags.items():
        lacking = len(numbers.without_facet[facet])
        yield from _table(f"Entries by {facet}", {**counts, "(none)": lacking}, style)
    yield from _table("Claims", numbers.claims, style)
    oldest = [f"{day}  {id}" for day, id in numbers.oldest_reviews]
    yield from _list("Oldest reviews", oldest, style)
    yield from _list("Entries without sources", numbers.without_sources, style)
    yield from _list("Entries without claims", numbers.without_claims, style)
    yield from _list("Tags that no entry has", numbers.unused_tags, style)
    yield from _list("Files with problems, not counted", numbers.broken, style)


def _table(heading: str, counts: dict[str, int], style: Style) -> Iterator[str]:
    most = max(counts.values(), default=0)
    name = max(map(len, counts), default=0)
    number = len(f"{most:,}")
    yield style.bold(heading)
    for key, count in counts.items():
        bar = "#" * -(-BAR * count // most) if most else ""
        yield f"  {key:<{name}}  {count:>{number},}  {style.good(bar)}".rstrip()
    yield ""


def _list(heading: str, items: Sequence[str], style: Style) -> Iterator[str]:
    yield style.bold(f"{heading}: {len(items):,}" if items else f"{heading}: none")
    yield from (f"  {printable(item)}" for item in items[:OLDEST])
    if len(items) > OLDEST:
        yield f"  … and {len(items) - OLDEST:,} more; --format json names all"
    yield ""
