"""Scripts and styles: what the extension ships, and which pages load what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sphinx.search
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from faq.domain import FaqDomain
from faq.parts import Browse, EntryFoot
from faq.rendering.placeholders import render
from faq.settings import SEARCH
from schema.files import write_if_changed

HERE = Path(__file__).parent.parent
STATIC = HERE / "static"
THEME = HERE / "theme"
"""Templates that take the place of furo's."""

SCRIPTS = HERE / "finder" / "scripts"
"""The scripts of the finder, one for each thing it does."""

STEMMERS = Path(sphinx.search.__file__).parent / "minified-js"
"""The stemmer of Snowball in JavaScript, which Sphinx ships."""

ORDER = """
    dom tokens errors vocabulary rank store search query rows keys session filters finder dialog
"""
BUNDLES: Mapping[str, tuple[Path, ...]] = {
    "faq-finder.bundle.js": (
        # First, because it does not run in strict mode.
        STEMMERS / "base-stemmer.js",
        STEMMERS / "english-stemmer.js",
        *(SCRIPTS / f"faq-{name}.js" for name in ORDER.split()),
    ),
}
"""Scripts that are loaded as one file, in the order in which they depend on each other."""

COMPLETE = "document.currentScript.dataset.complete = 'true';\n"
"""Last line of a bundle, which tells `faq-open.js` that it was loaded completely."""

OPENSEARCH = "opensearch.xml"
"""The description with which browsers offer the finder as a search engine."""

FINDER_STYLE = "faq-finder.css"


def add_folders(app: Sphinx, config: Config) -> None:
    """Ship our files (event `config-inited`); the project's own take precedence."""
    config.html_static_path = [str(STATIC), *config.html_static_path]
    config.templates_path = [*config.templates_path, str(THEME)]


def prepare_builder(app: Sphinx) -> None:
    """Replace the built-in search by the finder, which any page can open (`builder-inited`)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False
    app.add_css_file("faq-frame.css")
    data: dict[str, Any] = {
        "data-files": " ".join(BUNDLES),
        "data-version": f"{app.env.version['faq']:x}",
    }
    app.add_js_file("faq-open.js", loading_method="defer", **data)


def write_shared_files(app: Sphinx, builder: Builder) -> None:
    """Write the bundles and the OpenSearch description (event `write-started`).

    A bundle loads completely or not at all; of many scripts, one that fails would break the others.
    """
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    folder = Path(builder.outdir) / "_static"
    for name, parts in BUNDLES.items():
        texts = (part.read_text(encoding="utf-8") for part in parts)
        write_if_changed(folder / name, "\n".join((*texts, COMPLETE)))
    base = app.config.html_baseurl.rstrip("/")
    if base and SEARCH in app.env.all_docs:  # `page.html` names the file under the same condition
        address = f"{base}/{builder.get_target_uri(SEARCH)}"
        text = render("opensearch.xml", name=app.config.html_title, address=address)
        write_if_changed(folder / OPENSEARCH, text)
    else:
        (folder / OPENSEARCH).unlink(missing_ok=True)


def load_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load on each page what its parts need, and nothing else (`html-page-context`)."""
    known = FaqDomain.of(app.env).documents.get(pagename)
    parts = known.parts if known else ()
    if any(isinstance(part, EntryFoot) for part in parts):
        app.add_js_file("faq-page.js", loading_method="defer")
        app.add_css_file("faq-entry.css")
    if any(isinstance(part, Browse) for part in parts):
        app.add_css_file(FINDER_STYLE)
