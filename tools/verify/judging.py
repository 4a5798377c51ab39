"""What the runs of a check prove."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from schema.checks import Check
from schema.ledger import Outcome
from tools.verify.needs import unmet
from tools.verify.programs import Ending, How
from tools.verify.reasons import reason_of, turn_reason

BROKEN = frozenset({Outcome.FAILED, Outcome.SURVIVED})
"""Outcomes that ask for a change of the answer or of the check."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check."""

    outcome: Outcome
    reason: str | None = None
    trace: str = ""
    """What its author may want to see: the traceback of the program that decided."""
    turned: int = 0
    """How many turned versions were run."""
    seconds: float = 0.0


def judge(check: Check, run: Callable[[str], Ending], time_limit: float) -> Verdict:
    """Run a check, and if it passes its turned versions, each of which must end with an error.

    Without the packages that it needs, in the environment of this process, it is not run.
    An error that no behaviour of MindSpore causes does not count, nor does the end of the time.
    """
    begun = time.monotonic()
    if missing := ", ".join(unmet(check.needs)):
        return Verdict(Outcome.NOT_RUNNABLE, f"needs {missing}")
    ending = run(check.program)
    if ending.how is not How.COMPLETED:
        skipped = ending.how is How.SKIPPED
        outcome = Outcome.NOT_RUNNABLE if skipped else Outcome.FAILED
        reason = reason_of(ending, time_limit)
        return Verdict(outcome, reason, ending.trace, seconds=time.monotonic() - begun)
    ends = [(turn, run(check.turned(turn))) for turn in check.turns]
    wrong = [(turn, ending) for turn, ending in ends if ending.how is not How.RAISED]
    seconds = time.monotonic() - begun
    if not wrong:
        return Verdict(Outcome.PASSED, turned=len(ends), seconds=seconds)
    turn, ending = wrong[0]
    reason = turn_reason(turn, ending, time_limit, len(wrong) - 1)
    return Verdict(Outcome.SURVIVED, reason, ending.trace, len(ends), seconds)
