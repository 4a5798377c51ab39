"""Placeholders replaced by what they show, for the builder at work."""

from __future__ import annotations

import posixpath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import NoUri

from faq.domain import FaqDomain
from faq.nodes import markup, placeholder
from faq.parts import Listing, Views
from faq.rendering import html, plain
from faq.reporting import warn_unknown
from faq.settings import CONTRIBUTE, Settings
from schema.facts import EntryFacts


def fill_placeholders(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each placeholder by HTML, or nodes for other builders (`doctree-resolved`)."""
    builder, views = app.builder, FaqDomain.of(app.env).views

    def uri(target: str) -> str:
        try:
            return builder.get_relative_uri(docname, target or app.config.root_doc) or "#"
        except NoUri:
            return ""

    for node in list(doctree.findall(placeholder)):
        part = node["part"]
        facts: EntryFacts | None = node["facts"]
        if isinstance(part, Listing):
            _warn_unknown_tags(part, node, views)
        view = part.view(views)
        if isinstance(builder, StandaloneHTMLBuilder):
            text = html.render(
                part.template,
                part=part,
                view=view,
                facts=facts,
                uri=uri,
                permalink=posixpath.basename(builder.get_target_uri(docname)) or "./",
                edit_url=_edit_url(app, facts.path, uri) if facts else "",
            )
            node.replace_self(markup("", html=text))
        else:
            node.replace_self(list(plain.render(view, uri, facts)))
    if builder.format != "html":
        for frame in list(doctree.findall(markup)):
            frame.parent.remove(frame)


def _warn_unknown_tags(part: Listing, node: placeholder, views: Views) -> None:
    """Warn about tags that do not exist, whether the page or the vocabulary has changed."""
    for key in part.wanted:
        if key not in views.catalogue.tags:
            warn_unknown("tag", str(key), views.known_tags, node)


def _edit_url(app: Sphinx, path: str, uri: plain.Uri) -> str:
    """Return where a record is edited: in the repository, or else the page that explains how."""
    on_site = uri(CONTRIBUTE) if CONTRIBUTE in app.env.all_docs else ""
    return Settings.of(app.config).edit_url(path) or on_site


def lighten(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let go of what Sphinx keeps of each resolved page until the build ends (`doctree-resolved`).

    In a parallel build, pages are resolved faster than written, so nearly all of them wait in
    memory at once. Measured at 10,000 entries: 22 kB a page without this, 11 kB with it.
    """
    # The attribute is not public. If something asks for a page again, it is read from disk.
    cache = getattr(app.env, "_pickled_doctree_cache", None)
    if isinstance(cache, dict):
        cache.pop(docname, None)
    if isinstance(app.builder, StandaloneHTMLBuilder):  # as the builder does a moment later
        doctree.settings = app.builder.docsettings
