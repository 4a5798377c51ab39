"""Placeholders replaced by what they show, for the builder at work."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import NoUri

from faq.domain import FaqDomain
from faq.nodes import markup, placeholder
from faq.parts import Listing, Views
from faq.reading.pages import EntryFacts
from faq.rendering import html, plain
from faq.rendering.html import Addresses
from faq.reporting import warn_unknown
from faq.settings import Settings


def fill_placeholders(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each placeholder by HTML, or by plain nodes where the builder is no HTML builder."""
    views = FaqDomain.of(app.env).views
    is_html = app.builder.format == "html"

    def uri(target: str) -> str:
        return relative_uri(app.builder, docname, target or app.config.root_doc)

    for node in list(doctree.findall(placeholder)):
        _warn_of_unknown_tags(node, views)
        view = views.of(node["part"])
        facts: EntryFacts | None = node["facts"]
        if is_html:
            permalink = posixpath.basename(app.builder.get_target_uri(docname)) or "./"
            addresses = Addresses(uri, permalink, edit_address(app, uri, facts))
            node.replace_self(markup("", html=html.render(view, addresses, facts)))
        else:
            node.replace_self(plain.render(view, uri, facts))
    for frame in () if is_html else list(doctree.findall(markup)):
        frame.parent.remove(frame)


def _warn_of_unknown_tags(node: placeholder, views: Views) -> None:
    """Say which tags of a listing do not exist: when the page or the vocabulary has changed."""
    part = node["part"]
    for key in part.wanted if isinstance(part, Listing) else ():
        if key not in views.catalogue.tags:
            warn_unknown("tag", str(key), views.known_tags, node)


def edit_address(app: Sphinx, uri: Callable[[str], str], facts: EntryFacts | None) -> str:
    """Return where a record is edited: in the repository, else the page that tells how."""
    if facts is None:
        return ""
    settings = Settings.of(app.config)
    if settings.repository_url:
        return settings.edit_url(facts.path)
    return uri(settings.contribute) if settings.contribute in app.env.all_docs else ""


def relative_uri(builder: Builder, docname: str, target: str) -> str:
    """Return the address of a document as seen from another one, '' where there is none."""
    try:
        return builder.get_relative_uri(docname, target) or "#"
    except NoUri:
        return ""
