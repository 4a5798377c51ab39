"""A whole folder of records judged: every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schema.catalogue import Card, Catalogue
from schema.loading import Place, Record, find_records, read_record, read_text
from schema.problems import Finding, Problem
from schema.rules import check_catalogue, check_record


@dataclass(frozen=True, slots=True)
class Report:
    """What a folder of records holds and everything that is wrong with it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]


def validate(project: Path, today: date | None = None) -> Report:
    """Read and judge all records below `kb/` of a project.

    Returns the catalogue of the usable records and all problems, ordered by file and position.
    `today` defaults to the present day.
    """
    day = today or date.today()
    cards: list[Card] = []
    problems: list[Problem] = []
    broken: list[str] = []
    for place in find_records(project):
        if isinstance(place, Problem):
            problems.append(place)
            continue
        record, found = judge(project, place, day)
        problems += found
        if record is None:
            broken.append(place.path)
        else:
            cards.append(record.card)
    catalogue = Catalogue.of(cards)
    problems += [
        locate(project, Place.of_card(card), finding)
        for card, finding in check_catalogue(catalogue, broken)
    ]
    return Report(catalogue, tuple(sorted(problems)))


def judge(
    project: Path, place: Place, today: date
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read one record file and apply the rules that need no other record."""
    text, problems = read_text(project / place.path, place.path)
    if text is None:
        return None, problems
    return judge_text(place, text, today)


def judge_text(
    place: Place, text: str, today: date
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Judge the text of one record as `judge` does."""
    record, problems = read_record(place, text)
    if record is None:
        return None, problems
    findings = map(record.source.locate, check_record(record, today))
    return record, tuple(sorted((*problems, *findings)))


def locate(project: Path, place: Place, finding: Finding) -> Problem:
    """Find the line and column of a finding by reading the file again.

    Positions of all records would cost more memory than the records; problems are few.
    """
    text, _ = read_text(project / place.path, place.path)
    record = read_record(place, text)[0] if text is not None else None
    if record is None:
        return Problem(place.path, 1, 1, finding.code, finding.message, finding.hint)
    return record.source.locate(finding)
