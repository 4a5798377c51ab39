"""Placeholders replaced by what they show: HTML from the templates of this package, or nodes."""

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import NoUri
from sphinx.locale import _

from faq.domain import FaqDomain
from faq.language import formatted_day, name_here
from faq.nodes import markup, placeholder
from faq.parts import Browse, Listing
from faq.rendering import plain
from faq.reporting import warn_unknown
from faq.settings import CONTRIBUTE, SEARCH, Settings
from schema.facts import EntryFacts
from schema.markdown.inline import Inline
from schema.markdown.inline import plain as plain_text
from schema.phrases import Phrase, Words, worded
from schema.records import ROOT

TEMPLATES = Path(__file__).parent / "templates"

PROGRAMS = f"{ROOT}/checks/"
"""The folder of the pages with the programs that check entries."""

_ELEMENTS = {"code": "code", "emphasis": "em", "strong": "strong"}


def inline_html(inline: Inline) -> Markup:
    """Return an inline text as HTML; all of its characters are escaped."""
    html = Markup()
    for style, text in inline:
        element = _ELEMENTS.get(style)
        html += Markup(f"<{element}>%s</{element}>") % text if element else escape(text)
    return html


def day(iso: str) -> str:
    """Return `2026-11-22` as `22 Nov 2026`."""
    return formatted_day(iso, _("d MMM y"))


def words_html(words: Words) -> str:
    """Return words in the language of the site. Messages may contain markup, values may not."""
    return worded(words, lambda message: Markup(_(message)))


def message(text: str, **values: Words) -> str:
    """Return a message of a template, likewise."""
    return words_html(Phrase(text, **values))


class _Unindented(Extension):
    """Drops the indentation of the templates, a tenth of an entry page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"\n\s+", "\n", source)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=[_Unindented],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,  # no template changes during a build
    )
    environment.globals["_"] = message
    environment.filters |= {
        "day": day,
        "inline": inline_html,
        "language": name_here,
        "plain": plain_text,
        "words": words_html,
    }
    return environment


def render(template: str, **context: object) -> str:
    """Fill a template."""
    return _environment().get_template(template).render(context)


def fill_placeholders(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each placeholder by HTML, or nodes for other builders (`doctree-resolved`)."""
    builder, domain = app.builder, FaqDomain.of(app.env)
    views = domain.views

    def uri(target: str) -> str:
        try:
            return builder.get_relative_uri(docname, target or app.config.root_doc) or "#"
        except NoUri:
            return ""

    settings = Settings.of(app.config)
    how_to_edit, search = (
        uri(name) if name in app.env.all_docs else "" for name in (CONTRIBUTE, SEARCH)
    )
    base = app.config.html_baseurl.rstrip("/")
    address = builder.get_target_uri(docname) if isinstance(builder, StandaloneHTMLBuilder) else ""
    for node in list(doctree.findall(placeholder)):
        part, template = node["part"], node["template"]
        facts: EntryFacts | None = node.get("facts")
        for key in part.wanted if isinstance(part, Listing) else ():
            if key not in views.catalogue.tags:
                warn_unknown("tag", str(key), views.catalogue, node)
        for id in part.popular if isinstance(part, Browse) else ():
            if id not in views.catalogue.entries:
                warn_unknown("entry", id, views.catalogue, node)
        view = part.view(views)
        if isinstance(builder, StandaloneHTMLBuilder):
            text = render(
                template,
                part=part,
                view=view,
                facts=facts,
                uri=uri,
                search=search,
                settings=settings,
                page=f"{base}/{address}" if base else docname,
                original=_original(domain, docname, address),
                permalink=posixpath.basename(address) or "./",
                edit_url=(settings.edit_url(facts.path) or how_to_edit) if facts else "",
                programs=uri(PROGRAMS + posixpath.basename(docname)) if facts else "",
            )
            node.replace_self(markup("", html=text))
        else:
            node.replace_self(list(plain.render(template, view, uri, facts)))
    if builder.format != "html":
        for frame in list(doctree.findall(markup)):
            frame.parent.remove(frame)


def _original(domain: FaqDomain, docname: str, address: str) -> Mapping[str, str]:
    """Return address and language of the page of a record in its own language.

    `lang` is the attribute of words that are never translated; it is empty on that page.
    """
    known = domain.documents.get(docname)
    language = known.languages[0] if known and known.languages else domain.language
    way = "../" * address.count("/") + domain.way_to(language) + address
    lang = Markup(' lang="{}"').format(language) if language != domain.language else ""
    return {"address": way, "language": language, "lang": lang}


def use_every_process(app: Sphinx, builder: Builder) -> None:
    """Write with as many processes as were asked for (`write-started`).

    Sphinx keeps one of them for resolving, of which our pages need little. With two processes, the
    one that writes was alone for 4.8 of 12 s at 1,000 entries.
    """
    app.parallel += app.parallel > 1


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
