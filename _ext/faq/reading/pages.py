"""The document of one record: title and text as nodes, the rest as placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes

from faq.nodes import inline_nodes, placeholder
from faq.parts import EntryFoot, EntryHead, FacetBody, Part, TagBody, TagHead
from faq.reading.claims import claims, summed_up
from schema.cards import TagKey
from schema.evidence.claims import Evidence, listed
from schema.markdown.inline import Inline, parse_inline, plain
from schema.models import Entry, Facet, Settings, Status, Tag
from schema.records import Record


@dataclass(frozen=True, slots=True)
class Reference:
    """A page that an answer rests on."""

    url: str
    supports: Inline


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What only the page of an entry shows, and only its own record knows."""

    path: str
    phrasings: tuple[str, ...]
    applies_to: str
    tested: str
    """The versions with which the checks passed."""
    reviewed_on: str
    sources: tuple[Reference, ...]

    @classmethod
    def of(cls, path: str, entry: Entry, evidence: Evidence, settings: Settings) -> EntryFacts:
        """Collect the facts of an entry."""
        return cls(
            path,
            entry.phrasings,
            settings.release(entry.applies_to) if entry.applies_to else "",
            settings.release(listed(evidence.passed)) if evidence.passed else "",
            entry.reviewed_on.isoformat(),
            tuple(Reference(one.url, parse_inline(one.supports)) for one in entry.sources),
        )


def record_section(record: Record, document: nodes.document, settings: Settings) -> nodes.section:
    """Append the page of a record to its document; returns the section that takes the answer."""
    match record.model:
        case Entry():
            return _entry(record, record.model, document, settings)
        case Tag():
            return _tag(record, record.model, document)
        case Facet():
            return _facet(record, record.model, document)
        case Settings():
            raise TypeError("settings have no page")


def finish(record: Record, section: nodes.section, settings: Settings) -> None:
    """Append what follows the answer."""
    if isinstance(record.model, Entry):
        facts = EntryFacts.of(record.place.path, record.model, record.evidence, settings)
        section += claims(record.evidence, record.model, settings)
        foot = _part(EntryFoot(record.place.id), facts)
        foot.extend(_source_links(record, record.model))
        section += foot


def _entry(
    record: Record, entry: Entry, document: nodes.document, settings: Settings
) -> nodes.section:
    summary = parse_inline(entry.summary)
    document += _meta("description", plain(summary), document)
    if entry.status in (Status.DRAFT, Status.WITHDRAWN):
        document += _meta("robots", "noindex", document)
    document += _part(EntryHead(record.place.id))
    section = _section(record, document, parse_inline(entry.question), "question")
    section += _paragraph(record, summary, "summary", ["faq-summary"])
    section += summed_up(record.evidence, settings)
    return section


def _tag(record: Record, tag: Tag, document: nodes.document) -> nodes.section:
    key = TagKey(record.place.facet, record.place.id)
    description = parse_inline(tag.description)
    document += _meta("description", plain(description), document)
    document += _part(TagHead(key))
    section = _section(record, document, parse_inline(tag.label), "label")
    section += _paragraph(record, description, "description", ["faq-summary"])
    section += _part(TagBody(key))
    return section


def _facet(record: Record, facet: Facet, document: nodes.document) -> nodes.section:
    description = parse_inline(facet.description)
    document += _meta("description", plain(description), document)
    section = _section(record, document, parse_inline(facet.label), "label")
    section += _paragraph(record, description, "description", ["faq-summary"])
    section += _part(FacetBody(record.place.facet))
    return section


def _section(record: Record, document: nodes.document, title: Inline, field: str) -> nodes.section:
    section = nodes.section(ids=[record.place.id], names=[])
    document.ids[record.place.id] = section  # so that no heading of the answer takes it
    heading = nodes.title("", "", *inline_nodes(title))
    for node in (section, heading):
        _place(node, record, field, document)
    section += heading
    document += section
    return section


def _paragraph(record: Record, text: Inline, field: str, classes: Iterable[str]) -> nodes.Node:
    paragraph = nodes.paragraph("", "", *inline_nodes(text), classes=list(classes))
    paragraph.line = record.source.first_line((field,))
    return paragraph


def _place(node: nodes.Element, record: Record, field: str, document: nodes.document) -> None:
    node.source = document["source"]
    node.line = record.source.first_line((field,))


def _part(part: Part, facts: EntryFacts | None = None) -> placeholder:
    node = placeholder(part=part, facts=facts)
    node.line = 1
    return node


def _source_links(record: Record, entry: Entry) -> Iterator[nodes.reference]:
    """Yield the sources as links with their lines; the linkcheck builder collects them there."""
    for index, source in enumerate(entry.sources):
        reference = nodes.reference("", source.url, refuri=source.url)
        reference.line = record.source.first_line(("sources", index, "url"))
        yield reference


def _meta(name: str, content: str, document: nodes.document) -> nodes.meta:
    meta = nodes.meta(name=name, content=content)
    meta.source, meta.line = document["source"], 1
    return meta


def parts_in(document: nodes.document) -> Iterator[Part]:
    """Yield the parts that a document contains."""
    for node in document.findall(placeholder):
        yield node["part"]
