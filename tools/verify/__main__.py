"""Run the checks of claims and write their results: the command behind `make verify`."""

from __future__ import annotations

import argparse
import importlib.metadata
import io
import os
import shutil
import signal
import sys
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from datetime import date
from pathlib import Path

from cli.command import count
from cli.terminal.console import Style
from cli.terminal.problems import show
from schema.evidence.claims import EvidenceReader
from schema.evidence.results import PATH
from schema.knowledge_base import read_settings
from schema.models import Settings
from schema.records import Place
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
from tools.verify.table import lines, opening, summary

OK, BROKE, MISUSE = 0, 1, 2
"""Exit codes: every check passed or cannot run here; some did not pass; nothing could run."""


def main(arguments: Sequence[str] | None = None, version: str | None = None) -> int:
    """Run the checks of the current folder with the product that this environment has."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the terminal may not be UTF-8
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it kills what runs, too
    try:
        return run(Path(), _setting(read_settings(EvidenceReader(Path()))[0], version), options)
    except Unusable as error:
        return _misuse(str(error))
    except (UnknownEntry, Unreadable) as error:
        return _misuse(str(error))
    except KeyboardInterrupt:
        return _misuse(f"Stopped. {PATH} is unchanged.")


class Unusable(Exception):
    """The product cannot be run here; says what to do."""


def _setting(settings: Settings, version: str | None) -> Setting:
    """Return what the checks run with. Raises Unusable."""
    module = settings.module
    if module is None:
        path = Place.settings().path
        raise Unusable(f"{path} does not say which module the checks are about. Add 'module: …'.")
    if version is None:
        names = importlib.metadata.packages_distributions().get(module.partition(".")[0])
        if not names:
            raise Unusable(f"This environment has no module '{module}'. Run 'make verify'.")
        version = importlib.metadata.version(names[0])
    return Setting(version, platform_here(), module, settings.release(version))


def run(project: Path, setting: Setting, options: argparse.Namespace) -> int:
    """Run the planned checks, show and write their results, and return the exit code."""
    planned = plan(project, options.entry)
    if planned.problems:
        return _refuse(project, planned)
    if not planned.jobs:
        return _misuse("No claim names a check; nothing was run.", OK)
    before, _ = read_ledger(project)
    begun = time.monotonic()
    style = Style.of(sys.stdout)
    print(opening(planned.jobs, setting), flush=True)
    verdicts: dict[Job, Verdict] = {}
    with closing(_verdicts(planned.jobs, options.time_limit, options.jobs, setting.module)) as ends:
        for job, verdict in ends:
            verdicts[job] = verdict
            width = shutil.get_terminal_size((100, 24)).columns - 1
            print(*lines(job, verdict, width, style, trace=options.entry is not None), sep="\n")
            sys.stdout.flush()
    ordered = {job: verdicts[job] for job in planned.jobs}
    if options.report is not None:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        text = compose(setting, ordered, before)
        options.report.write_text(text, encoding="utf-8", newline="\n")
    ids = None if options.entry is None else {options.entry}
    today = date.today()
    results = {job.key: result_of(job, verdict, setting, today) for job, verdict in ordered.items()}
    record(project, setting.version, results, ids)
    print(summary(ordered.values(), time.monotonic() - begun, style))
    print(f"The results are in {PATH}.")
    return BROKE if any(verdict.outcome in BROKEN for verdict in ordered.values()) else OK


def _verdicts(
    jobs: Sequence[Job], time_limit: float, at_once: int, module: str
) -> Generator[tuple[Job, Verdict], None, None]:
    """Judge checks, some at once, and yield each as it ends. Kill what still runs at the end."""
    with ThreadPoolExecutor(at_once) as pool, closing(Runner(time_limit, module)) as runner:
        futures = {pool.submit(judge, job.check, runner.run, time_limit): job for job in jobs}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            for future in futures:
                future.cancel()


def _refuse(project: Path, planned: Plan) -> int:
    """Report all that keeps the checks from running."""
    sys.stdout.writelines(show(project, "", planned.problems, Style.of(sys.stdout)))
    problems = count(len(planned.problems), "problem", "problems")
    return _misuse(f"{problems}; nothing was run.", BROKE)


def _misuse(message: str, code: int = MISUSE) -> int:
    sys.stdout.flush()
    print(f"verify: {message}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="verify", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("entry", nargs="?", metavar="ENTRY", help="run only this entry's checks")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write the broken checks as Markdown"
    )
    parser.add_argument(
        "--time-limit",
        type=float,
        default=TIME_LIMIT,
        metavar="SECONDS",
        help="how long a program may take (%(default)g)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        # One more than there are processors: a program that waits for its own leaves one idle.
        default=(os.cpu_count() or 1) + 1,
        metavar="NUMBER",
        help="how many programs run at once (%(default)s)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
