"""Read the ledger from its file and write new results into it."""

from __future__ import annotations

import platform
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schema.evidence.results import (
    MAX_BYTES,
    PATH,
    BadResults,
    Result,
    Results,
    dump_results,
    merge,
    parse_results,
)
from schema.files import Changed, create, linked_folder, read_text, replace
from tools.verify.judging import Verdict
from tools.verify.plan import Job


class Unreadable(Exception):
    """The ledger cannot be read or written; says what to do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """With what the checks are run."""

    version: str
    """The version of the product."""
    platform: str
    module: str = ""
    release: str = ""
    """The name of the product with the version."""


def platform_here() -> str:
    """Return what a result says of the machine: checks are written for the CPU."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"CPU, {platform.system()} {platform.machine()}, Python {python}"


def read_ledger(project: Path) -> tuple[Results, str | None]:
    """Return the ledger and its text, None if there is no file. Raises Unreadable."""
    path = project / PATH
    if not path.is_symlink() and not path.exists():
        return Results(), None
    text, problems = read_text(path, PATH, MAX_BYTES)
    why = problems[0].message if problems else ""
    if text is not None:
        try:
            return parse_results(text), text
        except BadResults as error:
            why = f"{error}."
    hint = "Restore it with git, or delete it to have it written anew."
    raise Unreadable(f"{PATH} cannot be used: {why} {hint}")


def result_of(job: Job, verdict: Verdict, setting: Setting, today: date) -> Result:
    """Return what the ledger keeps of a verdict."""
    return Result.model_validate(
        {
            "outcome": verdict.outcome,
            "date": today.isoformat(),
            "platform": setting.platform,
            "digest": job.digest,
            "reason": verdict.reason,
        }
    )


def record(
    project: Path,
    version: str,
    found: Mapping[tuple[str, str], Result],
    ids: Collection[str] | None,
) -> None:
    """Write the results of one version into the ledger, all or none.

    `ids` are the entries whose checks all have a result in `found`, None for every entry; their
    other results are dropped. Raises Unreadable.
    """
    ledger, seen = read_ledger(project)
    others = [
        (id, name)
        for id, checks in ledger.results.items()
        if ids is not None and id not in ids
        for name in checks
    ]
    if link := linked_folder(project, PATH):
        raise Unreadable(f"{PATH} cannot be written: '{link}' is a link.")
    text = dump_results(merge(ledger, version, found, (*others, *found)))
    try:
        if seen is None:
            create(project / PATH, text)
        else:
            replace(project / PATH, text, seen)
    except (Changed, FileExistsError):
        raise Unreadable(f"{PATH} was changed at the same moment. Run this again.") from None
    except OSError as error:
        raise Unreadable(f"{PATH} cannot be written: {error.strerror}.") from None
