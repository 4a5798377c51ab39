"""The rules beyond the fields of one record: one module each, listed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from schema.catalogue import Card, Catalogue
from schema.policy import Policy
from schema.problems import Finding
from schema.records import Record
from schema.rules import (
    claims,
    comments,
    dates,
    errors,
    facets,
    folding,
    former_ids,
    garbling,
    markdown,
    mentions,
    phrasings,
    product_names,
    questions,
    references,
    reviews,
    self_reference,
    succession,
    summary,
    tag_names,
    tag_use,
    tags,
    to_do,
    unlisted,
)

RecordRule = Callable[[Record, Policy], Iterator[Finding]]
"""Judges one record by itself."""

CatalogueRule = Callable[[Catalogue, frozenset[str]], Iterator[tuple[Card, Finding]]]
"""Judges all records together; the set holds the paths of records that are there but broken."""

RECORD_RULES: tuple[RecordRule, ...] = (
    markdown.check,
    dates.check,
    reviews.check,
    self_reference.check,
    phrasings.check,
    summary.check,
    product_names.check,
    garbling.check,
    folding.check,
    comments.check,
    to_do.check,
    claims.check,
)
CATALOGUE_RULES: tuple[CatalogueRule, ...] = (
    tags.check,
    facets.check,
    references.check,
    mentions.check,
    unlisted.check,
    succession.check,
    former_ids.check,
    errors.check,
    questions.check,
    tag_use.check,
    tag_names.check,
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Apply every record rule to one record."""
    for rule in RECORD_RULES:
        yield from rule(record, policy)


def check_catalogue(
    catalogue: Catalogue, broken: Iterable[str] = ()
) -> Iterator[tuple[Card, Finding]]:
    """Apply every catalogue rule; a reference to a broken record is not a second problem."""
    paths = frozenset(broken)
    for rule in CATALOGUE_RULES:
        yield from rule(catalogue, paths)
