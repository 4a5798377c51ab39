"""The rules beyond the fields of one record: one module each, listed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from schema.catalogue import Card, Catalogue
from schema.loading import Record
from schema.problems import Finding
from schema.rules import (
    dates,
    errors,
    facets,
    former_ids,
    markdown,
    mentions,
    references,
    self_reference,
    succession,
    tags,
)

RecordRule = Callable[[Record, date], Iterator[Finding]]
"""Judges one record by itself; the date is today's."""

CatalogueRule = Callable[[Catalogue, frozenset[str]], Iterator[tuple[Card, Finding]]]
"""Judges all records together; the set holds the paths of records that are there but broken."""

RECORD_RULES: tuple[RecordRule, ...] = (markdown.check, dates.check, self_reference.check)
CATALOGUE_RULES: tuple[CatalogueRule, ...] = (
    tags.check,
    facets.check,
    references.check,
    mentions.check,
    succession.check,
    former_ids.check,
    errors.check,
)


def check_record(record: Record, today: date) -> Iterator[Finding]:
    """Apply every record rule to one record."""
    for rule in RECORD_RULES:
        yield from rule(record, today)


def check_catalogue(
    catalogue: Catalogue, broken: Iterable[str] = ()
) -> Iterator[tuple[Card, Finding]]:
    """Apply every catalogue rule; a reference to a broken record is not a second problem."""
    paths = frozenset(broken)
    for rule in CATALOGUE_RULES:
        yield from rule(catalogue, paths)
