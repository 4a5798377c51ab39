"""A YAML record as a Sphinx document: title and text as nodes, the rest as placeholders."""

from collections.abc import Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import Values
from docutils.utils import DependencyList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.parsers import Parser
from sphinx.util import docutils

from faq.domain import FaqDomain
from faq.nodes import inline_nodes, placeholder
from faq.parts import EntryPart, FacetPart, Part, TagPart
from faq.reading.markdown import render_answer
from faq.reporting import report
from schema.cards import TagKey
from schema.facts import EntryFacts
from schema.files import read_text
from schema.knowledge_base import judge_text, judge_translations
from schema.markdown.inline import parse_inline, plain
from schema.markdown.text import expanded
from schema.models.entry import Entry, Status
from schema.models.tag import Tag
from schema.records import Place, Record
from schema.translations import edition, own_language, words_of


class RecordParser(Parser):
    """Parse one record; problems become located warnings with the codes of `kb validate`."""

    supported = ("yaml",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document with the page of the record, or with a note that it is broken."""
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        document.settings.raw_enabled = False
        document.settings.file_insertion_enabled = False
        env.metadata[docname]["orphan"] = True
        place = Place.of_path(f"{docname}.yaml")
        if place is None:  # the check of consistency reports it
            _broken_page(docname, document)
            return
        domain = FaqDomain.of(env)
        record, problems = judge_text(place, inputstring, domain.evidence_reader, domain.policy)
        report(problems, Path(env.srcdir))
        known = domain.documents[docname]
        known.files = domain.files(place)
        translations = _translations(place, record, env, domain)
        cards = (each.card for each in (record, *translations.values()) if each)
        known.compared = tuple(card for card in cards if card)
        usable = {key: words for key, words in translations.items() if words and words.whole}
        if record is None or not record.whole:
            known.card = record.card if record else None
            known.broken = place
            _broken_page(place.id, document)
            return
        original = record
        known.languages = (own_language(record.model, domain.policy.settings), *translations)
        record = edition(record, usable, domain.language, domain.policy.settings)
        known.card = record.card
        document["source"] = str(Path(env.srcdir) / record.source.path)
        section = record_section(record, document)
        if isinstance(record.model, Entry):
            settings = domain.policy.settings
            facts = EntryFacts.of(record.source.path, record.model, record.evidence, settings)
            part = EntryPart(place.id)
            section.insert(1, placeholder(part=part, template="entry_meta.html", facts=facts))
            first_line = record.source.first_line(("answer",))
            shown = (record.evidence.examples, domain.tables)
            render_answer(record.model.answer, first_line, section, *shown)
            answer = expanded(record.model.answer, *shown)
            others = [r.model for r in (original, *usable.values()) if r.model is not record.model]
            known.words = words_of(record.model, answer, others).pack()
            known.evidence = domain.evidence_reader.digest(place.id)
            _set_language([section[0], *section[2:]], record.localization.language)
            section += entry_foot(record, facts)


def share_settings() -> None:
    """Let docutils derive the settings of documents once for each parser.

    Sphinx makes it build a command-line parser for each document, a tenth of the time of a build.
    """
    derive = getattr(docutils, "_get_settings", None)  # not public: without it, builds are slower
    if derive is None or hasattr(derive, "__wrapped__"):
        return
    known: dict[tuple[type, ...], tuple[Mapping[str, Any], Values]] = {}

    @wraps(derive)
    def get_settings(*components: Any, defaults: Mapping[str, Any], **options: Any) -> Values:
        key = tuple(one if isinstance(one, type) else type(one) for one in components)
        if key not in known or known[key][0] != defaults:
            known[key] = dict(defaults), derive(*components, defaults=defaults, **options)
        settings = known[key][1].copy()
        settings.record_dependencies = DependencyList()
        return settings

    docutils._get_settings = get_settings


def _translations(
    place: Place, record: Record | None, env: BuildEnvironment, domain: FaqDomain
) -> dict[str, Record | None]:
    """Return the translations of a record by language, and report their problems."""
    translations = {}
    for language, words, problems in judge_translations(
        place, record, domain.evidence_reader, domain.policy
    ):
        env.note_dependency(place.translation(language).path)
        translations[language] = words
        report(problems, Path(env.srcdir))
    return translations


def _broken_page(title: str, document: nodes.document) -> None:
    section = nodes.section(ids=["broken"])
    section += nodes.title("", title)
    text = _("This record has errors and cannot be shown. Run `kb validate` to see them.")
    section += nodes.paragraph("", text)
    document += section


def skip_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Report and skip records that cannot be decoded (event `env-before-read-docs`).

    Sphinx would stop at the first one with a traceback.
    """
    for docname in list(docnames):
        place = Place.of_path(f"{docname}.yaml")
        problems = read_text(Path(env.srcdir, place.path), place.path)[1] if place else ()
        report(problems, Path(env.srcdir))
        if problems:
            docnames.remove(docname)
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
            env.project.docnames.discard(docname)


def record_section(record: Record, document: nodes.document) -> nodes.section:
    """Append the page of a record to its document, and return the section that takes the answer."""
    place, model = record.place, record.model
    meta = {}
    title_field, text_field = "label", "description"
    part: Part
    if isinstance(model, Entry):
        title_field, text_field = "question", "summary"
        part, head, body = EntryPart(place.id), "head.html", ""
        if model.status in (Status.DRAFT, Status.WITHDRAWN):
            meta["robots"] = "noindex"
    elif isinstance(model, Tag):
        part, head, body = TagPart(TagKey(place.facet, place.id)), "head.html", "tag.html"
    else:
        part, head, body = FacetPart(place.facet), "", "facet.html"
    title, text = (parse_inline(getattr(model, field)) for field in (title_field, text_field))
    for name, content in {"description": plain(text), **meta}.items():
        node = nodes.meta(name=name, content=content)
        node.source, node.line = document["source"], 1
        document += node
    section = nodes.section(ids=[place.id], names=[])
    document.ids[place.id] = section  # so that no heading of the answer takes it
    heading = nodes.title("", "", *inline_nodes(title))
    summary = nodes.paragraph("", "", *inline_nodes(text), classes=["faq-summary"])
    for element, field in ((section, title_field), (heading, title_field), (summary, text_field)):
        element.source, element.line = document["source"], record.source.first_line((field,))
    document += [placeholder(part=part, template=head)] if head else []
    section += [heading, summary]
    section += [placeholder(part=part, template=body)] if body else []
    document += section
    return section


def _set_language(words: Iterable[nodes.Node], language: str) -> None:
    """Say which language words have, if it isn't that of the page."""
    for node in words:
        if language and isinstance(node, nodes.Element):
            # docutils writes this class as the attribute `lang`.
            node["classes"] = [*node.get("classes", ()), f"language-{language}"]


def entry_foot(record: Record, facts: EntryFacts) -> placeholder:
    """Return what follows the answer, with the sources as links that the linkcheck builder sees."""
    part = EntryPart(record.place.id)
    foot = placeholder(part=part, template="entry_foot.html", facts=facts)
    for index, source in enumerate(facts.sources):
        reference = nodes.reference("", source.url, refuri=source.url)
        reference.line = record.source.first_line(("sources", index, "url"))
        foot += reference
    return foot
