"""Scripts and styles: what the extension ships, and which pages load what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sphinx.search
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from faq.domain import FaqDomain
from faq.parts import Browse, EntryFoot

STATIC = Path(__file__).parent / "static"
THEME = Path(__file__).parent / "theme"
"""Templates that take the place of furo's."""

STEMMERS = ("base-stemmer.js", "english-stemmer.js")
"""The stemmer of Snowball in JavaScript, which Sphinx ships."""

FINDER_STYLE = "faq-finder.css"
"""Style of the finder in a page."""

FINDER_SCRIPTS = (
    *STEMMERS,
    "faq-tokens.js",
    "faq-errors.js",
    "faq-vocabulary.js",
    "faq-rank.js",
    "faq-store.js",
    "faq-search.js",
    "faq-query.js",
    "faq-dom.js",
    "faq-rows.js",
    "faq-box.js",
    "faq-filters.js",
    "faq-finder.js",
    "faq-dialog.js",
)
"""Scripts of the finder, in the order in which they depend on each other."""

OPEN_SCRIPT = "faq-open.js"
"""Script of every page: loads those of the finder when they are needed."""

PAGE_SCRIPT = "faq-page.js"
"""Script of entry pages."""


def add_folders(app: Sphinx, config: Config) -> None:
    """Ship our files (event `config-inited`); the project's own take precedence."""
    shipped = Path(sphinx.search.__file__).parent / "minified-js"
    stemmers = [str(shipped / name) for name in STEMMERS]
    config.html_static_path = [*stemmers, str(STATIC), *config.html_static_path]
    config.templates_path = [*config.templates_path, str(THEME)]


def replace_search(app: Sphinx) -> None:
    """Switch off the built-in search index, which `search.rst` replaces (`builder-inited`)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def add_opener(app: Sphinx) -> None:
    """Load on every page what opens the finder (`builder-inited`)."""
    data = {
        "data-files": " ".join((FINDER_STYLE, *FINDER_SCRIPTS)),
        "data-version": app.config.faq_static_digest,
    }
    app.add_js_file(OPEN_SCRIPT, loading_method="defer", **data)


def load_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load on each page what its parts need, and nothing else (`html-page-context`)."""
    parts = FaqDomain.of(app.env).parts.get(pagename, ())
    if any(isinstance(part, EntryFoot) for part in parts):
        app.add_js_file(PAGE_SCRIPT, loading_method="defer")
    if any(isinstance(part, Browse) for part in parts):
        # It comes with the scripts too, but the page is drawn before those are there.
        app.add_css_file(FINDER_STYLE)
