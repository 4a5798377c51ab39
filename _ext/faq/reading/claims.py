"""What an answer states, as nodes: each claim with its proof, and the program that checks it."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from faq.nodes import inline_nodes, markup
from schema.evidence.checks import Check
from schema.evidence.proof import Evidence, Proof, Standing
from schema.markdown.inline import parse_inline
from schema.models import Entry, Settings

ANCHOR = "faq-claims"
"""The id of the list of claims on the page of an entry."""

_OPEN = '<details class="faq-program"><summary>The program that checks it</summary>\n'
_CLOSE = "</details>\n"


def summed_up(evidence: Evidence, settings: Settings) -> Iterator[nodes.Node]:
    """Yield a line that says how many claims were checked, if any was checked or failed."""
    failed = [proof for proof in evidence.proofs if proof.standing is Standing.FAILED]
    checked = [proof for proof in evidence.proofs if proof.standing is Standing.CHECKED]
    if failed:
        what = "One claim" if len(failed) == 1 else f"{len(failed)} claims"
        yield _line(Standing.FAILED, f"{what} of this answer failed in a test.")
    elif checked:
        versions = {proof.newest[0] for proof in checked if proof.newest}
        with_ = f" with {settings.release(versions.pop())}" if len(versions) == 1 else ""
        total = len(evidence.proofs)
        claims = "claim" if total == 1 else "claims"
        yield _line(Standing.CHECKED, f"{len(checked)} of {total} {claims} checked{with_}")


def claims(evidence: Evidence, entry: Entry, settings: Settings) -> Iterator[nodes.Node]:
    """Yield the list of claims with its heading, if there are any."""
    if not evidence.proofs:
        return
    shows = {source.url: source.supports for source in entry.sources}
    block = nodes.container(classes=["faq-claims"], ids=[ANCHOR])
    block += nodes.rubric("", "How this answer is proven", **{"heading-level": 2})
    if any(proof.check for proof in evidence.proofs):
        told = "Each program runs as it stands, and fails where its claim does not hold."
        block += nodes.paragraph("", told)
    rows = nodes.bullet_list(classes=["faq-proofs"])
    rows.extend(_claim(proof, shows, settings) for proof in evidence.proofs)
    block += rows
    yield block


def _claim(proof: Proof, shows: dict[str, str], settings: Settings) -> nodes.list_item:
    item = nodes.list_item("", classes=["faq-proof", f"faq-{proof.standing.value}"])
    item += nodes.paragraph("", "", *inline_nodes(parse_inline(proof.claim)))
    verdict = nodes.paragraph("", classes=["faq-verdict"])
    if proof.source is not None:
        title = inline_nodes(parse_inline(shows.get(proof.source, proof.source)))
        verdict += nodes.Text("From source: ")
        verdict += nodes.reference("", "", *title, refuri=proof.source, internal=False)
    else:
        verdict += nodes.Text(proof.verdict(settings))
    item += verdict
    if proof.check is not None:
        item.extend(_program(proof.check))
    return item


def _program(check: Check) -> Iterator[nodes.Node]:
    yield markup("", html=_OPEN)
    yield nodes.literal_block(check.program, check.program, language="python")
    yield markup("", html=_CLOSE)


def _line(standing: Standing, text: str) -> nodes.paragraph:
    link = nodes.reference("", text, refid=ANCHOR, internal=True)
    return nodes.paragraph("", "", link, classes=["faq-proven", f"faq-{standing.value}"])
