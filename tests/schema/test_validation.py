"""Every problem has its place, and all are told at once."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from schema import knowledge_base as validation
from schema.files import read_text
from schema.knowledge_base import MAX_PROBLEMS
from tests.schema.base import (
    BASE,
    ENTRY,
    EXAMPLE,
    OTHER,
    Found,
    entry,
    found,
    other,
    problems_of,
    unmarked,
    validate,
    write,
)


def test_all_problems_of_a_record_are_told_at_once(tmp_path: Path) -> None:
    text, places = unmarked(
        "¦questions: Does it run?\n"
        "question: ¦Runs\n"
        "phrasings: [one, ¦*alias]\n"
        "summary: ¦5\n"
        "answer: ¦!!str x\n"
        "tags:\n"
        "  ¦Hard Ware: [¦A b, gpu, ¦7]\n"
        "  hardware: ¦gpu\n"
        "status: ¦publish\n"
        "reviewed_on: ¦tomorrow\n"
        "¦applies_to:\n"
        "sources:\n"
        "  - ¦url: ¦http://x\n"
        "    ¦titel: y\n"
        "  - ¦supports: z\n"
        "origin: [¦x]\n"
        "related: [other, ¦other]\n"
        "¦related: []\n"
        "# a ¦\u200b character\n"
    )
    codes = [
        "unknown-field", "not-a-question", "yaml-alias", "wrong-type", "yaml-tag",
        "bad-id", "bad-id", "wrong-type", "wrong-type", "unknown-choice", "bad-date",
        "empty-field", "missing-field", "bad-url", "unknown-field", "missing-field", "bad-origin",
        "duplicate-item", "yaml-duplicate-key", "hidden-character",
    ]  # fmt: skip
    files = {EXAMPLE: text, OTHER: other("related: [x, z]\n"), "kb/entries/A.yaml": ""}
    problems = problems_of(tmp_path / "wrong", files)
    assert list(problems) == sorted(problems)
    assert found(p for p in problems if p.path == EXAMPLE) == sorted(
        Found(EXAMPLE, *place, code) for place, code in zip(places, codes, strict=True)
    )
    assert problems_of(tmp_path / "right", {}) == ()


def test_a_file_with_many_problems_is_told_a_hundred(tmp_path: Path) -> None:
    lines = "\n".join(f"  x <b{number}>" for number in range(150))
    *told, end = problems_of(tmp_path, {EXAMPLE: entry(f"answer: |\n{lines}\n")})
    assert len(told) == MAX_PROBLEMS == 100
    assert {problem.code for problem in told} == {"raw-html"}
    assert found((end,)) == [Found(EXAMPLE, 111, 5, "too-many-problems")]


def test_a_file_is_read_once_more_however_many_references_in_it_are_wrong(tmp_path: Path) -> None:
    ids = ", ".join(f"x{number}" for number in range(50))
    write(tmp_path, {**BASE, EXAMPLE: entry(f"related: [{ids}]\n")})
    with patch.object(validation, "read_text", side_effect=read_text) as reader:
        problems = validate(tmp_path).problems
    assert len(problems) == 50
    assert reader.call_count == len(BASE) + 1


def test_a_file_that_vanishes_meanwhile_is_no_traceback(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, EXAMPLE: entry("related: [x]\n")})

    def forgetful(path: Path, shown: str) -> object:
        text = read_text(path, shown)
        path.unlink(missing_ok=True)
        return text

    with patch.object(validation, "read_text", side_effect=forgetful):
        problems = validate(tmp_path).problems
    assert found(problems) == [Found(EXAMPLE, 1, 1, "unknown-entry")]


def test_the_catalogue_holds_the_usable_records(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, EXAMPLE: "", "kb/entries/No.yaml": ENTRY})
    catalogue = validate(tmp_path).catalogue
    assert list(catalogue.entries) == ["another", "other", "third"]
    assert list(map(str, catalogue.tags)) == ["hardware/ascend", "hardware/gpu"]
    assert list(catalogue.facets) == ["hardware"]
