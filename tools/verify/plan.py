"""What is to be run: the checks that claims name, or all that keeps them from being run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schema.evidence.checks import Check
from schema.evidence.proving import Prover
from schema.knowledge_base import judge
from schema.models import Entry
from schema.problems import Problem, did_you_mean
from schema.records import Place, Record, find_records

HINDRANCES = frozenset({"duplicate-item", "unclaimed-check", "unknown-check"})
"""Codes of problems for which it is not clear what a check proves."""


class UnknownEntry(Exception):
    """There is no entry with an id; says what may be meant."""


@dataclass(frozen=True, slots=True)
class Job:
    """A check with the claim that it is to prove."""

    id: str
    claim: str
    check: Check

    @property
    def key(self) -> tuple[str, str]:
        """The id of the entry and the name of the check, as the ledger has them."""
        return self.id, self.check.name

    @property
    def digest(self) -> str:
        """What a result of this check vouches for."""
        return self.check.digest(self.claim)


@dataclass(frozen=True, slots=True)
class Plan:
    """The checks to run; if there are problems, none may be run."""

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]


def plan(project: Path, entry: str | None = None) -> Plan:
    """Return the plan for all entries or for one. Raises UnknownEntry.

    Of the other entries nothing is read then, so their problems do not matter.
    """
    found = find_records(project)
    places = {one.id: one for one in found if isinstance(one, Place) and one.kind == "entry"}
    prover = Prover(project)
    if entry is not None:
        if entry not in places:
            raise UnknownEntry(f"There is no entry '{entry}'. {did_you_mean(entry, places)}")
        places = {entry: places[entry]}
    jobs: list[Job] = []
    problems: list[Problem] = [] if entry is not None else [*prover.stray(places)]
    for record, told in _records(project, places, prover):
        problems += told
        if record is not None and isinstance(record.model, Entry):
            jobs += _jobs(record.place.id, record)
    return Plan(tuple(jobs), tuple(sorted(problems)))


def _records(
    project: Path, places: Mapping[str, Place], prover: Prover
) -> Iterator[tuple[Record | None, tuple[Problem, ...]]]:
    for place in places.values():
        record, problems = judge(project, place, date.today(), prover=prover)
        if record is not None and record.whole:
            yield record, tuple(one for one in problems if one.code in HINDRANCES)
        else:
            yield None, tuple(one for one in problems if one.severity == "error")


def _jobs(id: str, record: Record) -> Iterator[Job]:
    for proof in record.evidence.proofs:
        if proof.check is not None:
            yield Job(id, proof.claim, proof.check)
