"""What a person sees: a line for each check as it ends, how far the work is, and the sum."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from schema.ledger import Outcome
from schema.problems import printable
from schema.terminal.style import Style
from tools.verify.judging import Verdict
from tools.verify.plan import Job

INDENT = " " * 10
"""Below the name of the check, behind its mark and seconds."""

WIDTH = 100
"""Columns of a line where nothing is known of the terminal, such as in a log."""

TRACE_LINES = 25
"""The last lines of a traceback that are shown."""

_COUNTED: Mapping[Outcome, str] = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.SURVIVED: "survived being turned round",
    Outcome.NOT_RUNNABLE: "cannot run here",
}


class Table:
    """Lines on a stream; on a terminal the last one tells how far the work is."""

    def __init__(self, stream: TextIO, total: int, *, traces: bool = False) -> None:
        self._stream = stream
        self._style = Style.of(stream)
        self._total = total
        self._traces = traces
        self._moving = stream.isatty()
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if self._moving else WIDTH
        self._width = max(40, columns - 1)
        self._done = 0
        self._progress()

    def ended(self, job: Job, verdict: Verdict) -> None:
        """Show what came of a check."""
        self._done += 1
        self.close()
        for line in _lines(job, verdict, self._width, self._style):
            self._stream.write(f"{line}\n")
        if self._traces and verdict.reason:
            for line in verdict.trace.splitlines()[-TRACE_LINES:]:
                self._stream.write(f"{INDENT}{self._style.faint(printable(line.rstrip()))}\n")
        self._progress()

    def close(self) -> None:
        """Take away the line that tells how far the work is."""
        if self._moving:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _progress(self) -> None:
        if self._moving:
            self._stream.write(self._style.faint(f"{INDENT}{self._done} of {self._total}"))
        self._stream.flush()


def _lines(job: Job, verdict: Verdict, width: int, style: Style) -> Iterator[str]:
    judge, mark = {
        Outcome.PASSED: (style.good, "✓"),
        Outcome.NOT_RUNNABLE: (style.warning, "–"),  # noqa: RUF001 - the dash is meant
    }.get(verdict.outcome, (style.error, "✗"))
    first, *rest = _wrapped(f"{job.id}  {job.check.name}", width)
    yield f"{judge(mark)} {verdict.seconds:5.1f} s {first}"
    yield from (f"{INDENT}{line}" for line in rest)
    if verdict.reason:
        yield from (f"{INDENT}{judge(line)}" for line in _wrapped(verdict.reason, width))


def _wrapped(text: str, width: int) -> Sequence[str]:
    return textwrap.wrap(
        text, width - len(INDENT), break_on_hyphens=False, replace_whitespace=False
    )


def opening(jobs: Sequence[Job], version: str, platform: str) -> str:
    """Return the line before all others."""
    checks = _count(len(jobs), "check", "checks")
    entries = _count(len({job.id for job in jobs}), "entry", "entries")
    return f"Running {checks} of {entries} with MindSpore {version}: {platform}."


def summary(verdicts: Iterable[Verdict], seconds: float, style: Style) -> str:
    """Return the sum: checks by outcome, turned versions and the time."""
    every = tuple(verdicts)
    counts = Counter(verdict.outcome for verdict in every)
    judges = {Outcome.PASSED: style.good, Outcome.NOT_RUNNABLE: style.warning}
    told = ", ".join(
        judges.get(outcome, style.error)(f"{counts[outcome]} {words}")
        for outcome, words in _COUNTED.items()
        if counts[outcome]
    )
    turned = _count(sum(verdict.turned for verdict in every), "turned version", "turned versions")
    return f"{told}; {turned} run; {seconds:.0f} s."


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
