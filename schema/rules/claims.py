"""Every claim of an entry is proven, and its proof is that of the claim as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.specifiers import SpecifierSet

from schema.evidence.proof import FACET, Evidence, Proof, Standing, checked_with
from schema.evidence.results import PATH
from schema.markdown.lint import find_examples
from schema.models import Entry
from schema.policy import Policy
from schema.problems import Finding, did_you_mean, excerpt
from schema.records import Record


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report claims without a proof that holds, checks without a claim, and tags set by hand."""
    entry, evidence = record.model, record.evidence
    if not isinstance(entry, Entry):
        return
    for index in range(len(entry.tags.get(FACET, ()))):
        message = f"Tags of the facet '{FACET}' follow from the claims of an entry."
        hint = f"Remove it. Claims are checked with 'make verify ENTRY={record.place.id}'."
        yield Finding("derived-tag", ("tags", FACET, index), message, hint)
    if evidence.fault:
        yield Finding("unknown-check", ("claims",), evidence.fault, "Mend the file of checks.")
    else:
        yield from _claims(record.place.id, evidence)
    yield from _sources(entry)
    # A claim that cannot be read may be the one that names it.
    for name in evidence.unclaimed if record.whole else ():
        message = f"No claim names the check '{name}'."
        hint = "Add the claim that it proves, or delete the check."
        yield Finding("unclaimed-check", ("claims",), message, hint)
    yield from _range(entry, evidence)
    if record.whole:
        yield from _examples(entry, evidence)


def _claims(id: str, evidence: Evidence) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, proof in enumerate(evidence.proofs):
        name = proof.check.name if proof.check is not None else ""
        if name in seen:
            message = f"Another claim names the check '{name}', whose results vouch for one claim."
            hint = "Write a check for each claim, or make one claim of both."
            yield Finding("duplicate-item", ("claims", index, "check"), message, hint)
        else:
            yield from _of_claim(id, index, proof)
        seen |= {name} - {""}


def _of_claim(id: str, index: int, proof: Proof) -> Iterator[Finding]:
    field = ("claims", index, "check")
    command = f"make verify ENTRY={id}"
    if proof.fault:
        yield Finding("unknown-check", field, proof.fault, proof.hint)
    elif proof.missing:
        version = proof.missing[-1]
        told = f" with MindSpore {version}" if version else ""
        message = f"The check has not been run{told} since it or its claim was written like this."
        command += f" MINDSPORE={version}" if version else ""
        yield Finding("stale-check", field, message, f"Run '{command}' and commit {PATH}.")
    elif proof.standing is Standing.FAILED and proof.newest is not None:
        version, result = proof.newest
        message = f"The check failed with MindSpore {version}: {result.reason or 'no reason'}"
        hint = "Correct the answer, or the check if it is wrong."
        yield Finding("failed-check", field, message.rstrip(".") + ".", hint)


def _sources(entry: Entry) -> Iterator[Finding]:
    listed = [source.url for source in entry.sources]
    for index, claim in enumerate(entry.claims):
        if claim.source is not None and claim.source not in listed:
            message = "This is none of the sources of the entry."
            hint = did_you_mean(claim.source, listed) or "Add it to 'sources', with what it shows."
            yield Finding("unlisted-source", ("claims", index, "source"), message, hint)


def _range(entry: Entry, evidence: Evidence) -> Iterator[Finding]:
    if entry.applies_to is None:
        return
    _, failed = checked_with(evidence.proofs)
    for version in failed:
        if SpecifierSet(entry.applies_to).contains(version, prereleases=True):
            message = f"This includes MindSpore {version}, with which a check of a claim failed."
            yield Finding("wrong-range", ("applies_to",), message, "Leave that version out.")


def _examples(entry: Entry, evidence: Evidence) -> Iterator[Finding]:
    known = [claim.check for claim in entry.claims if claim.check is not None]
    for line, column, name in find_examples(entry.answer):
        if name not in known:
            message = f"No claim of this entry names the check '{excerpt(name)}'."
            hint = did_you_mean(name, known) or "Name one as 'check' of a claim under 'claims'."
            yield Finding("unknown-check", ("answer",), message, hint, (line, column))
