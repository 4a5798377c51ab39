"""What is run, or keeps checks from being run; and what a check and its mutants show."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.command import Misuse
from schema.evidence.checks import path_of
from schema.evidence.results import Outcome
from tests.schema.base import EXAMPLE, validate
from tests.tools.project import ID, PASSING, check, passing, write_base, write_checks
from tools.verify.jobs import Job, Trial, judge, plan
from tools.verify.programs import Ending, Runner


def planned(project: Path, entry: str | None = None) -> list[tuple[str, str]]:
    """Return the jobs as entries and checks, or else the problems as paths and codes."""
    jobs, problems = plan(validate(project), entry)
    return [(problem.path, problem.code) for problem in problems] or [
        (job.id, job.check.name) for job in jobs
    ]


def test_each_claim_with_a_check_is_a_job(tmp_path: Path) -> None:
    write_base(tmp_path, one=passing("one"), two=passing("two"))
    record = tmp_path / EXAMPLE
    record.write_text(record.read_text().replace("[gpu]", "[gup]"))  # says nothing of checks
    assert planned(tmp_path) == planned(tmp_path, ID) == [(ID, "one"), (ID, "two")]
    assert plan(validate(tmp_path))[0][0].claim == "It is so that one."


def test_what_leaves_a_claim_without_its_own_check_is_reported(tmp_path: Path) -> None:
    """A result vouches for the text of one claim."""
    write_base(tmp_path, one=passing("one"), two=passing("two"))
    write_checks(tmp_path, passing("one"), passing("three"))
    write_checks(tmp_path, passing("one"), id="nobody")
    with (tmp_path / EXAMPLE).open("a") as record:
        record.write("  - claim: It is not.\n    check: one\n")
    assert sorted(planned(tmp_path)) == [
        (path_of("nobody"), "unclaimed-check"),
        (EXAMPLE, "duplicate-item"),
        (EXAMPLE, "unclaimed-check"),
        (EXAMPLE, "unknown-check"),
    ]
    with (tmp_path / EXAMPLE).open("a") as record:
        record.write("answer: [\n")
    assert EXAMPLE in {path for path, _ in planned(tmp_path)}


def test_problems_of_other_entries_do_not_matter_to_one(tmp_path: Path) -> None:
    write_base(tmp_path, one=passing("one"))
    write_checks(tmp_path, passing("one"), id="nobody")
    (tmp_path / "kb/entries/other.yaml").write_text("question: [")
    assert len(planned(tmp_path)) > 1
    assert planned(tmp_path, ID) == [(ID, "one")]


def test_an_entry_that_does_not_exist_is_reported_with_the_nearest(tmp_path: Path) -> None:
    write_base(tmp_path, one=passing("one"))
    with pytest.raises(Misuse, match=r"no entry 'exmaple'. Did you mean 'example'\?"):
        planned(tmp_path, "exmaple")


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    runner = Runner("colorsys", time_limit=600)
    yield runner
    runner.close()


def trial(runner: Runner, text: str) -> Trial:
    return judge(Job(ID, "It is.", check(text)), runner.run)


def test_a_check_that_skips_itself_is_not_runnable(runner: Runner) -> None:
    skip = "    import pytest; pytest.skip('needs a GPU')\n    n = 1"
    text = PASSING.strip().replace("    n = 1", skip)
    done = trial(runner, f'@needs("pytest>=1", "packaging")\n{text}')
    assert (done.result.outcome, done.result.reason) == (Outcome.NOT_RUNNABLE, "needs a GPU")
    assert "runpy" not in done.trace


def test_what_an_example_prints_is_recorded_without_what_it_logs(runner: Runner) -> None:
    example = "    import sys; print('log', file=sys.stderr); print(n)\n    # Proof\n    print(2)\n"
    done = trial(runner, PASSING.replace("    assert", f"{example}    assert"))
    assert (done.result.outcome, done.result.output) == (Outcome.PASSED, "1")


@pytest.mark.parametrize(
    ("mutant", "why"),
    [
        ("n = 1 # 2", "passes too"),
        ("n = unknown", "fails for a different reason: NameError: name 'unknown' is not defined"),
        ("import os; os.abort()", "fails for a different reason: SIGABRT ended it."),
        ("import pytest; pytest.skip('no')", "fails for a different reason: no"),
    ],
)
def test_each_mutant_fails_because_of_the_product(runner: Runner, mutant: str, why: str) -> None:
    text = PASSING.strip().replace('"n = 2"', f'"{mutant}"')
    done = trial(runner, f'@mutant("== 1", "== 3")\n{text}')
    assert done.result.outcome is Outcome.SURVIVED
    assert done.result.reason == f"The mutant '{mutant}' {why}"


def test_a_check_is_run_only_with_the_packages_that_it_needs() -> None:
    def never(_: str) -> Ending:
        pytest.fail("it was run")

    needs = '@needs("pytest>=1", "nothing-of-the-kind", "packaging<1")\n'
    result = judge(Job(ID, "It is.", check(needs + PASSING.strip())), never).result
    reason = "needs nothing-of-the-kind, packaging<1"
    assert (result.outcome, result.reason) == (Outcome.NOT_RUNNABLE, reason)
