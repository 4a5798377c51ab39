"""A check proves its claim if it passes, and fails once the claim is turned round."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.evidence.checks import Mutant
from schema.evidence.results import Outcome
from schema.types import LINE_PATTERN, MAX_LINE
from tests.tools.project import PASSING, check
from tools.verify.judging import Verdict, judge
from tools.verify.programs import Ending, How, Runner
from tools.verify.reasons import reason_of, turn_reason

LIMIT = 1.0
"""For what never ends; a busy machine needs longer for what does."""


def judged(text: str) -> Verdict:
    limit = LIMIT if "sleep" in text else 600.0
    return judge(check(text), Runner(time_limit=limit).run, limit)


def test_a_check_that_can_fail_passes() -> None:
    verdict = judged(PASSING)
    assert (verdict.outcome, verdict.reason, verdict.turned) == (Outcome.PASSED, None, 1)


def test_a_check_fails_with_the_statement_that_did() -> None:
    verdict = judged(PASSING.replace("n == 1", "n == 3"))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.reason == "AssertionError at 'assert n == 3'"
    assert verdict.turned == 0
    assert "program.py" in verdict.trace
    assert "runpy" not in verdict.trace


def test_a_check_that_passes_turned_round_proves_nothing() -> None:
    verdict = judged(PASSING.replace("n == 1", "n < 3"))
    assert verdict.outcome is Outcome.SURVIVED
    assert verdict.reason == "Turned to 'n = 2' it passes as well"


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        ("n = unknown", "NameError: name 'unknown' is not defined"),
        ("n = (", "SyntaxError: "),
        ("import nothing_of_the_kind", "ModuleNotFoundError: No module named"),
        ("import os; os.abort()", "It was ended by SIGABRT."),
        ("import pytest; pytest.skip('no')", "no"),
    ],
)
def test_a_turned_version_that_ends_for_another_reason_proves_nothing(turn: str, why: str) -> None:
    verdict = judged(PASSING.replace('"n = 2"', f'"{turn}"'))
    assert verdict.outcome is Outcome.SURVIVED
    assert verdict.reason
    assert verdict.reason.startswith(f"Turned to '{turn}' it ends for another reason: {why}")


def test_one_turned_version_that_survives_is_enough() -> None:
    verdict = judged(f'@mutant("# n", "# m")\n{PASSING.strip()}  # n\n')
    assert (verdict.outcome, verdict.turned) == (Outcome.SURVIVED, 2)


def test_a_check_that_cannot_run_here_says_why() -> None:
    skipping = PASSING.replace("n = 1\n", "import pytest; pytest.skip('needs a GPU')\n    n = 1\n")
    verdict = judged(skipping)
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_RUNNABLE, "needs a GPU")


def test_a_check_is_run_only_with_the_packages_that_it_needs() -> None:
    def never(_: str) -> Ending:
        pytest.fail("it was run")

    wanting = '@needs("pytest>=1", "nothing-of-the-kind", "packaging<1")\n'
    verdict = judge(check(wanting + PASSING.strip()), never, LIMIT)
    reason = "needs nothing-of-the-kind, packaging<1"
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_RUNNABLE, reason)
    assert judged(f'@needs("pytest>=1", "packaging")\n{PASSING.strip()}').outcome is Outcome.PASSED


def test_a_turned_version_that_takes_too_long_proves_nothing() -> None:
    one = check(PASSING)
    ends = {one.program: Ending(How.COMPLETED), one.mutate(one.mutants[0]): Ending(How.LATE)}
    verdict = judge(one, ends.__getitem__, 60)
    assert verdict.outcome is Outcome.SURVIVED
    assert (
        verdict.reason == "Turned to 'n = 2' it ends for another reason: It took longer than 60 s."
    )


def test_a_check_that_takes_too_long_fails() -> None:
    verdict = judged(PASSING.replace("    assert", "    import time; time.sleep(3600)\n    assert"))
    assert (verdict.outcome, verdict.reason) == (Outcome.FAILED, "It took longer than 1 s.")


# Reasons ------------------------------------------------------------------------------


def test_a_reason_names_no_place_of_the_machine() -> None:
    program = (
        "import json, os, sys\n"
        "raise RuntimeError(f'no {os.getcwd()}/model.mindir, {json.__file__}, {sys.prefix}, '\n"
        "    f'{object()}, /home/somebody/x/y.cc:12 and https://example.org/a/b')\n"
    )
    reason = reason_of(Runner().run(program), LIMIT)
    assert reason.startswith("RuntimeError: no model.mindir, ")
    assert "<object object at 0x…>" in reason
    assert reason.endswith(", …/y.cc:12 and https://example.org/a/b")
    for place in (sys.prefix, "/tmp", "/home"):
        assert place not in reason.replace("https://", "")


def test_a_reason_is_the_first_line_that_says_something() -> None:
    message = "\n\n------\n  The shapes differ: (1, 3) and (4, 3).  \n- C++ Call Stack\n"
    ending = Ending(How.RAISED, "ValueError", message)
    assert reason_of(ending, LIMIT) == "ValueError: The shapes differ: (1, 3) and (4, 3)."


@given(st.text(max_size=400), st.text(max_size=100), st.sampled_from(How))
def test_any_reason_is_one_line_of_the_results(message: str, new: str, how: How) -> None:
    ending = Ending(how, "Error", message, statement=new)
    turn = Mutant("old", new)
    for reason in (reason_of(ending, LIMIT), turn_reason(turn, ending, LIMIT, 2)):
        assert reason.isprintable()
        assert len(reason) <= MAX_LINE
        assert re.search(LINE_PATTERN, reason)
