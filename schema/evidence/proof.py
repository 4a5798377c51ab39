"""What the claims of an entry rest on, and how far that is known to hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from packaging.version import Version

from schema.evidence.checks import Check
from schema.evidence.results import Ledger, Outcome, Result, Results
from schema.models import Entry, Settings
from schema.problems import Suggestions


class Standing(StrEnum):
    """How a claim stands."""

    CHECKED = "checked"
    FAILED = "failed"
    NOT_RUNNABLE = "not-runnable"
    UNCHECKED = "unchecked"
    """Its check was never run, or claim or check have changed since."""
    SOURCED = "sourced"


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim with what it rests on: a source, or a check and its results."""

    claim: str
    source: str | None = None
    check: Check | None = None
    fault: str = ""
    """Why there is no check although the claim names one."""
    hint: str = ""
    results: Results | None = None
    """Of the check as it is now, the oldest version first."""
    outdated: bool = False
    """Whether there are results of the check as it was."""
    missing: tuple[str, ...] = ()
    """Versions with which it was run before it changed; an empty one if it was never run."""

    @property
    def newest(self) -> tuple[str, Result] | None:
        """The newest version with a result, and that result."""
        versions = tuple(self.results or ())
        return (versions[-1], self.results[versions[-1]]) if self.results else None

    @property
    def standing(self) -> Standing:
        """How the claim stands with the newest version."""
        if self.source is not None:
            return Standing.SOURCED
        if self.newest is None:
            return Standing.UNCHECKED
        match self.newest[1].outcome:
            case Outcome.PASSED:
                return Standing.CHECKED
            case Outcome.NOT_RUNNABLE:
                return Standing.NOT_RUNNABLE
            case Outcome.FAILED | Outcome.SURVIVED:
                return Standing.FAILED

    def verdict(self, settings: Settings) -> str:
        """How the claim stands, in words for readers."""
        if self.newest is None:
            return "Not checked since it was changed" if self.outdated else "Not checked yet"
        version, result = self.newest
        with_ = f"with {settings.release(version)} on {result.platform.partition(',')[0]}"
        reason = f": {result.reason}" if result.reason else ""
        match result.outcome:
            case Outcome.PASSED:
                others = self.versions(Outcome.PASSED)[:-1]
                also = f", and with {_listed(others)}" if others else ""
                failed = self.versions(Outcome.FAILED, Outcome.SURVIVED)
                but = f". It does not hold with {_listed(failed)}" if failed else ""
                return f"Checked {with_}, {result.date}{also}{but}"
            case Outcome.NOT_RUNNABLE:
                others = self.versions(Outcome.PASSED)
                yet = f". It holds with {_listed(others)}" if others else ""
                return f"Not run {with_}{reason}{yet}"
            case Outcome.FAILED | Outcome.SURVIVED:
                since = "since" if self.versions(Outcome.PASSED) else "with"
                return f"Failed {since} {settings.release(version)}, {result.date}{reason}"

    def versions(self, *outcomes: Outcome) -> tuple[str, ...]:
        """Return the versions whose results are among these, the oldest first."""
        return tuple(v for v, result in (self.results or {}).items() if result.outcome in outcomes)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the claims of one entry."""

    proofs: tuple[Proof, ...] = ()
    unclaimed: tuple[str, ...] = ()
    """Checks in its file that none of its claims names."""
    fault: str = ""
    """Why its file of checks, which is there, cannot be used."""

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How each claim stands."""
        return tuple(proof.standing for proof in self.proofs)

    @property
    def examples(self) -> Mapping[str, str]:
        """The example of each check that a claim names, by the name of the check."""
        checks = (proof.check for proof in self.proofs)
        return {check.name: check.example for check in checks if check is not None}


NO_EVIDENCE = Evidence()
"""That of an entry without claims or checks."""


def prove(
    id: str, entry: Entry, checks: Mapping[str, Check], fault: str, ledger: Ledger
) -> tuple[Proof, ...]:
    """Return a proof for each claim of an entry, in their order.

    `checks` are those of its file; `fault` says why there are none, where that is a mistake.
    """
    proofs = []
    suggestions = Suggestions(checks)
    for claim in entry.claims:
        check = checks.get(claim.check or "")
        if claim.check is None:
            proofs.append(Proof(claim.claim, source=claim.source))
        elif check is None:
            told = fault or f"There is no check '{claim.check}'."
            hint = suggestions.hint(claim.check) or "Write it, or name a source instead."
            proofs.append(Proof(claim.claim, fault=told, hint=hint))
        else:
            digest = check.digest(claim.claim)
            found = ledger.of(id, check.name)
            current = {v: result for v, result in found.items() if result.digest == digest}
            stale = tuple(version for version in found if version not in current)
            missing = stale if found else ("",)
            outdated = len(current) < len(found)
            proof = Proof(claim.claim, None, check, "", "", current, outdated, missing)
            proofs.append(proof)
    return tuple(proofs)


def checked_with(proofs: Sequence[Proof]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the versions that all checks of an entry passed, and those with which one failed.

    A check that cannot be run on a machine speaks neither for nor against a version.
    """
    failed = {v for p in proofs for v in p.versions(Outcome.FAILED, Outcome.SURVIVED)}
    passed = [p.versions(Outcome.PASSED) for p in proofs if p.versions(Outcome.PASSED)]
    all_versions = {version: None for versions in passed for version in versions}
    held = (version for version in all_versions if version not in failed)
    return _ordered(held), _ordered(failed)


def derived_range(proofs: Sequence[Proof]) -> str:
    """Return the range of versions for which the checks speak, empty if they do not.

    It begins with the oldest version from which on all checks passed, and is open above, as an
    author would write it. Without a run of a second version it says nothing.
    """
    passed, failed = checked_with(proofs)
    ordered = _ordered((*passed, *failed))
    if len(ordered) < 2 or ordered[-1] in failed:
        return ""
    start = ordered[-1]
    for version in reversed(ordered):
        if version in failed:
            break
        start = version
    return f">={start}"


def range_note(proofs: Sequence[Proof]) -> str:
    """Return how a derived range is meant, in words for readers."""
    _, failed = checked_with(proofs)
    partly = f" in full, and in part to {_listed(failed)}," if failed else ""
    return f"{partly} by the checks of its claims".strip()


def _listed(versions: Sequence[str]) -> str:
    *others, last = versions
    return f"{', '.join(others)} and {last}" if others else last


def _ordered(versions: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(versions, key=Version))
