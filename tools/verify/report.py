"""What does not hold with a version of the product, as Markdown for an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from schema.evidence.results import PATH, Outcome, Results
from tools.report import MOST, quoted
from tools.verify.judging import BROKEN, Verdict, unmet
from tools.verify.plan import Job
from tools.verify.recording import Setting

_HEAD = ("| Entry | Check | What came of it | Passed before with |", "|---|---|---|---|")


def compose(setting: Setting, found: Mapping[Job, Verdict], before: Results) -> str:
    """Return the report on a run; empty if there is nothing to tell.

    `before` is the ledger without the results of the run.
    """
    rows = tuple(_rows(found, before))
    lines = [*_broken(setting, rows, len(found)), *_new(setting, found, before)]
    return "".join(f"{line}\n" for line in lines)


def _broken(setting: Setting, rows: Sequence[str], checks: int) -> Iterator[str]:
    if not rows:
        return
    yield f"## {setting.release}: checks that do not prove their claim, {len(rows)} of {checks}"
    yield ""
    fitting = sum(end <= MOST for end in accumulate(len(row) + 1 for row in rows))
    yield from (*_HEAD, *rows[:fitting], "")
    if fitting < len(rows):
        yield from (f"… and {len(rows) - fitting:,} more.", "")
    yield f"`make verify VERSION={setting.version} ENTRY=id` runs the checks of one entry and shows"
    yield "the tracebacks. Correct the answer, or the check if it is wrong."
    yield ""


def _rows(found: Mapping[Job, Verdict], before: Results) -> Iterator[str]:
    for job, verdict in found.items():
        passed = [
            f"{other} ({result.date})"
            for other, result in before.of(*job.key).items()
            if result.outcome is Outcome.PASSED and result.digest == job.digest
        ]
        # Without the packages that it needs, it is not expected to run.
        lost = verdict.outcome is Outcome.NOT_RUNNABLE and passed and not unmet(job.check.needs)
        if verdict.outcome in BROKEN or lost:
            told = f"{verdict.outcome}: {_cell(verdict.reason or '')}"
            cells = (_cell(job.id), _cell(job.check.name), told, ", ".join(passed) or "none")
            yield f"| {' | '.join(cells)} |"


def _new(setting: Setting, found: Mapping[Job, Verdict], before: Results) -> Iterator[str]:
    if found and setting.version not in before.versions:
        yield f"## {setting.release} is new"
        yield ""
        yield f"`{PATH}` has no results of it yet. Commit the file of that name from the artefact"
        yield f"of this run, or run `make verify VERSION={setting.version}`."
        yield ""


def _cell(text: str) -> str:
    """Return text as code in a table: no bar of it, escaped or not, begins another cell."""
    return re.sub(r"\\*\|", r"\\|", quoted(text))
