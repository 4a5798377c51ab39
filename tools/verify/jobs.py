"""Jobs: which checks to run, what a run of a check and its mutants shows, and its recording."""

import importlib.metadata
import platform
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from packaging.requirements import Requirement

from cli.command import Misuse, reject_links
from schema.evidence.checks import Check
from schema.evidence.results import MAX_OUTPUT, Outcome, Result, dump_results, merge, path_of
from schema.files import write_if_changed
from schema.knowledge_base import KnowledgeBase
from schema.problems import Problem, did_you_mean, excerpt
from schema.types import MAX_LINE
from tools.verify.programs import Ending

BROKEN = frozenset({Outcome.FAILED, Outcome.SURVIVED})
"""Outcomes that require a change of the answer or of the check."""

HINDRANCES = frozenset({"duplicate-item", "unclaimed-check", "unknown-check"})
"""Codes of problems that leave open which check belongs to which claim."""


class Job(NamedTuple):
    """A check to run, and its entry and claim."""

    id: str
    claim: str
    check: Check


class Trial(NamedTuple):
    """The result of a job, and what a person sees beside it."""

    result: Result
    trace: str = ""
    """The traceback of the program that decided."""
    seconds: float = 0.0


def plan(base: KnowledgeBase, entry: str | None = None) -> tuple[list[Job], list[Problem]]:
    """Return the jobs for all entries or for one, and the problems because of which none may run.

    Problems of other entries don't matter to the one. Raise Misuse if there is no such entry.
    """
    members = {m.place.id: m for m in base.members.values() if m.place.kind == "entry"}
    problems = [*base.evidence_reader.problems()]
    if entry is None:
        problems += base.evidence_reader.stray(members)
    elif entry in members:
        members = {entry: members[entry]}
        problems = [problem for problem in problems if problem.path == path_of(entry)]
    else:
        raise Misuse(f"There is no entry '{entry}'. {did_you_mean(entry, members)}")
    jobs: list[Job] = []
    for id, member in members.items():
        for problem in member.problems:
            if problem.code in HINDRANCES or (not member.usable and problem.severity == "error"):
                problems.append(problem)
        claims = member.record.evidence.claims if member.usable and member.record else ()
        jobs += (Job(id, claim.claim, claim.check) for claim in claims if claim.check)
    return jobs, sorted(problems)


def judge(job: Job, run: Callable[[str], Ending]) -> Trial:
    """Run a check and, if it passes, its mutants, all of which must fail because of the product."""
    start = time.monotonic()
    outcome, reason, trace = Outcome.PASSED, None, ""
    if missing := ", ".join(unmet(job.check.needs)):
        outcome, reason = Outcome.NOT_RUNNABLE, f"needs {missing}"
    elif (ending := run(job.check.program)).how != "completed":
        outcome = Outcome.NOT_RUNNABLE if ending.how == "skipped" else Outcome.FAILED
        reason, trace = ending.reason, ending.trace
    else:
        programs = ((m, job.check.program.replace(m.old, m.new)) for m in job.check.mutants)
        endings = [(mutant, run(program)) for mutant, program in programs]
        survivors = [(mutant, ending) for mutant, ending in endings if ending.how != "raised"]
        if survivors:
            outcome, (mutant, ending) = Outcome.SURVIVED, survivors[0]
            why = (
                f"fails for a different reason: {ending.reason}" if ending.reason else "passes too"
            )
            more = f" ({len(survivors) - 1} more)" if len(survivors) > 1 else ""
            reason = excerpt(f"The mutant '{excerpt(mutant.new, 50)}'{more} {why}", MAX_LINE)
            trace = ending.trace
    prints = outcome is Outcome.PASSED and "print(" in job.check.example
    output = run(job.check.example).printed.rstrip()[:MAX_OUTPUT] if prints else ""
    result = {
        "outcome": outcome,
        "date": date.today().isoformat(),
        "platform": platform_here(),
        "digest": job.check.digest(job.claim),
        "reason": reason,
        "packages": _packages(job.check),
        "output": output or None,
    }
    return Trial(Result.model_validate(result), trace, time.monotonic() - start)


def _packages(check: Check) -> dict[str, str]:
    """Return the versions of those packages beside the product that can decide the result."""
    imported = set(re.findall(r"^(?:import|from) (\w+)", check.program, re.MULTILINE))
    known = ("numpy", "onnx", "torch", "safetensors")
    versions = {name: _version(name) for name in known if name in imported}
    return {name: version for name, version in versions.items() if version is not None}


def platform_here() -> str:
    """Return what a result says of the machine; checks are written for the CPU."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"CPU, {platform.system()} {platform.machine()}, Python {python}"


def unmet(needs: Iterable[str]) -> list[str]:
    """Return the requirements, such as `torch` or `numpy>=2`, that are not installed here."""
    return [need for need in needs if not _is_met(Requirement(need))]


def _is_met(need: Requirement) -> bool:
    version = _version(need.name)
    return version is not None and need.specifier.contains(version, prereleases=True)


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def record(base: KnowledgeBase, version: str, new: Mapping[Job, Result]) -> None:
    """Write the results of one version beside those of the others, one file per entry.

    Results of checks that no longer exist are dropped. Raise Misuse if a folder is a link, and
    OSError if a file cannot be written.
    """
    by_entry: defaultdict[str, dict[str, Result]] = defaultdict(dict)
    for job, result in new.items():
        by_entry[job.id][job.check.name] = result
    for id, results in by_entry.items():
        path = path_of(id)
        reject_links(base.project, path)
        merged = merge(base.evidence_reader.results(id), version, results)
        write_if_changed(base.project / path, dump_results(merged))
