"""Show the results to a person: a line for each check as it ends, and the totals."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cli.command import count
from cli.terminal.console import Style
from schema.evidence.results import Outcome
from schema.problems import printable
from tools.verify.judging import Verdict
from tools.verify.plan import Job
from tools.verify.recording import Setting

INDENT = " " * 10
"""Below the name of a check, which follows its mark and seconds."""

TRACE_LINES = 25
"""How many lines at the end of a traceback are shown."""

_WORDS: Mapping[Outcome, str] = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.SURVIVED: "survived being turned round",
    Outcome.NOT_RUNNABLE: "cannot run here",
}


def opening(jobs: Sequence[Job], setting: Setting) -> str:
    """Return the first line."""
    checks = count(len(jobs), "check", "checks")
    entries = count(len({job.id for job in jobs}), "entry", "entries")
    return f"Running {checks} of {entries} with {setting.release}: {setting.platform}."


def lines(job: Job, verdict: Verdict, width: int, style: Style, *, trace: bool) -> Iterator[str]:
    """Yield the lines about a check, at most `width` columns wide except for its traceback."""
    color, mark = {
        Outcome.PASSED: (style.good, "✓"),
        Outcome.NOT_RUNNABLE: (style.warning, "–"),  # noqa: RUF001 - the dash is meant
    }.get(verdict.outcome, (style.error, "✗"))
    first, *rest = _wrapped(f"{job.id}  {job.check.name}", width)
    yield f"{color(mark)} {verdict.seconds:5.1f} s {first}"
    yield from (f"{INDENT}{line}" for line in rest)
    if verdict.reason:
        yield from (f"{INDENT}{color(line)}" for line in _wrapped(verdict.reason, width))
        for line in verdict.trace.splitlines()[-TRACE_LINES:] if trace else ():
            yield f"{INDENT}{style.faint(printable(line.rstrip()))}"


def _wrapped(text: str, width: int) -> list[str]:
    width = max(20, width - len(INDENT))
    return textwrap.wrap(text, width, break_on_hyphens=False, replace_whitespace=False)


def summary(verdicts: Iterable[Verdict], seconds: float, style: Style) -> str:
    """Return the totals: checks by outcome, turned versions and the time."""
    every = tuple(verdicts)
    counts = Counter(verdict.outcome for verdict in every)
    colors = {Outcome.PASSED: style.good, Outcome.NOT_RUNNABLE: style.warning}
    outcomes = ", ".join(
        colors.get(outcome, style.error)(f"{counts[outcome]} {words}")
        for outcome, words in _WORDS.items()
        if counts[outcome]
    )
    turned = count(sum(verdict.turned for verdict in every), "turned version", "turned versions")
    return f"{outcomes}; {turned} run; {seconds:.0f} s."
