"""Decide what the runs of a check prove."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from packaging.requirements import Requirement

from schema.evidence.checks import Check
from schema.evidence.results import Outcome
from tools.verify.programs import Ending, How
from tools.verify.reasons import reason_of, turn_reason

BROKEN = frozenset({Outcome.FAILED, Outcome.SURVIVED})
"""Outcomes that require a change of the answer or of the check."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the runs of a check prove."""

    outcome: Outcome
    reason: str | None = None
    trace: str = ""
    """The traceback of the program that decided."""
    turned: int = 0
    """How many turned versions ran."""
    seconds: float = 0.0


def judge(check: Check, run: Callable[[str], Ending], time_limit: float) -> Verdict:
    """Run a check, and if it passes its turned versions, each of which must end with an error.

    A time-out does not count, nor does an error that has nothing to do with the product. A check
    whose packages are missing here does not run.
    """
    begun = time.monotonic()
    if missing := ", ".join(unmet(check.needs)):
        return Verdict(Outcome.NOT_RUNNABLE, f"needs {missing}")
    ending = run(check.program)
    if ending.how is not How.COMPLETED:
        outcome = Outcome.NOT_RUNNABLE if ending.how is How.SKIPPED else Outcome.FAILED
        reason = reason_of(ending, time_limit)
        return Verdict(outcome, reason, ending.trace, seconds=time.monotonic() - begun)
    endings = [(mutant, run(check.mutate(mutant))) for mutant in check.mutants]
    survivors = [(turn, ending) for turn, ending in endings if ending.how is not How.RAISED]
    seconds = time.monotonic() - begun
    if not survivors:
        return Verdict(Outcome.PASSED, turned=len(endings), seconds=seconds)
    turn, ending = survivors[0]
    reason = turn_reason(turn, ending, time_limit, len(survivors) - 1)
    return Verdict(Outcome.SURVIVED, reason, ending.trace, len(endings), seconds)


def unmet(needs: Iterable[str]) -> list[str]:
    """Return the requirements, such as `torch` or `numpy>=2`, that are not installed here."""
    return [need for need in needs if not _is_met(Requirement(need))]


def _is_met(need: Requirement) -> bool:
    try:
        version = importlib.metadata.version(need.name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return need.specifier.contains(version, prereleases=True)
