"""Only safe fixes are made, and only if they make nothing else worse."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from cli.fixing import Repair, fix_records
from schema.knowledge_base import read
from schema.rules import Policy
from tests.schema.base import ENTRY, EXAMPLE, TODAY, entry, validate, write


def fixed(project: Path) -> Mapping[str, Repair]:
    return fix_records(read(project, Policy(TODAY)), lambda path: True)


def total(repairs: Mapping[str, Repair]) -> int:
    return sum(repair.fixed for repair in repairs.values())


def fix_files(project: Path, files: Mapping[str, str]) -> Mapping[str, Repair]:
    """Return the fixes of files, and assert what is true of every fix."""
    write(project, files)
    before = validate(project).problems
    repairs = fixed(project)
    write(project, {path: repair.text for path, repair in repairs.items()})
    after = validate(project).problems
    assert {(p.path, p.code, p.message) for p in after} <= {
        (p.path, p.code, p.message) for p in before
    }
    assert len(before) - len(after) >= total(repairs)
    assert fixed(project) == {}, "nothing is left to fix"
    return repairs


@pytest.mark.parametrize(
    ("bad", "field", "good"),
    [
        ("summary: 1.10\n", "summary", "1.10"),
        ("summary: no\n", "summary", "no"),
        ("related: [other, another, other]\n", "related", ["other", "another"]),
        ("origin: [a_b-01, a_b-01, a_b-01]\n", "origin", ["a_b-01"]),
        ("phrasings: [one way, another way, 12]\n", "phrasings", ["one way", "another way", "12"]),
        ("summary: \ufeffWith\u00adout.\n", "summary", "Without."),
        ("answer: |\n  One\u00ad\n  line.\n", "answer", "One\nline.\n"),
        ("summary: Mindspore has a cafÃ©.\n", "summary", "MindSpore has a café."),  # two fixes
    ],
)
def test_an_unambiguous_value_is_fixed(project: Path, bad: str, field: str, good: object) -> None:
    repairs = fix_files(project, {EXAMPLE: entry(bad)})
    assert total(repairs) >= 1
    assert set(repairs) == {EXAMPLE}
    assert yaml.safe_load(repairs[EXAMPLE].text) == {**yaml.safe_load(ENTRY), field: good}


@pytest.mark.parametrize(
    "bad",
    [
        "question: 5\n",  # would not be a question
        "applies_to: 2.3\n",  # would not be a version specifier
        "phrasings: [one way, one way]\n",  # would be too few
        "summary: a\u202eb\n",  # may have a purpose
        "summary: on\u200ban fpga\n",  # would join two words
        "summary: It says cafÃ© for café.\n",  # is about garbled letters
        "summary: Set the target to gpu.\n",  # may be the value
        "related: [&x other, other]\n",
        "tags: {hardware: [5]}\n",  # would be an unknown tag
        "related: [nowhere]\nfoo: 1\n",
    ],
)
def test_an_uncertain_value_stays(project: Path, bad: str) -> None:
    repairs = fix_files(project, {EXAMPLE: entry(bad)})
    assert repairs == {}


@pytest.mark.parametrize(
    ("bad", "field", "value"),
    [
        ("question: 5\n", "question", 5),
        # Whether an entry exists is reported only when the list is valid.
        ("related: [other, other, nowhere]\n", "related", ["other", "other", "nowhere"]),
    ],
)
def test_one_bad_fix_stops_no_other(project: Path, bad: str, field: str, value: object) -> None:
    repairs = fix_files(project, {EXAMPLE: entry(f"{bad}summary: 7\n")})
    assert yaml.safe_load(repairs[EXAMPLE].text) == {
        **yaml.safe_load(ENTRY),
        field: value,
        "summary": "7",
    }


def test_a_fix_that_makes_another_record_worse_is_not_made(project: Path) -> None:
    """All the others are."""
    broken = {
        f"kb/entries/m{n}.yaml": entry(f"question: Is it m{n}?\nsummary: Mindspore is {n}.\n")
        for n in range(3)
    }
    clash = {
        "kb/entries/a.yaml": entry("question: Do cafÃ© hats work?\n"),
        "kb/entries/z.yaml": entry("question: Do café hats work?\n"),
    }
    repairs = fix_files(project, {**broken, **clash})
    assert repairs.keys() == broken.keys()
    assert total(repairs) >= 3
