"""A whole folder of records judged: every problem at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from schema.catalogue import Card, Catalogue, EntryCard
from schema.evidence.proving import Prover
from schema.models import Entry
from schema.policy import REVIEW_WITHIN, Policy
from schema.problems import Finding, Problem
from schema.records import Place, Record, find_records, read_record, read_text
from schema.rules import check_catalogue, check_record
from schema.source import Source, parse_source

MAX_PROBLEMS = 100
"""How many problems of one file are told."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a folder of records holds and everything that is wrong with it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]


def validate(
    project: Path,
    today: date | None = None,
    track: Callable[[Sequence[Place | Problem]], Iterable[Place | Problem]] = iter,
    review_within: int = REVIEW_WITHIN,
) -> Report:
    """Read and judge all records below `kb/` of a project.

    Returns the catalogue of the usable records and all problems, ordered by file and position.
    `today` defaults to the present day; `track` may watch how far the work is; a review holds for
    `review_within` days.
    """
    day = today or date.today()
    prover = Prover(project)
    usable: list[Card] = []
    others: list[Card] = []
    problems: list[Problem] = []
    broken: list[str] = []
    for place in track(tuple(find_records(project))):
        if isinstance(place, Problem):
            problems.append(place)
            continue
        record, found = judge(project, place, day, review_within, prover)
        problems += found
        if record is None:
            broken.append(place.path)
        else:
            (usable if record.whole else others).append(record.card)
    problems += prover.problems()
    problems += prover.stray(
        {card.id: card for card in (*usable, *others) if isinstance(card, EntryCard)}
    )
    catalogue = Catalogue.of(usable)
    judged = Catalogue.of((*usable, *others)) if others else catalogue
    problems += located(project, check_catalogue(judged, broken))
    return Report(catalogue, tuple(sorted(problems)))


def judge(
    project: Path,
    place: Place,
    today: date,
    review_within: int = REVIEW_WITHIN,
    prover: Prover | None = None,
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read one record file and apply the rules that need no other record."""
    text, problems = read_text(project / place.path, place.path)
    if text is None:
        return None, problems
    return judge_text(place, text, today, review_within, prover)


def judge_text(
    place: Place,
    text: str,
    today: date,
    review_within: int = REVIEW_WITHIN,
    prover: Prover | None = None,
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Judge the text of one record as `judge` does.

    Without a `prover` nothing is said of what claims rest on. Returns the record, or None where
    nothing of it can be judged, and its problems, ordered by position. Only a record that is
    `whole` can be used.
    """
    record, problems = read_record(place, text)
    if record is not None:
        if prover is not None and isinstance(record.model, Entry):
            record = replace(record, evidence=prover.of(place.id, record.model))
        findings = islice(check_record(record, Policy(today, review_within)), MAX_PROBLEMS + 1)
        problems += tuple(map(record.source.locate, findings))
    told = sorted(set(problems))
    if len(told) > MAX_PROBLEMS:
        rest = told[MAX_PROBLEMS]
        message = f"There are more problems than these {MAX_PROBLEMS}, the next one here."
        hint = "Mend those above first."
        end = Problem(rest.path, rest.line, rest.column, "too-many-problems", message, hint)
        told[MAX_PROBLEMS:] = [end]
    return record, tuple(told)


def located(project: Path, findings: Iterable[tuple[Card, Finding]]) -> Iterator[Problem]:
    """Find the lines and columns of findings by reading their files again, each once.

    Positions of all records would cost more memory than the records; problems are few.
    """
    by_place: defaultdict[Place, list[Finding]] = defaultdict(list)
    for card, finding in findings:
        by_place[Place.of_card(card)].append(finding)
    for place, found in by_place.items():
        text, _ = read_text(project / place.path, place.path)
        source = parse_source(text, place.path)[0] if text is not None else None
        # None if the file has changed since.
        source = source or Source(place.path, None, {}, {}, ())
        yield from map(source.locate, found)
