"""Run the checks of claims and record their results: the command behind `make verify`."""

import argparse
import importlib.metadata
import os
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from pathlib import Path

from cli.command import OK, PROBLEMS, Misuse, Refusal, exit_code
from cli.terminal.problems import show
from schema.evidence.results import FOLDER
from schema.files import write_if_changed
from schema.knowledge_base import read
from schema.phrases import count
from schema.records import Place
from schema.rules import Policy
from tools.verify.display import compose, lines, totals
from tools.verify.jobs import BROKEN, judge, plan, platform_here, record
from tools.verify.programs import Runner


def main(arguments: Sequence[str] | None = None, version: str | None = None) -> int:
    """Run the checks of the current folder with the product that this environment has.

    The exit code is 0 if every check passed or cannot run here, 1 if one did not pass or the
    records have problems, and 2 if nothing could run.
    """
    parser = argparse.ArgumentParser(prog="verify", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("entry", nargs="?", metavar="ENTRY", help="run only this entry's checks")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write failures as Markdown")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it kills what runs, too
    return exit_code("verify", lambda: run(Path(), options.entry, options.report, version))


def run(project: Path, entry: str | None, report: Path | None, version: str | None) -> int:
    """Run the planned checks, show and record their results, and return the exit code."""
    base = read(project, Policy())
    module, version = _product(base.settings.module, version)
    release = str(base.settings.release(version))
    jobs, problems = plan(base, entry)
    if problems:
        sys.stdout.writelines(show(problems))
        total = count(len(problems), "{count} problem", "{count} problems")
        raise Refusal(f"{total}; nothing was run.")
    if not jobs:
        print("verify: No claim names a check; nothing was run.", file=sys.stderr)
        return OK
    start = time.monotonic()
    checks = count(len(jobs), "{count} check", "{count} checks")
    print(f"Running {checks} with {release}: {platform_here()}.", flush=True)
    at_once = (os.cpu_count() or 1) + 1  # a program that waits for its own processes idles
    with ThreadPoolExecutor(at_once) as pool, closing(Runner(module)) as runner:
        futures = {pool.submit(judge, job, runner.run): job for job in jobs}
        try:
            for future in as_completed(futures):
                shown = lines(futures[future], future.result(), trace=entry is not None)
                print(*shown, sep="\n", flush=True)
        except KeyboardInterrupt:
            raise Misuse(f"Stopped. {FOLDER} is unchanged.") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    trials = {job: future.result() for future, job in futures.items()}
    if report is not None:
        before = {id: base.evidence_reader.results(id) for id in {job.id for job in trials}}
        text = compose(release, version, trials, before)
        write_if_changed(report, text)
    record(base, version, {job: trial.result for job, trial in trials.items()})
    print(totals(trials.values(), time.monotonic() - start))
    print(f"The results are in {FOLDER}.")
    return PROBLEMS if any(trial.result.outcome in BROKEN for trial in trials.values()) else OK


def _product(module: str | None, version: str | None) -> tuple[str, str]:
    """Return the product's module, and its version in this environment unless that is given."""
    if module is None:
        path = Place("settings", "settings").path
        raise Misuse(f"{path} does not say which module the checks are about. Add 'module: …'.")
    if version is None:
        names = importlib.metadata.packages_distributions().get(module.partition(".")[0])
        if not names:
            raise Misuse(f"This environment has no module '{module}'. Run 'make verify'.")
        version = importlib.metadata.version(names[0])
    return module, version


if __name__ == "__main__":
    sys.exit(main())
