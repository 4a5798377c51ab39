"""Parts as docutils nodes, for the builders that do not write HTML."""

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes
from sphinx.locale import _

from faq.nodes import inline_nodes
from faq.parts import Count, Link, Row, View
from schema.facts import ClaimFacts, EntryFacts, Reference
from schema.markdown.inline import plain
from schema.models.entry import Status
from schema.phrases import Phrase, Words, worded

Uri = Callable[[str], str]
"""Maps a document name to an address for the page that is written."""


def render(template: str, view: View, uri: Uri, facts: EntryFacts | None) -> Iterator[nodes.Node]:
    """Yield what a template shows of a view and the facts about an entry, as lists of links."""
    match template:
        case "head.html":
            yield from _head(view, uri)
        case "entry_meta.html":
            yield from _list(_("Tags"), ([_link(badge.link, uri)] for badge in view.badges))
        case _:
            yield from _body(view, uri, facts)


def _head(view: View, uri: Uri) -> Iterator[nodes.Node]:
    if view.status is not Status.PUBLISHED:
        status = {
            Status.DRAFT: _("This is a draft."),
            Status.SUPERSEDED: _("This answer has been replaced."),
            Status.WITHDRAWN: _("This answer has been withdrawn."),
        }[view.status]
        note = nodes.paragraph("", f"{status} {view.reason}".rstrip())
        if view.successor:
            note += [nodes.Text(" " + _("Read instead: ")), _link(view.successor, uri)]
        yield nodes.note("", note)


def _body(view: View, uri: Uri, facts: EntryFacts | None) -> Iterator[nodes.Node]:
    if view.aliases:
        yield _text(Phrase("Also called: {names}", names=view.aliases))
    if facts:
        if facts.applies_to:
            yield _text(Phrase("Applies to {versions}", versions=facts.applies_to))
        if facts.tested:
            tested = {"tested": facts.tested, "platforms": facts.platforms}
            yield _text(Phrase("{tested} ({platforms})", **tested))
        yield _text(Phrase("Reviewed on {day}", day=facts.reviewed_on))
        yield from _list(_("How we checked this"), map(_claim, facts.claims))
        yield from _list(_("Sources"), (_source(source) for source in facts.sources))
    yield from _list(_("Related questions"), ([_link(link, uri)] for link in view.related))
    yield from _list("", (_count(count, uri) for count in view.tags))
    for facet in view.facets:
        yield from _list(plain(facet.link.text), (_count(count, uri) for count in facet.tags))
    for shelf in view.shelves:
        yield from _list(shelf.heading, (_row(row, uri) for row in shelf.rows))
    yield from _list(_("Questions"), (_row(row, uri) for row in view.rows))
    yield from _list(_("Narrow down"), (_count(count, uri) for count in view.together))


def _text(words: Words) -> nodes.paragraph:
    return nodes.paragraph("", worded(words, _))


def _list(heading: str, items: Iterable[list[nodes.Node]]) -> Iterator[nodes.Node]:
    rows = [nodes.list_item("", nodes.paragraph("", "", *item)) for item in items]
    if rows and heading:
        yield nodes.rubric("", heading)
    if rows:
        yield nodes.bullet_list("", *rows)


def _source(source: Reference) -> list[nodes.Node]:
    link = nodes.reference("", source.url, refuri=source.url)
    return [link, nodes.Text(": "), *inline_nodes(source.title)]


def _claim(claim: ClaimFacts) -> list[nodes.Node]:
    evidence = [*inline_nodes(claim.text), nodes.Text(f" {worded(claim.evidence, _)}")]
    return evidence + (_source(claim.source) if claim.source else [])


def _link(link: Link, uri: Uri) -> nodes.reference:
    text = inline_nodes(link.text)
    return nodes.reference("", "", *text, refuri=uri(link.docname), internal=True)


def _row(row: Row, uri: Uri) -> list[nodes.Node]:
    return [_link(row.link, uri), nodes.Text(": "), *inline_nodes(row.summary)]


def _count(count: Count, uri: Uri) -> list[nodes.Node]:
    return [_link(count.link, uri), nodes.Text(f" ({count.entries})")]
