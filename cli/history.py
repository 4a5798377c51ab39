"""What must not have changed since a revision of git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from schema.catalogue import Catalogue
from schema.evidence.proving import EvidenceReader
from schema.files import read_text
from schema.models import Entry
from schema.policy import TOLERANCE
from schema.problems import Finding, Problem, excerpt, printable
from schema.records import ROOT, Place, Record, read_record
from schema.types import ID_PATTERN

TIMEOUT = 60
"""Seconds that one call of git may take."""


class NoHistory(Exception):
    """The revision cannot be compared with; says why and what to do."""


def compare(
    project: Path, base: str, catalogue: Catalogue, today: date | None = None
) -> tuple[Problem, ...]:
    """Return the problems of the way from a revision to the files as they are now.

    The point of comparison is the last commit that the revision and the present one have in
    common, so that what others did since does not count. Raises NoHistory if there is none.
    """
    common = _common(project, base)
    day = today or date.today()
    problems: list[Problem] = []
    evidence = EvidenceReader(project)
    changes = _changes(project, common)
    texts = _blobs(project, [change.blob for change in changes])
    for change, text in zip(changes, texts, strict=True):
        before, _ = read_record(change.place, text, evidence)
        if before is None or not isinstance(before.model, Entry):
            continue
        if change.gone:
            problems += _vanished(change.place, before.model, catalogue)
        heir = catalogue.renamed.get(change.place.id) if change.gone else change.place.id
        if heir is not None:
            problems += _changed(evidence, Place.entry(heir), before, day, catalogue)
    return tuple(sorted(problems))


def _vanished(place: Place, before: Entry, catalogue: Catalogue) -> Iterator[Problem]:
    for id in (place.id, *before.former_ids):
        if id in catalogue.renamed or id in catalogue.entries:
            continue
        message = f"The entry '{id}' is gone, and no entry has it among its 'former_ids'."
        hint = (
            f"If it has a new name, add 'former_ids: [{id}]' there. "
            "Else put it back with 'status: withdrawn' and the reason."
        )
        yield Problem(place.path, 1, 1, "vanished-entry", message, hint)


def _changed(
    evidence: EvidenceReader, place: Place, old: Record, today: date, catalogue: Catalogue
) -> Iterator[Problem]:
    text, _ = read_text(evidence.project / place.path, place.path)
    record: Record | None = read_record(place, text, evidence)[0] if text is not None else None
    if record is None or not isinstance(record.model, Entry) or not isinstance(old.model, Entry):
        return
    before, after = old.model, record.model
    for id in before.former_ids:
        if not (id in after.former_ids or id in catalogue.renamed or id in catalogue.entries):
            message = f"The former id '{id}' is gone: its old address leads nowhere now."
            yield record.source.locate(
                Finding("vanished-entry", ("former_ids",), message, "Put it back.")
            )
    said = any(
        getattr(before, field) != getattr(after, field)
        for field in ("answer", "summary")
        if old.states(field) and record.states(field)
    )
    reviewed = after.reviewed_on > before.reviewed_on or after.reviewed_on >= today - TOLERANCE
    if said and not reviewed and record.states("reviewed_on"):
        message = f"The answer has changed since its review on {after.reviewed_on}."
        hint = f"Check it against its sources, then write the day: 'reviewed_on: {today}'."
        yield record.source.locate(Finding("unreviewed-change", ("reviewed_on",), message, hint))


def _common(project: Path, base: str) -> str:
    shown = excerpt(base)
    try:
        commit = _git(project, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    except _Failed as error:
        reason = "" if "single revision" in str(error) else f" Git says: {error}."
        raise NoHistory(
            f"There is no revision '{shown}' in this clone.{reason} Fetch it, or name another one."
        ) from None
    try:
        return _git(project, "merge-base", commit.decode().strip(), "HEAD").decode().strip()
    except _Failed:
        raise NoHistory(
            f"'{shown}' and the present commit have no commit in common. "
            "If the clone is shallow, fetch more of its history."
        ) from None


class _Change(NamedTuple):
    """An entry that was deleted or changed; `blob` is what git calls its text before."""

    place: Place
    blob: str
    gone: bool


def _changes(project: Path, commit: str) -> Sequence[_Change]:
    """Return the entries that were deleted or changed since a commit.

    Source of the format: the manual of git-diff, section "Raw output format".
    """
    told = _git(
        project,
        *("diff", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "-z"),
        *("--relative", "--diff-filter=DMT", commit, "--", f"{ROOT}/entries"),
    )
    parts = os.fsdecode(told).split("\0")
    changes = []
    for about, path in zip(parts[0:-1:2], parts[1:-1:2], strict=True):
        _, _, blob, _, status = about.split(" ")
        place = Place.of_path(path)
        # Under another name there never was a page.
        if place is not None and re.search(ID_PATTERN, place.id):
            changes.append(_Change(place, blob, status == "D"))
    return changes


def _blobs(project: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield the texts of blobs, all from one process: a change may touch thousands."""
    told = _git(project, "cat-file", "--batch", given="".join(f"{name}\n" for name in names))
    place = 0
    for _ in names:
        start = told.index(b"\n", place) + 1
        about = told[place:start].split()
        if about[1] == b"missing":
            raise NoHistory("The clone lacks texts of the revision. Fetch its whole history.")
        end = start + int(about[2])
        yield told[start:end].decode(errors="replace")
        place = end + 1


class _Failed(Exception):
    """Git has refused."""


def _git(project: Path, *arguments: str, given: str = "") -> bytes:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", os.fspath(project), *arguments],
            input=given.encode(),
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
            env=environment,
        )
    except ValueError:  # a null character
        raise _Failed("it cannot be a name") from None
    except FileNotFoundError:
        raise NoHistory("There is no git here. Install it, or leave '--base' out.") from None
    except subprocess.TimeoutExpired:
        raise NoHistory(f"Git took longer than {TIMEOUT} seconds.") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
        raise _Failed(printable(lines[-1].removeprefix("fatal: ")))
    return done.stdout
