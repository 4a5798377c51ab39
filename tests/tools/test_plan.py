"""What keeps checks from being run is told at once and before any is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from schema.evidence.checks import path_of
from tests.schema.base import EXAMPLE
from tests.tools.project import ID, passing, write, write_checks
from tools.verify.plan import Plan, UnknownEntry, plan


def codes(found: Plan) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in found.problems]


def test_each_claim_with_a_check_is_a_job(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"), two=passing("two"))
    found = plan(tmp_path)
    assert [(job.key, job.claim) for job in found.jobs] == [
        ((ID, "one"), "It is so that one."),
        ((ID, "two"), "It is so that two."),
    ]
    assert found.problems == ()
    assert plan(tmp_path, ID) == found


def test_a_check_without_a_claim_and_a_claim_without_a_check_are_told(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"), two=passing("two"))
    write_checks(tmp_path, passing("one"), passing("three"))
    found = plan(tmp_path)
    assert codes(found) == [(EXAMPLE, "unclaimed-check"), (EXAMPLE, "unknown-check")]
    assert "'three'" in found.problems[0].message
    line = (tmp_path / EXAMPLE).read_text().splitlines()[found.problems[1].line - 1]
    assert line == "    check: two"


@pytest.mark.parametrize(
    ("text", "line"), [("def one(:\n", 1), ("\n\nprint(1)\n", 3), ("def one():\n  pass\n", 1)]
)
def test_a_file_of_checks_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    write(tmp_path, one=passing("one"))
    (tmp_path / path_of(ID)).write_text(text)
    (problem,) = plan(tmp_path).problems
    assert f"{path_of(ID)}, line {line}: " in problem.message


def test_checks_of_no_entry_are_told(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"))
    write_checks(tmp_path, passing("one"), id="nobody")
    assert codes(plan(tmp_path)) == [(path_of("nobody"), "unclaimed-check")]


def test_a_check_of_two_claims_is_told(tmp_path: Path) -> None:
    """A result vouches for the text of one."""
    write(tmp_path, one=passing("one"))
    with (tmp_path / EXAMPLE).open("a") as record:
        record.write("  - claim: It is not.\n    check: one\n")
    assert codes(plan(tmp_path)) == [(EXAMPLE, "duplicate-item")]


def test_a_record_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"))
    with (tmp_path / EXAMPLE).open("a") as record:
        record.write("answer: [\n")
    assert {path for path, _ in codes(plan(tmp_path))} == {EXAMPLE}


def test_problems_of_other_entries_do_not_matter_to_one(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"))
    write_checks(tmp_path, passing("one"), id="nobody")
    (tmp_path / "kb/entries/ascend-and-npu.yaml").write_text("question: [")
    assert plan(tmp_path).problems
    assert plan(tmp_path, ID).problems == ()


def test_problems_that_say_nothing_of_checks_do_not_matter(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"))
    record = tmp_path / EXAMPLE
    record.write_text(record.read_text().replace("[gpu]", "[gup]"))
    assert plan(tmp_path).problems == ()


def test_an_entry_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, one=passing("one"))
    with pytest.raises(UnknownEntry, match=r"no entry 'exmaple'. Did you mean 'example'\?"):
        plan(tmp_path, "exmaple")
