"""Scripts and styles: what the extension ships, and which pages load what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from faq.domain import FaqDomain
from faq.outputs import INDEX
from faq.parts import Browse, EntryFoot

STATIC = Path(__file__).parent / "static"
THEME = Path(__file__).parent / "theme"
"""Templates that take the place of furo's."""

BROWSE_STYLE = "faq-browse.css"
"""Style of the filter index."""

BROWSE_SCRIPTS = ("faq-query.js", "faq-browse.js", INDEX)
"""Scripts of the filter index, in the order in which they depend on each other."""

PAGE_SCRIPT = "faq-page.js"
"""Script of entry pages."""


def add_folders(app: Sphinx, config: Config) -> None:
    """Ship our files (event `config-inited`); the project's own take precedence."""
    config.html_static_path = [str(STATIC), *config.html_static_path]
    config.templates_path = [*config.templates_path, str(THEME)]


def replace_search(app: Sphinx) -> None:
    """Switch off the built-in search index, which `search.rst` replaces (`builder-inited`)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def load_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load on each page the scripts that its parts need, and no others (`html-page-context`)."""
    parts = FaqDomain.of(app.env).parts.get(pagename, ())
    if any(isinstance(part, EntryFoot) for part in parts):
        app.add_js_file(PAGE_SCRIPT, loading_method="defer")
    if any(isinstance(part, Browse) for part in parts):
        app.add_css_file(BROWSE_STYLE)
        for name in BROWSE_SCRIPTS:
            app.add_js_file(name, loading_method="defer")
