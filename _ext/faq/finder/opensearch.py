"""The description by which a browser offers the finder among its search engines.

It needs the address of the site, so there is one only where `html_baseurl` is set.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from faq.rendering import html
from schema.files import write_if_changed

FILE = "_static/opensearch.xml"

SEARCH = "search"
"""The document that browsers and the theme send queries to, as in every Sphinx project."""


def search_address(builder: Builder) -> str:
    """Return the address of the search page from the root of the site; empty if there is none."""
    return builder.get_target_uri(SEARCH) if SEARCH in builder.env.all_docs else ""


def _is_described(builder: Builder) -> bool:
    return bool(builder.config.html_baseurl) and bool(search_address(builder))


def write_description(app: Sphinx, builder: Builder) -> None:
    """Write the description, or delete an earlier one (event `write-started`)."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    path = Path(builder.outdir) / FILE
    if _is_described(builder):
        base = builder.config.html_baseurl.rstrip("/") + "/"
        text = html.render(
            "opensearch.xml", name=_name(builder), address=urljoin(base, search_address(builder))
        )
        write_if_changed(path, text)
    else:
        path.unlink(missing_ok=True)


def link_description(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Name the description in the head of each page (event `html-page-context`)."""
    if not _is_described(app.builder):
        return
    link = Markup('<link rel="search" type="{}" title="{}" href="{}">').format(
        "application/opensearchdescription+xml", _name(app.builder), context["pathto"](FILE, 1)
    )
    context["metatags"] = f"{context.get('metatags', '')}{link}"


def _name(builder: Builder) -> str:
    return str(builder.config.html_title)
