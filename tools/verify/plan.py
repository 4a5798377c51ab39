"""What is to be run: the checks that claims name, or all that keeps them from being run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schema.evidence.checks import Check
from schema.knowledge_base import Member, read
from schema.problems import Problem, did_you_mean
from schema.records import Record
from schema.rules import Policy

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
    """Return the plan for all entries or for one, whatever is wrong with the others.

    Raise UnknownEntry if there is none with this id.
    """
    base = read(project, Policy())
    entries = {m.place.id: m for m in base.members.values() if m.place.kind == "entry"}
    if entry is not None:
        if entry not in entries:
            raise UnknownEntry(f"There is no entry '{entry}'. {did_you_mean(entry, entries)}")
        entries = {entry: entries[entry]}
    problems = [] if entry is not None else [*base.evidence_reader.stray(entries)]
    jobs: list[Job] = []
    for id, member in entries.items():
        problems += (each for each in member.problems if _hinders(each, member))
        if member.usable and member.record is not None:
            jobs += _jobs(id, member.record)
    return Plan(tuple(jobs), tuple(sorted(problems)))


def _hinders(problem: Problem, member: Member) -> bool:
    return problem.code in HINDRANCES if member.usable else problem.severity == "error"


def _jobs(id: str, record: Record) -> Iterator[Job]:
    for proof in record.evidence.claims:
        if proof.check is not None:
            yield Job(id, proof.claim, proof.check)
