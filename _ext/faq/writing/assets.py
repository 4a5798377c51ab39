"""Scripts and styles: what the extension ships in bundles, and which pages load what."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import furo  # type: ignore[import-untyped]
import sphinx.search
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.locale import _

from schema.files import write_if_changed
from schema.prose import HAN

try:
    from minify import string as minify  # type: ignore[import-untyped]
except ImportError:  # there is no wheel for Macs with Apple silicon

    def minify(kind: str, text: str) -> str:
        """Return the text as it is: it works as well, and nobody publishes from there."""
        return text


HERE = Path(__file__).parent.parent
STATIC = HERE / "static"
THEME = HERE / "theme"
"""Templates that take the place of furo's."""

SCRIPTS = HERE / "finder" / "scripts"
"""The scripts of the finder, one for each thing it does."""

FURO = furo.THEME_PATH / "static"

STEMMERS = Path(sphinx.search.__file__).parent / "minified-js"
"""The stemmer of Snowball in JavaScript, which Sphinx ships."""

ORDER = """
    dom tokens errors vocabulary rank store search query ways rows keys session filters finder
    dialog
"""
STYLES = tuple(
    f"{name}.css" for name in ("faq-palette", "faq", "faq-frame", "faq-dialog", "faq-rows")
)
CODE_STYLE, BOX_STYLE = "faq-code.bundle.css", "faq-boxes.bundle.css"
REFERENCE_STYLE = "faq-reference.bundle.css"
FINDER_SCRIPT = "faq-finder.bundle.js"
BUNDLES: Mapping[str, tuple[Path, ...]] = {
    "faq.bundle.css": (FURO / "styles/furo.css", *(STATIC / name for name in STYLES)),
    "faq-entry.bundle.css": (STATIC / "faq-entry.css", STATIC / "faq-tables.css"),
    "faq-chinese.bundle.css": (STATIC / "faq-chinese.css",),
    "faq-lists.bundle.css": (STATIC / "faq-lists.css",),
    "faq-finder.bundle.css": (STATIC / "faq-finder.css", STATIC / "faq-filters.css"),
    "faq.bundle.js": (STATIC / "faq-open.js", FURO / "scripts/furo.js"),
    "faq-entry.bundle.js": (STATIC / "faq-page.js",),
    "faq-lookup.bundle.css": (STATIC / "faq-lookup.css",),
    "faq-lookup.bundle.js": (STATIC / "faq-lookup.js",),
    FINDER_SCRIPT: (
        # First, because it does not run in strict mode.
        STEMMERS / "base-stemmer.js",
        STEMMERS / "english-stemmer.js",
        *(SCRIPTS / f"faq-{name}.js" for name in ORDER.split()),
    ),
}
"""Files that are loaded as one, in the order in which they depend on each other."""

_CODE_OR_ENTRY = "faq-foot|highlight"
_DESIGN = r'class="(?:[^"]* )?sd-'
_REFERENCE = (
    "sig|math|eqno|glossary|option-list|field-list|viewcode|linenos|footnote|line-block"
    "|code-block-caption|guilabel|deprecated|version|highlighttable"
)
NEEDED_FOR: Mapping[str, str | None] = {
    CODE_STYLE: 'class="highlight',
    BOX_STYLE: 'class="(?:admonition|topic)',
    REFERENCE_STYLE: rf'<dl class|class="(?:[^"]* )?(?:{_REFERENCE})',
    "faq-entry.bundle.css": f'class="(?:{_CODE_OR_ENTRY}|table-wrapper)',
    "faq-entry.bundle.js": f'class="(?:{_CODE_OR_ENTRY})',
    "faq-lookup.bundle.css": 'class="faq-lookup',
    "faq-lookup.bundle.js": 'class="faq-lookup',
    "faq-finder.bundle.css": "data-faq-browse",
    "faq-chinese.bundle.css": f"[{HAN}]",
    "faq-lists.bundle.css": 'class="faq-(?:shelf|tag|cards)"',
    "sphinx-design.min.css": _DESIGN,
    "styles/furo-extensions.css": _DESIGN,
    "design-tabs.js": '"sd-tab-set',
    # No page loads what is in the bundles, or serves Sphinx's own search.
    **dict.fromkeys(("styles/furo.css", "scripts/furo.js", "pygments.css")),
    **dict.fromkeys(
        ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js")
    ),
}
"""Files that not every page loads, and a pattern for the text of those that do, if any does."""

_UNUSED_FRAME = (
    r"sidebar-toggle|#__|-overlay(?!-icon)|\.overlay|related-pages|page-info"
    r"|searchbox|ul\.search|this-will|bottom-of-page \.icons|reference\.external"
    r"|edit-this-page|related-icon|sidebar-logo"
)
_RULE = r"(?<=[{}])[^{}@,]*%(part)s[^{},]*(?:,[^{},]*%(part)s[^{},]*)*\{[^{}]*\}"
UNUSED_FRAME = re.compile(_RULE % {"part": f"(?:{_UNUSED_FRAME})"})
"""Rules of furo for what our `page.html` never has."""
REFERENCES = re.compile(_RULE % {"part": rf"\.(?:{_REFERENCE})"})
"""Rules of furo for API documentation, formulas and footnotes, 1 kB compressed."""
BOX_VALUES = re.compile(
    r"--(?:icon-(?!search)|color-(?:adm|top)\w+-title)[a-z-]*:(?:'[^']*'|[^;}'])*;"
)
BOXES = re.compile(r"(?<=[{}])[^{}@]*(?:admonition|topic)[^{}]*\{[^{}]*\}")
"""Variables and rules of furo for notes and warnings, 1.6 kB compressed."""


def add_folders(app: Sphinx, config: Config) -> None:
    """Ship our files and pages (event `config-inited`); the project's own take precedence."""
    config.html_static_path = [str(STATIC), *config.html_static_path]
    config.templates_path = [*config.templates_path, str(THEME)]
    config.html_additional_pages = {"404": "404.html", **config.html_additional_pages}


def prepare_builder(app: Sphinx) -> None:
    """Replace the built-in search by the finder, which any page can open (`builder-inited`)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False
        # No template changes during a build, so none has to be looked at again for each page.
        if environment := getattr(app.builder.templates, "environment", None):
            environment.auto_reload = False
    data = {"data-file": FINDER_SCRIPT, "data-version": f"{app.env.version['faq']:x}"}
    app.add_js_file("faq.bundle.js", loading_method="defer", **data)  # type: ignore[arg-type]
    app.add_js_file("faq-entry.bundle.js", loading_method="defer")
    app.add_js_file("faq-lookup.bundle.js", loading_method="defer")


MESSAGE = re.compile(r"""(?<![\w.])_\((['"])(.+?)\1\)""")
"""A message of a script. Scripts get it in the language of the site, not a catalogue."""


def _read(file: Path) -> str:
    """Return the text of a file, ours with their messages translated."""
    text = file.read_text(encoding="utf-8")
    if not file.is_relative_to(HERE):
        return text
    if file.suffix == ".css":
        for word, translation in (("Output", _("Output")), ("Text", _("Text"))):
            text = text.replace(f'"{word}"', json.dumps(translation, ensure_ascii=False))
        return text
    return MESSAGE.sub(lambda match: json.dumps(_(match[2]), ensure_ascii=False), text)


def _bundle(name: str, parts: tuple[Path, ...]) -> str:
    """Return the parts in one text, minified; comments that begin with `!` stay."""
    text = "\n".join(map(_read, parts))
    if name.endswith(".css"):
        for pattern in (UNUSED_FRAME, REFERENCES, BOX_VALUES, BOXES):
            text = pattern.sub("", text)
        return str(minify("text/css", text))
    return str(minify("application/javascript", text))


def write_bundles(app: Sphinx, builder: Builder) -> None:
    """Write the bundles (event `write-started`).

    A bundle loads completely or not at all; of many scripts, one that fails would break the others.
    """
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    folder = Path(builder.outdir) / "_static"
    for name, parts in BUNDLES.items():
        write_if_changed(folder / name, _bundle(name, parts))
    write_if_changed(folder / CODE_STYLE, minify("text/css", furo.get_pygments_stylesheet()))
    text = (FURO / "styles/furo.css").read_text(encoding="utf-8")
    boxes = "".join((*BOX_VALUES.findall(text), "}", *BOXES.findall(text)))
    write_if_changed(folder / BOX_STYLE, f"body{{{boxes}\n")
    write_if_changed(folder / REFERENCE_STYLE, "".join(REFERENCES.findall(text)))


def load_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load on each page what its parts need, and nothing else (`html-page-context`)."""
    body = context.get("body", "")

    def is_needed(file: Any) -> bool:
        name = str(file.filename).removeprefix("_static/")
        pattern = NEEDED_FOR.get(name, "")
        return pattern is not None and re.search(pattern, body) is not None

    for files in (context["css_files"], context["script_files"]):
        # In place, since extensions that are asked later add to these lists.
        files[:] = filter(is_needed, files)
