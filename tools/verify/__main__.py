"""The command behind `make verify`: run the checks of claims and write the ledger."""

from __future__ import annotations

import argparse
import importlib.metadata
import io
import os
import signal
import sys
import time
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing
from datetime import date
from pathlib import Path

from schema.ledger import PATH
from schema.terminal.problems import show
from schema.terminal.style import Style
from tools.verify.judging import BROKEN, Verdict, judge
from tools.verify.plan import Job, Plan, UnknownEntry, plan
from tools.verify.programs import TIME_LIMIT, Runner
from tools.verify.recording import (
    Setting,
    Unreadable,
    platform_here,
    read_ledger,
    record,
    result_of,
)
from tools.verify.report import compose
from tools.verify.table import Table, opening, summary

OK, BROKE, MISUSE = 0, 1, 2
"""Exit codes: every check passed or cannot run here; some did not pass; nothing could be run."""


def main(arguments: Sequence[str] | None = None, version: str | None = None) -> int:
    """Run the checks of the current folder with the MindSpore of this environment."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the terminal may not be UTF-8
    try:
        setting = Setting(version or importlib.metadata.version("mindspore"), platform_here())
        return run(Path(), setting, options)
    except importlib.metadata.PackageNotFoundError:
        return _misuse("This environment has no MindSpore. Run 'make verify'.")
    except (UnknownEntry, Unreadable) as error:
        return _misuse(str(error))
    except KeyboardInterrupt:
        return _misuse(f"Stopped. {PATH} is as it was.")


def run(project: Path, setting: Setting, options: argparse.Namespace) -> int:
    """Run what is planned, show it, and write ledger and report; returns the exit code."""
    planned = plan(project, options.entry)
    if planned.problems:
        return _refuse(project, planned)
    if not planned.jobs:
        return _misuse("No claim names a check; nothing was run.", OK)
    before, _ = read_ledger(project)
    runner = Runner(time_limit=options.time_limit, module="mindspore")
    begun = time.monotonic()
    print(opening(planned.jobs, setting.version, setting.platform), flush=True)
    table = Table(sys.stdout, len(planned.jobs), traces=options.entry is not None)
    found: dict[Job, Verdict] = {}
    with closing(table), closing(verdicts(planned.jobs, runner, options.jobs)) as ending:
        for job, verdict in ending:
            found[job] = verdict
            table.ended(job, verdict)
    ordered = {job: found[job] for job in planned.jobs}
    ids = None if options.entry is None else {options.entry}
    today = date.today()
    results = {job.key: result_of(job, one, setting, today) for job, one in ordered.items()}
    if options.report is not None:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        text = compose(setting.version, ordered, before)
        options.report.write_text(text, encoding="utf-8", newline="\n")
    record(project, setting.version, results, ids)
    print(summary(found.values(), time.monotonic() - begun, Style.of(sys.stdout)))
    print(f"The results are in {PATH}.")
    return BROKE if any(one.outcome in BROKEN for one in found.values()) else OK


def verdicts(
    jobs: Sequence[Job], runner: Runner, at_once: int
) -> Generator[tuple[Job, Verdict], None, None]:
    """Judge checks, some at once, and yield each as it ends; what is left runs no longer."""
    with ThreadPoolExecutor(at_once) as pool:
        waiting: dict[Future[Verdict], Job] = {
            pool.submit(judge, job.check, runner.run, runner.time_limit): job for job in jobs
        }
        try:
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        finally:
            runner.stop()
            pool.shutdown(cancel_futures=True)


def _refuse(project: Path, planned: Plan) -> int:
    """Tell all that keeps the checks from being run."""
    for text in show(project, "", planned.problems, Style.of(sys.stdout)):
        sys.stdout.write(text)
    sys.stdout.flush()
    count = len(planned.problems)
    told = "1 problem" if count == 1 else f"{count} problems"
    return _misuse(f"{told}; nothing was run.", BROKE)


def _misuse(message: str, code: int = MISUSE) -> int:
    sys.stdout.flush()
    print(f"verify: {message}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="verify", description=(__doc__ or "").partition(": ")[2])
    made.add_argument("entry", nargs="?", metavar="ENTRY", help="run only the checks of this entry")
    made.add_argument("--report", type=Path, metavar="FILE", help="write what broke as Markdown")
    made.add_argument(
        "--time-limit",
        type=float,
        default=TIME_LIMIT,
        metavar="SECONDS",
        help="how long a program may take (%(default)g)",
    )
    made.add_argument(
        "--jobs",
        type=int,
        # One more than there are processors: what waits for processes of its own leaves one idle.
        default=(os.cpu_count() or 1) + 1,
        metavar="NUMBER",
        help="how many programs run at once (%(default)s)",
    )
    return made


def run_here(arguments: Sequence[str] | None = None, version: str | None = None) -> int:
    """Run `main` in a process of its own, which a signal ends with all that it has started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return main(arguments, version)


if __name__ == "__main__":
    sys.exit(run_here())
