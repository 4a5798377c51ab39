"""The evidence for the claims of an entry: sources, or checks and their results."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from packaging.version import Version

from schema.codes.evidence import BAD_RESULTS, UNCLAIMED_CHECK
from schema.evidence import results as results_files
from schema.evidence.checks import FOLDER, BadChecks, Check, parse_checks, path_of
from schema.evidence.results import BadResults, Outcome, Result, Results, parse_results
from schema.files import read_text
from schema.models.entry import Claim, Entry
from schema.models.shared import Settings
from schema.phrases import Phrase, Words, clause
from schema.problems import Problem, did_you_mean, excerpt, printable
from schema.source import HIDDEN, code_point


class ClaimStatus(StrEnum):
    """What the evidence for a claim shows."""

    CHECKED = "checked"
    FAILED = "failed"
    NOT_RUNNABLE = "not-runnable"
    UNCHECKED = "unchecked"
    """Its check was never run, or the claim or the check has changed since."""
    SOURCED = "sourced"


class Example(NamedTuple):
    """The code of a check that an answer shows, and what it prints."""

    code: str
    output: str = ""


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """A claim with its source, or with its check and the results of that."""

    claim: str
    source: str | None = None
    check: Check | None = None
    fault: str = ""
    """Why there is no check although the claim names one."""
    hint: str = ""
    results: Mapping[str, Result] = field(default_factory=dict)
    """Results of the present check by version, oldest version first."""
    missing: tuple[str, ...] = ()
    """Versions that the check passed or failed before it changed; `("",)` if it was never run."""

    @property
    def newest(self) -> tuple[str, Result] | None:
        """The newest version with a result, and that result."""
        return tuple(self.results.items())[-1] if self.results else None

    @property
    def status(self) -> ClaimStatus:
        """What the result of the newest version shows."""
        if self.source is not None:
            return ClaimStatus.SOURCED
        if self.newest is None:
            return ClaimStatus.UNCHECKED
        match self.newest[1].outcome:
            case Outcome.PASSED:
                return ClaimStatus.CHECKED
            case Outcome.NOT_RUNNABLE:
                return ClaimStatus.NOT_RUNNABLE
            case Outcome.FAILED | Outcome.SURVIVED:
                return ClaimStatus.FAILED

    @property
    def output(self) -> str:
        """What the example of the check prints with the newest version that passed."""
        outputs = [result.output for result in self.results.values() if result.output]
        return outputs[-1] if outputs else ""

    def describe(self, settings: Settings) -> Phrase:
        """Return the status of a claim with a check as a sentence for readers."""
        if self.newest is None:
            new = Phrase("Not checked yet")
            return Phrase("Not checked since it was changed") if any(self.missing) else new
        version, result = self.newest
        passed = self.versions(Outcome.PASSED)
        failed = self.versions(Outcome.FAILED, Outcome.SURVIVED)
        values: dict[str, Words] = {
            "release": settings.release(version),
            "platform": result.platform.partition(",")[0],
            "day": result.date.isoformat(),
            "reason": Phrase(": {reason}", reason=result.reason) if result.reason else "",
            "also": clause(", and with {versions}", passed[:-1]),
            "but": clause(". It does not hold with {versions}", failed),
            "elsewhere": clause(". It holds with {versions}", passed),
        }
        match result.outcome:
            case Outcome.PASSED:
                return Phrase("Checked with {release} on {platform}, {day}{also}{but}", **values)
            case Outcome.NOT_RUNNABLE:
                return Phrase("Not run with {release} on {platform}{reason}{elsewhere}", **values)
            case Outcome.FAILED | Outcome.SURVIVED if passed:
                return Phrase("Failed since {release}, {day}{reason}", **values)
            case Outcome.FAILED | Outcome.SURVIVED:
                return Phrase("Failed with {release}, {day}{reason}", **values)

    def versions(self, *outcomes: Outcome) -> tuple[str, ...]:
        """Return the versions whose results are among these outcomes, oldest first."""
        return tuple(v for v, result in self.results.items() if result.outcome in outcomes)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for all claims of one entry."""

    claims: tuple[ClaimEvidence, ...] = ()
    unclaimed: tuple[str, ...] = ()
    """Checks in the entry's file that none of its claims names."""
    fault: str = ""
    """Why the entry's file of checks cannot be used."""

    @property
    def statuses(self) -> tuple[ClaimStatus, ...]:
        """The status of each claim."""
        return tuple(claim.status for claim in self.claims)

    @property
    def examples(self) -> Mapping[str, Example]:
        """The example of each check that a claim names, by check name."""
        return {
            claim.check.name: Example(claim.check.example, claim.output)
            for claim in self.claims
            if claim.check is not None
        }

    @property
    def failed(self) -> tuple[str, ...]:
        """The versions with which a check failed, oldest first."""
        return self._versions(Outcome.FAILED, Outcome.SURVIVED)

    @property
    def passed(self) -> tuple[str, ...]:
        """The versions with which checks passed and none failed, oldest first."""
        return tuple(v for v in self._versions(Outcome.PASSED) if v not in self.failed)

    def _versions(self, *outcomes: Outcome) -> tuple[str, ...]:
        versions = {v for claim in self.claims for v in claim.versions(*outcomes)}
        return tuple(sorted(versions, key=Version))


class EvidenceReader:
    """Reads the evidence for the claims of a project's entries; each results file only once."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._results = cache(self._read_results)

    def read(self, id: str, entry: Entry) -> Evidence:
        """Return the evidence for the claims of an entry."""
        if not entry.claims and id not in self._files:
            return Evidence()
        checks, fault = self._checks(id)
        claims = tuple(self._claim(id, claim, checks, fault) for claim in entry.claims)
        named = {claim.check for claim in entry.claims}
        unclaimed = tuple(name for name in checks if name not in named)
        return Evidence(claims, unclaimed, fault if id in self._files else "")

    def digest(self, id: str) -> str:
        """Return what changes whenever the evidence of an unchanged entry may have changed."""
        if id not in self._files:
            return ""
        known = (self._text(id), self.results(id))
        return blake2b(repr(known).encode(), digest_size=8).hexdigest()

    def results(self, id: str) -> Results:
        """Return the results of an entry's checks, or none if their file cannot be read."""
        return self._results(id)[0]

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of all results files."""
        for id in sorted(self._results_files):
            yield from self._results(id)[1]

    def stray(self, ids: Collection[str]) -> Iterator[Problem]:
        """Yield a problem for each file of checks or of results that belongs to no such entry."""
        for id in sorted(self._files - set(ids)):
            message = Phrase("There is no entry '{id}' for these checks.", excerpt(id))
            hint = Phrase("Rename the file to the id of an entry, or delete it.")
            yield UNCLAIMED_CHECK.problem(printable(path_of(id)), message, hint)
        for id in sorted(self._results_files - self._files):
            path = printable(results_files.path_of(id))
            message = Phrase("There are no checks of '{id}' for these results.", excerpt(id))
            yield UNCLAIMED_CHECK.problem(path, message, "Delete the file.")

    def _claim(
        self, id: str, claim: Claim, checks: Mapping[str, Check], fault: str
    ) -> ClaimEvidence:
        if claim.check is None:
            return ClaimEvidence(claim.claim, source=claim.source)
        check = checks.get(claim.check)
        if check is None:
            fault = fault or Phrase("There is no check '{name}'.", claim.check)
            hint = did_you_mean(claim.check, checks) or "Write it, or name a source instead."
            return ClaimEvidence(claim.claim, fault=fault, hint=hint)
        digest = check.digest(claim.claim)
        results, problems = self._results(id)
        known = results.of(check.name)
        current = {version: result for version, result in known.items() if result.digest == digest}
        missing = tuple(version for version in known if version not in current) if known else ("",)
        if problems:  # nobody needs to run checks because their results are unreadable
            missing = ()
        return ClaimEvidence(claim.claim, check=check, results=current, missing=missing)

    @cached_property
    def _files(self) -> frozenset[str]:
        """The ids with a file of checks."""
        return _ids(self.project / FOLDER, ".py")

    @cached_property
    def _results_files(self) -> frozenset[str]:
        """The ids with a file of results."""
        return _ids(self.project / results_files.FOLDER, ".json")

    def _read_results(self, id: str) -> tuple[Results, tuple[Problem, ...]]:
        if id not in self._results_files:
            return Results(), ()
        shown = printable(results_files.path_of(id))
        text, problems = read_text(self.project / results_files.path_of(id), shown)
        if text is None:
            return Results(), problems
        try:
            return parse_results(text), ()
        except BadResults as error:
            message = Phrase("The results cannot be read: {reason}.", str(error))
            return Results(), (BAD_RESULTS.problem(shown, message),)

    def _checks(self, id: str) -> tuple[Mapping[str, Check], str]:
        """Return the checks in a file, or none and the reason."""
        text, problems = self._text(id)
        if text is None:
            missing = Phrase("There is no {path}.", path_of(id))
            return {}, problems[0].message if problems else missing
        try:
            if hidden := HIDDEN.search(text):
                line = text.count("\n", 0, hidden.start()) + 1
                raise BadChecks(line, "Invisible character: {char}.", code_point(hidden[0]))
            return parse_checks(text), ""
        except BadChecks as error:
            message = "The checks cannot be read: {path}, line {line}: {reason}"
            return {}, Phrase(message, path_of(id), str(error.line), error.message)

    def _text(self, id: str) -> tuple[str | None, tuple[Problem, ...]]:
        if id not in self._files:
            return None, ()
        return read_text(self.project / path_of(id), path_of(id))


def _ids(folder: Path, extension: str) -> frozenset[str]:
    """Return the names of the files in a folder with an extension; `_` begins a private one."""
    try:
        paths = tuple(folder.iterdir())
    except OSError:
        return frozenset()
    return frozenset(p.stem for p in paths if p.suffix == extension and p.name[0] != "_")
