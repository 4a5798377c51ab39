"""A YAML record as a Sphinx document."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.transforms import Transform
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.parsers import Parser as SphinxParser

from faq.domain import FaqDomain
from faq.reading.markdown import render_answer
from faq.reading.pages import claims, claims_link, entry_foot, record_section
from faq.reporting import report
from schema.facts import EntryFacts
from schema.files import read_text
from schema.index import EntryWords
from schema.knowledge_base import judge_text
from schema.markdown.inline import parse_inline, plain
from schema.models import Entry
from schema.records import Place


class RecordParser(MystParser):
    """Parse one record; problems become located warnings with the codes of `kb validate`."""

    supported = ("yaml",)  # type: ignore[misc]

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document with the page of the record, or with a note that it is broken."""
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        document.settings.raw_enabled = False
        document.settings.file_insertion_enabled = False
        env.metadata[docname]["orphan"] = True
        place = Place.of_path(Path(env.doc2path(docname, base=False)).as_posix())
        if place is None:  # the check of consistency reports it
            _broken_page(docname, document)
            return
        domain = FaqDomain.of(env)
        record, problems = judge_text(place, inputstring, domain.evidence_reader, domain.policy)
        for problem in problems:
            report(problem, Path(env.srcdir))
        known = domain.documents[docname]
        known.card = record.card if record else None
        if record is None or known.card is None or not record.whole:
            known.broken = place.path
            _broken_page(place.id, document)
            return
        section = record_section(record, document)
        if isinstance(record.model, Entry):
            settings = domain.policy.settings
            facts = EntryFacts.of(place.path, record.model, record.evidence, settings)
            if facts.claims_note:
                section += claims_link(facts)
            first_line = record.source.first_line(("answer",))
            before = len(section)
            render_answer(record.model.answer, first_line, section, record.evidence.examples)
            answer = "\n".join(node.astext() for node in section[before:])
            known.words = _words(record.model, answer).pack()
            known.evidence = domain.evidence_reader.digest(place.id)
            section += [claims(facts)] if facts.claims else []
            section += entry_foot(record, facts)

    def get_transforms(self) -> list[type[Transform]]:
        """Leave out MyST's transforms: they serve footnotes and anchors, which answers lack."""
        return SphinxParser.get_transforms(self)


def _words(entry: Entry, answer: str) -> EntryWords:
    question, summary = (plain(parse_inline(text)) for text in (entry.question, entry.summary))
    return EntryWords.of(question, entry.phrasings, "\n".join((summary, answer, *entry.errors)))


def _broken_page(title: str, document: nodes.document) -> None:
    section = nodes.section(ids=["broken"])
    section += nodes.title("", title)
    text = "This record has errors and cannot be shown. Run `kb validate` to see them."
    section += nodes.paragraph("", text)
    document += section


def skip_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Report records that Sphinx could not even decode, and leave them out of this build.

    Sphinx itself would stop at the first one with a traceback (event `env-before-read-docs`).
    """
    for docname in list(docnames):
        place = Place.of_path(Path(env.doc2path(docname, base=False)).as_posix())
        if place is None:
            continue
        path = Path(env.doc2path(docname))
        _, problems = read_text(path, place.path)
        for problem in problems:
            report(problem, Path(env.srcdir))
        if problems:
            docnames.remove(docname)
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
            env.project.docnames.discard(docname)
