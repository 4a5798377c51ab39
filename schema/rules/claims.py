"""Every claim of an entry has evidence, and the evidence belongs to the claim as it is now."""

from collections.abc import Iterator

from packaging.specifiers import SpecifierSet

from schema.codes.evidence import CHECKS, UNCLAIMED_CHECK, checked
from schema.codes.fields import DUPLICATE_ITEM, UNKNOWN_CHECK
from schema.evidence.claims import ClaimEvidence, ClaimStatus, Evidence
from schema.evidence.results import path_of
from schema.markdown.lint import contents
from schema.models.entry import Entry
from schema.problems import Code, Finding, Phrase, did_you_mean, excerpt
from schema.records import Record
from schema.rules import Policy

_CLAIM = "claims: [{claim: It adds., check: ¦it_adds}]\n"
_SOURCE = "sources: [{url: https://a.b/c, supports: All.}]\n"

STALE_CHECK = Code(
    "stale-check",
    "A claim or its check has changed since the check was last run, or the check was never run.",
    "Run `make verify ENTRY=<id>` and commit `checks/results/`. If you cannot run it, leave "
    "that to a maintainer.",
    bad=_CLAIM + CHECKS,
    good=checked(),
)
FAILED_CHECK = Code(
    "failed-check",
    "The check of a claim failed with the newest version that it was run with. Readers see this.",
    "Correct the answer, or the check if it is wrong.",
    bad=checked(_CLAIM, v2_7_0="passed", v2_10_0="failed"),
    good=checked(v2_7_0="failed", v2_10_0="passed"),
    severity="warning",
)
WRONG_RANGE = Code(
    "wrong-range",
    "`applies_to` includes a version with which a check of the entry failed.",
    "Exclude that version from `applies_to`, or fix the check.",
    bad=checked("applies_to: ¦'>=2.7'\n", v2_7_0="failed", v2_10_0="passed"),
    good=checked("applies_to: '>2.7'\n", v2_7_0="failed", v2_10_0="passed"),
)
UNLISTED_SOURCE = Code(
    "unlisted-source",
    "A claim names a source that is not in `sources`.",
    "Add the address to `sources`, with what the page shows.",
    bad=f"{_SOURCE}claims: [{{claim: It runs., source: ¦https://a.b/d}}]\n",
    good=f"{_SOURCE}claims: [{{claim: It runs., source: https://a.b/c}}]\n",
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report claims without valid evidence, and checks without a claim."""
    entry, evidence = record.model, record.evidence
    if not isinstance(entry, Entry):
        return
    if evidence.fault:
        hint = Phrase("Fix `checks/{id}.py`.", record.place.id)
        yield Finding(UNKNOWN_CHECK, ("claims",), evidence.fault, hint)
    else:
        yield from _claims(record.place.id, evidence)
    yield from _sources(entry)
    yield from _range(entry, evidence)
    # A claim that cannot be read may be the one that names the check.
    if record.states("claims"):
        for name in evidence.unclaimed:
            message = Phrase("No claim names the check '{name}'.", name)
            yield Finding(UNCLAIMED_CHECK, ("claims",), message)
        yield from _examples(entry, evidence)


def _claims(id: str, evidence: Evidence) -> Iterator[Finding]:
    names: set[str] = set()
    for index, claim in enumerate(evidence.claims):
        name = claim.check.name if claim.check is not None else ""
        if name in names:
            message = Phrase("Another claim names the check '{name}'. A check has one claim.", name)
            hint = "Write a check for each claim, or merge the two claims."
            yield Finding(DUPLICATE_ITEM, ("claims", index, "check"), message, hint)
        else:
            yield from _claim(id, index, claim)
        if name:
            names.add(name)


def _claim(id: str, index: int, claim: ClaimEvidence) -> Iterator[Finding]:
    field = ("claims", index, "check")
    if claim.fault:
        yield Finding(UNKNOWN_CHECK, field, claim.fault, claim.hint)
    elif claim.missing:
        version = claim.missing[-1]
        message = Phrase("The check has not been run since it or its claim last changed.")
        if version:
            message = Phrase(
                "The claim or its check has changed since the run with {version}.", version
            )
        command = f"make verify ENTRY={id}" + (f" VERSION={version}" if version else "")
        hint = Phrase("Run `{command}` and commit {path}.", command, path_of(id))
        yield Finding(STALE_CHECK, field, message, hint)
    elif claim.status is ClaimStatus.FAILED and claim.newest is not None:
        version, result = claim.newest
        reason = (result.reason or "").rstrip(".") or Phrase("no reason given")
        message = Phrase("The check failed with version {version}: {reason}.", version, reason)
        yield Finding(FAILED_CHECK, field, message)


def _sources(entry: Entry) -> Iterator[Finding]:
    listed = [source.url for source in entry.sources]
    for index, claim in enumerate(entry.claims):
        if claim.source is not None and claim.source not in listed:
            hint = did_you_mean(claim.source, listed)
            field = ("claims", index, "source")
            yield Finding(UNLISTED_SOURCE, field, "This URL is not in 'sources'.", hint)


def _range(entry: Entry, evidence: Evidence) -> Iterator[Finding]:
    if entry.applies_to is None:
        return
    for version in evidence.failed:
        if SpecifierSet(entry.applies_to).contains(version, prereleases=True):
            message = Phrase("This includes version {version}, with which a check failed.", version)
            yield Finding(WRONG_RANGE, ("applies_to",), message)


def _examples(entry: Entry, evidence: Evidence) -> Iterator[Finding]:
    checks = [claim.check for claim in entry.claims if claim.check is not None]
    for offset, name, _ in contents(entry.answer).examples:
        if name not in checks:
            message = Phrase("No claim of this entry names the check '{name}'.", excerpt(name))
            hint = did_you_mean(name, checks) or "Name it as the `check` of a claim."
            yield Finding(UNKNOWN_CHECK, ("answer",), message, hint, offset)
