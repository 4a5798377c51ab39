"""The facts about an entry that its page, the plain builders and `kb show` all display."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from schema.evidence.claims import ClaimEvidence, ClaimStatus, Evidence
from schema.markdown.inline import Inline, parse_inline
from schema.models import Entry, Settings, Status
from schema.problems import listed


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
    evidence: str
    """How the check went; before a source, the words that introduce it."""
    source: Reference | None
    program: str

    @classmethod
    def of(cls, claim: ClaimEvidence, titles: Mapping[str, Inline], settings: Settings) -> Self:
        """Return the facts about a claim; `titles` says what each source of its entry supports."""
        url = claim.source or ""
        return cls(
            parse_inline(claim.claim),
            claim.status,
            "From source: " if url else claim.describe(settings),
            Reference(url, titles.get(url, parse_inline(url))) if url else None,
            claim.check.program if claim.check else "",
        )


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry and its checks say; versions are prefixed with the product's name."""

    path: str
    status: Status
    reviewed_on: str
    """A day in ISO format."""
    applies_to: str
    """The range of versions that the record states; may be empty."""
    tested: str
    """The versions with which the checks passed; may be empty."""
    claims_status: ClaimStatus | None
    """Whether a claim failed its check, or else one passed; None if neither."""
    claims_note: str
    """How many claims failed or passed."""
    claims: tuple[ClaimFacts, ...]
    phrasings: tuple[str, ...]
    errors: tuple[str, ...]
    sources: tuple[Reference, ...]

    @classmethod
    def of(cls, path: str, entry: Entry, evidence: Evidence, settings: Settings) -> Self:
        """Collect the facts about an entry, whose file has this path."""
        titles = {source.url: parse_inline(source.supports) for source in entry.sources}
        return cls(
            path,
            entry.status,
            entry.reviewed_on.isoformat(),
            settings.release(entry.applies_to) if entry.applies_to else "",
            settings.release(listed(evidence.passed)) if evidence.passed else "",
            *_claims_note(evidence, settings),
            tuple(ClaimFacts.of(claim, titles, settings) for claim in evidence.claims),
            entry.phrasings,
            entry.errors,
            tuple(Reference(*source) for source in titles.items()),
        )


def _claims_note(evidence: Evidence, settings: Settings) -> tuple[ClaimStatus | None, str]:
    claims = evidence.claims
    failed = evidence.statuses.count(ClaimStatus.FAILED)
    if failed:
        subject = "One claim" if failed == 1 else f"{failed} claims"
        return ClaimStatus.FAILED, f"{subject} of this answer failed in a test."
    checked = [claim for claim in claims if claim.status is ClaimStatus.CHECKED]
    if checked:
        versions = {claim.newest[0] for claim in checked if claim.newest}
        release = f" with {settings.release(versions.pop())}" if len(versions) == 1 else ""
        noun = "claim" if len(claims) == 1 else "claims"
        return ClaimStatus.CHECKED, f"{len(checked)} of {len(claims)} {noun} checked{release}"
    return None, ""
