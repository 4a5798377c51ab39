"""The rules for records: one file each, which nothing else mentions.

A file declares its codes, with their meanings, hints and examples, and one of these functions:

- `check_record(record, policy)` yields findings in one record;
- `check_catalogue(catalogue, broken, policy)` yields findings in all records together. A reference
  to a broken record is not a second problem.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from schema import codes
from schema.cards import Card
from schema.catalogue import Catalogue
from schema.models.shared import NEUTRAL, NO_TERMS, Glossary, Settings, Table
from schema.problems import Code, Finding
from schema.records import Place, Record

REVIEW_WITHIN = 730
"""Days for which a review counts as recent, unless `--review-within` says otherwise: two years."""

Broken = frozenset[Place]
"""The places of records that exist but cannot be read."""

CardFindings = Iterator[tuple[Card, Finding]]
"""Findings in all records together, each with the card of its record."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What rules measure records against: date, review period, settings, glossary and tables."""

    today: date = field(default_factory=date.today)
    review_within: int = REVIEW_WITHIN
    settings: Settings = NEUTRAL
    glossary: Glossary = NO_TERMS
    tables: Mapping[str, Table] = field(default_factory=dict)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Apply the record rules to one record."""
    for check in _checks("check_record"):
        yield from check(record, policy)


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Apply the catalogue rules to all records, given the places of the broken ones."""
    for check in _checks("check_catalogue"):
        yield from check(catalogue, broken, policy)


@cache
def all_codes() -> Mapping[str, Code]:
    """Return every code by name, in alphabetical order. Raise ValueError for a repeated name."""
    table: dict[str, Code] = {}
    for module in (*_modules(codes.__name__, codes.__path__), *_modules(__name__, __path__)):
        for code in vars(module).values():
            if isinstance(code, Code) and table.setdefault(code.name, code) is not code:
                raise ValueError(f"Two codes are named '{code.name}'.")
    return dict(sorted(table.items()))


@cache
def _checks(name: str) -> tuple[Callable[..., Iterator[Any]], ...]:
    """Return the functions with this name that rules define."""
    modules = _modules(__name__, __path__)
    return tuple(vars(module)[name] for module in modules if name in vars(module))


def _modules(package: str, path: Iterable[str]) -> tuple[ModuleType, ...]:
    names = sorted(info.name for info in pkgutil.iter_modules(path))
    return tuple(import_module(f"{package}.{name}") for name in names)
