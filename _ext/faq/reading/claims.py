"""What an answer states, as nodes: each claim with its evidence, and the program that checks it."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from faq.nodes import inline_nodes, markup
from schema.evidence.checks import Check
from schema.evidence.claims import ClaimEvidence, ClaimStatus, Evidence
from schema.markdown.inline import parse_inline
from schema.models import Entry, Settings

ANCHOR = "faq-claims"
"""The id of the list of claims on the page of an entry."""

_OPEN = '<details class="faq-program"><summary>The program that checks it</summary>\n'
_CLOSE = "</details>\n"


def summed_up(evidence: Evidence, settings: Settings) -> Iterator[nodes.Node]:
    """Yield a line that says how many claims were checked, if any was checked or failed."""
    failed = [claim for claim in evidence.claims if claim.status is ClaimStatus.FAILED]
    checked = [claim for claim in evidence.claims if claim.status is ClaimStatus.CHECKED]
    if failed:
        what = "One claim" if len(failed) == 1 else f"{len(failed)} claims"
        yield _line(ClaimStatus.FAILED, f"{what} of this answer failed in a test.")
    elif checked:
        versions = {claim.newest[0] for claim in checked if claim.newest}
        with_ = f" with {settings.release(versions.pop())}" if len(versions) == 1 else ""
        total = len(evidence.claims)
        claims = "claim" if total == 1 else "claims"
        yield _line(ClaimStatus.CHECKED, f"{len(checked)} of {total} {claims} checked{with_}")


def claims(evidence: Evidence, entry: Entry, settings: Settings) -> Iterator[nodes.Node]:
    """Yield the list of claims with its heading, if there are any."""
    if not evidence.claims:
        return
    shows = {source.url: source.supports for source in entry.sources}
    block = nodes.container(classes=["faq-claims"], ids=[ANCHOR])
    block += nodes.rubric("", "How we checked this", **{"heading-level": 2})
    if any(claim.check for claim in evidence.claims):
        text = "We ran every program below; each one fails if its statement is wrong."
        block += nodes.paragraph("", text)
    rows = nodes.bullet_list(classes=["faq-claim-list"])
    rows.extend(_claim(claim, shows, settings) for claim in evidence.claims)
    block += rows
    yield block


def _claim(claim: ClaimEvidence, shows: dict[str, str], settings: Settings) -> nodes.list_item:
    item = nodes.list_item("", classes=["faq-claim", f"faq-{claim.status.value}"])
    item += nodes.paragraph("", "", *inline_nodes(parse_inline(claim.claim)))
    line = nodes.paragraph("", classes=["faq-evidence"])
    if claim.source is not None:
        title = inline_nodes(parse_inline(shows.get(claim.source, claim.source)))
        line += nodes.Text("From source: ")
        line += nodes.reference("", "", *title, refuri=claim.source, internal=False)
    else:
        line += nodes.Text(claim.describe(settings))
    item += line
    if claim.check is not None:
        item.extend(_program(claim.check))
    return item


def _program(check: Check) -> Iterator[nodes.Node]:
    yield markup("", html=_OPEN)
    yield nodes.literal_block(check.program, check.program, language="python")
    yield markup("", html=_CLOSE)


def _line(status: ClaimStatus, text: str) -> nodes.paragraph:
    link = nodes.reference("", text, refid=ANCHOR, internal=True)
    return nodes.paragraph("", "", link, classes=["faq-claims-summary", f"faq-{status.value}"])
