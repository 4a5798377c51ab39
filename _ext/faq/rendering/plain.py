"""Views as docutils nodes, for the builders that do not write HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes

from faq.nodes import inline_nodes
from faq.parts import (
    BrowseView,
    Count,
    EntryFootView,
    EntryHeadView,
    FacetView,
    Link,
    ListingView,
    Row,
    TagHeadView,
    TagView,
    View,
)
from faq.reading.pages import EntryFacts
from schema.markdown.inline import plain
from schema.models import Status

Uri = Callable[[str], str]
"""Maps a document name to an address for the page that is written."""


def render(  # noqa: PLR0911  one for each kind
    view: View, uri: Uri, facts: EntryFacts | None = None
) -> list[nodes.Node]:
    """Return a view as headed lists of links."""
    match view:
        case EntryHeadView():
            return list(_entry_head(view, uri))
        case EntryFootView():
            return list(_entry_foot(view, uri, facts))
        case TagHeadView():
            return []
        case TagView():
            return list(_tag(view, uri))
        case FacetView():
            return list(_list("", (_count(count, uri) for count in view.tags)))
        case ListingView():
            shelves = (_list(shelf.heading, _rows(shelf.rows, uri)) for shelf in view.shelves)
            return [node for shelf in shelves for node in shelf]
        case BrowseView():
            return list(_browse(view, uri))


def _entry_head(view: EntryHeadView, uri: Uri) -> Iterator[nodes.Node]:
    if view.status is Status.PUBLISHED:
        return
    note = nodes.paragraph("", f"This entry is {view.status.value}. {view.reason}".rstrip())
    if view.successor:
        note += nodes.Text(" Read instead: ")
        note += _reference(view.successor, uri)
    yield nodes.note("", note)


def _entry_foot(view: EntryFootView, uri: Uri, facts: EntryFacts | None) -> Iterator[nodes.Node]:
    yield from _list("Tags", ([_reference(badge.link, uri)] for badge in view.badges))
    if facts:
        yield from _list("Also asked as", ([nodes.Text(text)] for text in facts.phrasings))
        if facts.applies_to:
            yield nodes.paragraph("", f"Applies to {facts.applies_to}")
        if facts.tested:
            yield nodes.paragraph("", f"Tested with {facts.tested}")
        yield nodes.paragraph("", f"Reviewed on {facts.reviewed_on}")
        sources = (
            [
                nodes.reference("", source.url, refuri=source.url),
                nodes.Text(": "),
                *inline_nodes(source.supports),
            ]
            for source in facts.sources
        )
        yield from _list("Sources", sources)
    yield from _list("Related questions", ([_reference(link, uri)] for link in view.related))


def _tag(view: TagView, uri: Uri) -> Iterator[nodes.Node]:
    if view.aliases:
        yield nodes.paragraph("", f"Also called: {', '.join(view.aliases)}")
    yield from _list("Questions", _rows(view.rows, uri))
    yield from _list("Often together with", (_count(count, uri) for count in view.together))


def _browse(view: BrowseView, uri: Uri) -> Iterator[nodes.Node]:
    for facet in view.facets:
        yield from _list(plain(facet.link.text), (_count(count, uri) for count in facet.tags))
    yield from _list("Questions", _rows(view.rows, uri))


def _rows(rows: Iterable[Row], uri: Uri) -> Iterator[list[nodes.Node]]:
    for row in rows:
        yield [_reference(row.link, uri), nodes.Text(": "), *inline_nodes(row.summary)]


def _count(count: Count, uri: Uri) -> list[nodes.Node]:
    return [_reference(count.link, uri), nodes.Text(f" ({count.entries})")]


def _list(heading: str, items: Iterable[list[nodes.Node]]) -> Iterator[nodes.Node]:
    entries = [nodes.list_item("", nodes.paragraph("", "", *item)) for item in items]
    if not entries:
        return
    if heading:
        yield nodes.rubric("", heading)
    yield nodes.bullet_list("", *entries)


def _reference(link: Link, uri: Uri) -> nodes.reference:
    return nodes.reference(
        "", "", *inline_nodes(link.text), refuri=uri(link.docname), internal=True
    )
