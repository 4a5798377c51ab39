"""Placeholders replaced by what they show, for the builder at work."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import NoUri

from faq import html, plain
from faq.domain import FaqDomain
from faq.nodes import markup, placeholder
from faq.pages import EntryFacts
from faq.settings import Settings


def fill_placeholders(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each placeholder by HTML, or by plain nodes where the builder is no HTML builder."""
    views = FaqDomain.of(app.env).views
    settings = Settings.of(app.config)

    def uri(target: str) -> str:
        return relative_uri(app.builder, docname, target or app.config.root_doc)

    for node in list(doctree.findall(placeholder)):
        view = views.of(node["part"])
        facts: EntryFacts | None = node["facts"]
        if app.builder.format == "html":
            edit_url = settings.edit_url(facts.path) if facts else ""
            if not edit_url and settings.contribute in app.env.all_docs:
                edit_url = uri(settings.contribute)
            text = html.render(view, docname, uri, facts, edit_url)
            node.replace_self(markup("", html=text))
        else:
            node.replace_self(plain.render(view, uri, facts))


def relative_uri(builder: Builder, docname: str, target: str) -> str:
    """Return the address of a document as seen from another one, '' where there is none."""
    try:
        return builder.get_relative_uri(docname, target) or "#"
    except NoUri:
        return ""
