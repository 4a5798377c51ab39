"""Views as HTML, from the templates of this package."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from faq.dates import day_name
from faq.parts import (
    BrowseView,
    EntryFootView,
    EntryHeadView,
    FacetView,
    ListingView,
    TagHeadView,
    TagView,
    View,
)
from faq.reading.pages import EntryFacts
from schema.markdown.inline import Inline, plain

TEMPLATES = Path(__file__).parent / "templates"

_TEMPLATE_OF: dict[type[View], str] = {
    EntryHeadView: "entry_head.html",
    EntryFootView: "entry_foot.html",
    TagHeadView: "tag_head.html",
    TagView: "tag.html",
    FacetView: "facet.html",
    ListingView: "listing.html",
    BrowseView: "browse.html",
}

_ELEMENTS = {"code": "code", "emphasis": "em", "strong": "strong"}


def inline_html(inline: Inline) -> Markup:
    """Return an inline text as HTML; all of its characters are escaped."""
    made = Markup()
    for style, text in inline:
        element = _ELEMENTS.get(style)
        made += Markup(f"<{element}>%s</{element}>") % text if element else escape(text)
    return made


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": inline_html, "plain": plain, "day": day_name}
    return environment


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links of a page lead."""

    of: Callable[[str], str]
    """Maps a document name to an address for this page; the empty one is the landing page."""

    permalink: str = ""
    edit: str = ""


def render(view: View, addresses: Addresses, facts: EntryFacts | None = None) -> str:
    """Return the HTML of a view."""
    template = _environment().get_template(_TEMPLATE_OF[type(view)])
    text = template.render(
        view=view,
        facts=facts,
        uri=addresses.of,
        permalink=addresses.permalink,
        edit_url=addresses.edit,
    )
    return _INDENTATION.sub("\n", text)


_INDENTATION = re.compile(r"\s*\n\s*")
"""Blank lines and indentation of the templates: a tenth of an entry page. No `pre` among them."""


def redirect_page(address: str, question: Inline) -> str:
    """Return the page at the address of a former id."""
    template = _environment().get_template("redirect.html")
    return template.render(address=address, question=question)


def opensearch(name: str, address: str) -> str:
    """Return the OpenSearch description of the finder at an absolute address."""
    return _environment().get_template("opensearch.xml").render(name=name, address=address)
