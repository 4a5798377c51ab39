"""The facts about an entry that its page, the plain builders and `kb show` all display."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from schema.evidence.claims import ClaimEvidence, ClaimStatus, Evidence
from schema.evidence.results import Outcome
from schema.markdown.inline import Inline, parse_inline
from schema.models.entry import Entry, Status
from schema.models.shared import Settings
from schema.phrases import Phrase, Words, enumerated


@dataclass(frozen=True, slots=True)
class Reference:
    """A page that supports an answer, and what it supports."""

    url: str
    title: Inline


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim with its source, or with what its check found out and the program that checks it."""

    text: Inline
    status: ClaimStatus
    evidence: Phrase
    """How the check went; before a source, the words that introduce it."""
    versions: Words
    """The versions with which the check passed, newest first, or else the evidence."""
    source: Reference | None
    check: str
    """The name of the check; empty if there is none."""
    program: str

    @classmethod
    def of(cls, claim: ClaimEvidence, titles: Mapping[str, Inline], settings: Settings) -> Self:
        """Return the facts about a claim; `titles` says what each source of its entry supports."""
        text, check = parse_inline(claim.claim), claim.check
        if url := claim.source:
            source = Reference(url, titles.get(url, parse_inline(url)))
            return cls(text, claim.status, Phrase("From source: "), "", source, "", "")
        evidence = claim.describe(settings)
        versions: Words = evidence
        if claim.status is ClaimStatus.CHECKED:
            failed = claim.versions(Outcome.FAILED, Outcome.SURVIVED)
            but = (Phrase("not {version}", version=version) for version in failed)
            versions = (*claim.versions(Outcome.PASSED)[::-1], *but)
        name, program = (check.name, check.program) if check else ("", "")
        return cls(text, claim.status, evidence, versions, None, name, program)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry and its checks say; versions are prefixed with the product's name."""

    path: str
    status: Status
    reviewed_on: str
    """A day in ISO format."""
    applies_to: Words
    """The range of versions that the record states; may be empty."""
    tested: Words
    """That all claims, or a part, passed their checks, with the versions; may be empty."""
    platforms: tuple[str, ...]
    """Where the checks passed, such as `CPU`."""
    varies: bool
    """Whether a claim does not hold with one of the tested versions."""
    claims_status: ClaimStatus | None
    """Whether a claim failed its check, or else one passed; None if neither."""
    claims_note: Words
    """How many claims failed or passed."""
    claims: tuple[ClaimFacts, ...]
    phrasings: tuple[str, ...]
    errors: tuple[str, ...]
    sources: tuple[Reference, ...]

    @classmethod
    def of(cls, path: str, entry: Entry, evidence: Evidence, settings: Settings) -> Self:
        """Collect the facts about an entry, whose file has this path."""
        titles = {source.url: parse_inline(source.supports) for source in entry.sources}
        versions = evidence.passed[::-1]
        runs = [run for claim in evidence.claims for run in claim.results.values()]
        passed = [run for run in runs if run.outcome is Outcome.PASSED]
        return cls(
            path,
            entry.status,
            entry.reviewed_on.isoformat(),
            settings.release(_range(entry.applies_to)) if entry.applies_to else "",
            _tested(evidence, enumerated(versions)) if versions else "",
            tuple(sorted({run.platform.partition(",")[0] for run in passed})),
            bool(evidence.failed),
            *_claims_note(evidence),
            tuple(ClaimFacts.of(claim, titles, settings) for claim in evidence.claims),
            entry.phrasings,
            entry.errors,
            tuple(Reference(*source) for source in titles.items()),
        )


def _range(versions: str) -> tuple[Words, ...]:
    """Return `>=2.8,<2.12` as `2.8 and later, before 2.12`."""
    return tuple(_bound(part.strip()) for part in versions.split(","))


def _bound(versions: str) -> Words:
    if versions.startswith(">="):
        return Phrase("{version} and later", version=versions[2:].lstrip())
    if versions.startswith("<="):
        return Phrase("{version} and earlier", version=versions[2:].lstrip())
    if versions.startswith("<"):
        return Phrase("before {version}", version=versions[1:].lstrip())
    return versions


def _tested(evidence: Evidence, versions: Words) -> Words:
    if all(status is ClaimStatus.CHECKED for status in evidence.statuses):
        return Phrase("Tested on {versions}", versions=versions)
    return Phrase("Partly tested on {versions}", versions=versions)


def _claims_note(evidence: Evidence) -> tuple[ClaimStatus | None, Words]:
    failed = evidence.statuses.count(ClaimStatus.FAILED)
    checked = evidence.statuses.count(ClaimStatus.CHECKED)
    if failed == 1:
        return ClaimStatus.FAILED, Phrase("One claim of this answer failed in a test.")
    if failed:
        note = Phrase("{failed} claims of this answer failed in a test.", failed=failed)
        return ClaimStatus.FAILED, note
    if checked:
        counts = {"checked": checked, "claims": len(evidence.claims)}
        return ClaimStatus.CHECKED, Phrase("Checked {checked} of {claims} claims", **counts)
    return None, ""
