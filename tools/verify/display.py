"""Show trials: lines and totals for the terminal, and a report in Markdown for an issue."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

from cli.terminal.console import error, faint, good, warning
from schema.evidence.results import FOLDER, Outcome, Results
from schema.problems import printable
from tools.report import fitting, quoted
from tools.verify.jobs import BROKEN, Job, Trial, unmet

INDENT = " " * 10
"""Below the name of a check, which follows its mark and seconds."""

_OUTCOMES: Mapping[Outcome, tuple[Callable[[str], str], str, str]] = {
    Outcome.PASSED: (good, "✓", "passed"),
    Outcome.FAILED: (error, "✗", "failed"),
    Outcome.SURVIVED: (error, "✗", "with a surviving mutant"),
    Outcome.NOT_RUNNABLE: (warning, "–", "cannot run here"),  # noqa: RUF001 - a dash
}
"""The style, the mark and the words of each outcome."""


def lines(job: Job, trial: Trial, *, trace: bool) -> Iterator[str]:
    """Yield the lines about a check: its name, and why it did not pass."""
    color, mark, _ = _OUTCOMES[trial.result.outcome]
    yield f"{color(mark)} {trial.seconds:5.1f} s {job.id}  {job.check.name}"
    if trial.result.reason:
        yield f"{INDENT}{color(trial.result.reason)}"
        for line in trial.trace.splitlines()[-25:] if trace else ():
            yield f"{INDENT}{faint(printable(line.rstrip()))}"


def totals(trials: Collection[Trial], seconds: float) -> str:
    """Return the totals: checks by outcome, and the time."""
    counts = Counter(trial.result.outcome for trial in trials)
    outcomes = ", ".join(
        color(f"{counts[outcome]} {words}")
        for outcome, (color, _, words) in _OUTCOMES.items()
        if counts[outcome]
    )
    return f"{outcomes}; {seconds:.0f} s."


def compose(
    release: str, version: str, trials: Mapping[Job, Trial], before: Mapping[str, Results]
) -> str:
    """Return the report on a run as Markdown; empty if all is well.

    `release` names the product with its version. `before` are the results by entry, without
    those of the run.
    """
    parts = []
    if rows := tuple(_rows(trials, before)):
        parts += [
            f"## {release}: {len(rows)} of {len(trials)} checks do not pass\n",
            "| Entry | Check | Result | Passed before with |\n|---|---|---|---|",
            *fitting(rows),
            f"\nTo see the tracebacks for one entry, run `make verify VERSION={version} ENTRY=id`.",
            "Then correct the answer, or the check if that is wrong.\n",
        ]
    known = (version in runs for each in before.values() for runs in each.results.values())
    if trials and not any(known):
        parts += [
            f"## {release} is new\n",
            f"`{FOLDER}` has no results for it yet. Commit the files of this run's artifact",
            f"`results`, or run `make verify VERSION={version}`.\n",
        ]
    return "".join(f"{part}\n" for part in parts)


def _rows(trials: Mapping[Job, Trial], before: Mapping[str, Results]) -> Iterator[str]:
    for job, (result, *_) in trials.items():
        passed = [
            f"{version} ({earlier.date})"
            for version, earlier in before[job.id].of(job.check.name).items()
            if earlier.outcome is Outcome.PASSED and earlier.digest == result.digest
        ]
        # Without its requirements a check is not expected to run.
        not_run = result.outcome is Outcome.NOT_RUNNABLE and not unmet(job.check.needs)
        if result.outcome in BROKEN or (not_run and passed):
            outcome = f"{result.outcome}: {_cell(result.reason or '')}"
            cells = (_cell(job.id), _cell(job.check.name), outcome, ", ".join(passed) or "none")
            yield f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Return text as code in a table: no bar of it, escaped or not, begins another cell."""
    return re.sub(r"\\*\|", r"\\|", quoted(text))
