"""Every problem has its place, and all are told at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from schema import validation
from schema.codes import CODES
from schema.loading import Place
from schema.problems import Problem
from schema.validation import MAX_PROBLEMS, judge_text, validate
from tests.schema.base import (
    BASE,
    ENTRY,
    EXAMPLE,
    TAG,
    TODAY,
    Found,
    entry,
    found,
    problems_of,
    unmarked,
    write,
)
from tests.schema.cases import CASES, ELSEWHERE, SUPERSEDED, Case


def test_the_base_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {}) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_bad_example_has_its_problem_at_its_place_and_no_other(case: Case, tmp_path: Path) -> None:
    clean = {path: unmarked(text) for path, text in case.bad.items()}
    wanted = [
        Found(path, *place, case.code) for path, (_, places) in clean.items() for place in places
    ]
    assert len(wanted) == 1
    problems = problems_of(tmp_path, {path: text for path, (text, _) in clean.items()})
    assert found(problems) == wanted, "\n".join(map(str, problems))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_good_example_like_it_has_no_problem(case: Case, tmp_path: Path) -> None:
    assert problems_of(tmp_path, case.good) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_every_message_is_a_sentence_and_says_what_to_do(case: Case, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {path: unmarked(text)[0] for path, text in case.bad.items()})
    assert problem.message[0].isupper() or problem.message[0] == "'"
    assert problem.message.endswith(".")
    assert problem.hint.endswith((".", "?")), problem
    assert str(problem).isprintable() or "\n    " in str(problem)


def test_every_code_has_an_example() -> None:
    assert {case.code for case in CASES} | ELSEWHERE == set(CODES)
    assert not {case.code for case in CASES} & ELSEWHERE


def test_all_problems_of_a_record_are_told_at_once(tmp_path: Path) -> None:
    text, places = unmarked(
        "¦questions: Does it run?\n"
        "question: ¦Runs\n"
        "phrasings: ¦[one, ¦*alias]\n"
        "summary: ¦5\n"
        "answer: ¦!!str x\n"
        "tags:\n"
        "  ¦Hard Ware: [¦A b, gpu, ¦7]\n"
        "  hardware: ¦gpu\n"
        "status: ¦publish\n"
        "reviewed_on: ¦tomorrow\n"
        "¦applies_to:\n"
        "sources:\n"
        "  - url: ¦http://x\n"
        "    ¦titel: y\n"
        "  - ¦supports: z\n"
        "origin: [¦x]\n"
        "related: [other, ¦other]\n"
        "¦related: []\n"
        "# a ¦\u200b character\n"
    )
    codes = [
        "unknown-field", "not-a-question", "too-short", "yaml-alias", "wrong-type", "yaml-tag",
        "bad-id", "bad-id", "wrong-type", "wrong-type", "unknown-choice", "bad-date",
        "empty-field", "bad-url", "unknown-field", "missing-field", "bad-origin",
        "duplicate-item", "yaml-duplicate-key", "hidden-character",
    ]  # fmt: skip
    places.insert(codes.index("missing-field"), (14, 5))
    codes.insert(codes.index("missing-field"), "missing-field")
    assert found(problems_of(tmp_path, {EXAMPLE: text})) == sorted(
        Found(EXAMPLE, *place, code) for place, code in zip(places, codes, strict=True)
    )
