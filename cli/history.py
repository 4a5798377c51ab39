"""Compare records with what Git knows of them."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import cast

from cli.command import Misuse
from schema.catalogue import Catalogue
from schema.codes import history as codes
from schema.evidence.claims import EvidenceReader
from schema.knowledge_base import judge_file, judge_text
from schema.models.entry import Entry, Status
from schema.problems import Finding, Phrase, Problem, excerpt
from schema.records import ROOT, Place, Record
from schema.rules.reviews import TOLERANCE
from schema.tokens import tokenise
from schema.types import ID_PATTERN

TIMEOUT = 60
"""Time limit of a Git command, in seconds."""

MAX_COMMITS = 200
"""Newest commits of a file in which an earlier text is looked for."""


def compare(
    project: Path, base: str, catalogue: Catalogue, today: date | None = None
) -> tuple[Problem, ...]:
    """Return the problems of changes since a revision.

    The comparison starts at the merge base of the revision and HEAD, so that later commits of
    other people don't count. Raise Misuse if there is no merge base.
    """
    name = excerpt(base)
    message = "There is no revision '{name}' in this clone. Fetch it, or name another one."
    revision = ("rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    commit = _git(project, Phrase(message, name), *revision).decode().strip()
    message = "'{name}' and HEAD have no common commit. If the clone is shallow, deepen it."
    start = _git(project, Phrase(message, name), "merge-base", commit, "HEAD").decode().strip()
    problems: list[Problem] = []
    evidence = EvidenceReader(project)
    for place, old_text in _changes(project, start):
        before, _ = judge_text(place, old_text, evidence, None)
        if before is None or not isinstance(before.model, Entry):
            continue
        new = place
        if not os.path.lexists(project / place.path):
            problems += _vanished(place, before.model, catalogue)
            new = Place.entry(catalogue.renamed.get(place.id, place.id))
        after, _ = judge_file(new, evidence, None)
        if after is not None:
            findings = _changed(before, after, today or date.today(), catalogue)
            problems += map(after.source.locate, findings)
    return tuple(sorted(problems))


def _vanished(place: Place, before: Entry, catalogue: Catalogue) -> Iterator[Problem]:
    for id in (place.id, *before.former_ids):
        if id in catalogue.renamed or id in catalogue.entries:
            continue
        message = Phrase("The entry '{id}' was removed, and no entry lists it in 'former_ids'.", id)
        hint = Phrase(
            "If it has a new name, add `former_ids: [{id}]` there. Otherwise restore it "
            "with `status: withdrawn` and the reason.",
            id,
        )
        yield codes.VANISHED_ENTRY.problem(place.path, message, hint)


def _changed(old: Record, new: Record, today: date, catalogue: Catalogue) -> Iterator[Finding]:
    before, after = cast("Entry", old.model), cast("Entry", new.model)
    for id in before.former_ids:
        if not (id in after.former_ids or id in catalogue.renamed or id in catalogue.entries):
            message = Phrase("The former id '{id}' was removed: its old address is broken now.", id)
            yield Finding(codes.VANISHED_ENTRY, ("former_ids",), message, "Restore it.")
    answered = [field for field in ("answer", "summary") if _differs(old, new, field)]
    reviewed = after.reviewed_on > before.reviewed_on or after.reviewed_on >= today - TOLERANCE
    if answered and not reviewed and new.states("reviewed_on"):
        day = f"{after.reviewed_on}"
        message = Phrase("The answer has changed since its review on {day}.", day)
        hint = Phrase("Check it against its sources, then write `reviewed_on: {day}`.", f"{today}")
        yield Finding(codes.UNREVIEWED_CHANGE, ("reviewed_on",), message, hint)
    if before.status is not Status.PUBLISHED or not old.states("status"):
        return
    if after.status is not Status.PUBLISHED and new.states("status"):
        message = Phrase("This entry was published; now it is {status}.", after.status.value)
        yield Finding(codes.UNPUBLISHED_ENTRY, ("status",), message)
    if not answered and _differs(old, new, "question"):
        text = excerpt(before.question)
        message = Phrase("The question was '{text}'; the answer has not changed.", text)
        yield Finding(codes.CHANGED_QUESTION, ("question",), message)


def _differs(old: Record, record: Record, field: str) -> bool:
    """Return whether a field differs; False if one of the records has no valid value."""
    before, after = str(getattr(old.model, field)), str(getattr(record.model, field))
    if not (old.states(field) and record.states(field)):
        return False
    return tokenise(before) != tokenise(after) if field == "question" else before != after


def _changes(project: Path, commit: str) -> Iterator[tuple[Place, str]]:
    """Yield the place of each entry changed or deleted since a commit, and its text then."""
    failure = Phrase("The changes since the revision cannot be read.")
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative")
    folder = f"{ROOT}/entries"
    diff = _git(project, failure, "diff", *options, "--diff-filter=DMT", commit, "--", folder)
    known = filter(None, map(Place.of_path, os.fsdecode(diff).split("\0")))
    places = [place for place in known if re.search(ID_PATTERN, place.id)]  # others had no page
    names = [f"{commit}:./{place.path}" for place in places]
    for place, text in zip(places, _texts(project, failure, names), strict=True):
        if text is None:
            raise Misuse("The clone lacks texts of the revision. Fetch its whole history.")
        yield place, text


def earlier_texts(project: Path, path: str) -> Iterator[str]:
    """Yield the committed texts of a file, newest first; none where Git doesn't know it."""
    log = ("log", f"--max-count={MAX_COMMITS}", "--format=%H", "--", path)
    try:
        commits = _git(project, "", *log).decode().split()
        texts = tuple(_texts(project, "", [f"{commit}:./{path}" for commit in commits]))
    except Misuse:
        return
    yield from (text for text in texts if text is not None)


def _texts(project: Path, failure: str, names: Sequence[str]) -> Iterator[str | None]:
    """Yield the text of each Git object, or None if the clone lacks it."""
    # One process returns all texts: a change can touch thousands of entries.
    given = "".join(f"{name}\n" for name in names)
    content = BytesIO(_git(project, failure, "cat-file", "--batch", given=given))
    for _ in names:
        _, kind, *size = content.readline().split()
        if kind == b"missing":
            yield None
        else:
            yield content.read(int(size[0])).decode(errors="replace")
            content.readline()


def _git(project: Path, failure: str, *arguments: str, given: str = "") -> bytes:
    """Return the output of a Git command. Raise Misuse, with a message, if it fails."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        process = subprocess.run(
            ["git", "-C", os.fspath(project), *arguments],
            input=given.encode(),
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
            env=environment,
        )
    except ValueError:  # a null character
        raise Misuse(failure) from None
    except FileNotFoundError:
        raise Misuse("Git is not installed. Install it, or leave out '--base'.") from None
    except subprocess.TimeoutExpired:
        raise Misuse("Git took longer than {count} seconds.", TIMEOUT) from None
    if process.returncode:
        reason = process.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise Misuse("{failure} Git says: {reason}", failure, reason.removeprefix("fatal: "))
    return process.stdout
