"""A Sphinx extension that turns the records of a knowledge base into a tagged, filterable site."""

import gc
from functools import partial
from hashlib import blake2b
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

import schema
from faq import directives, domain, language, nodes, reporting, settings
from faq.reading import parser
from faq.rendering import placeholders
from faq.writing import assets, discovery, freshness, outputs, sidebar
from schema.files import read_text
from schema.records import find_shared

__version__ = "0.1.0"


FOLDERS = (Path(__file__).parent, Path(schema.__file__).parent, assets.STEMMERS)
SUFFIXES = (".py", ".html", ".xml", ".js", ".css", ".po", ".svg", ".png")


def digest(project: Path) -> int:
    """Return a digest of all code, templates, scripts, styles, settings, glossary and tables."""
    files = sorted(file for folder in FOLDERS for file in folder.rglob("*"))
    result = blake2b(digest_size=8)
    for path in (place.path for place in find_shared(project)):
        result.update((read_text(project / path, path)[0] or "").encode() + b"\0")
    for file in files:
        if file.suffix in SUFFIXES:
            result.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return int.from_bytes(result.digest())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Python looks for garbage every 700 objects, a tenth of the time of a full build. More than
    # this would cost memory: doctrees, which have cycles, wait for it.
    gc.set_threshold(10_000)
    parser.share_settings()
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")

    for name, default in settings.SETTINGS.items():
        app.add_config_value(name, default, "html", str)
    app.add_source_suffix(".yaml", "yaml")
    app.add_source_parser(parser.RecordParser)
    app.add_domain(domain.FaqDomain)
    app.add_directive_to_domain("faq", "listing", directives.ListingDirective)
    app.add_directive_to_domain("faq", "browse", directives.BrowseDirective)
    app.add_directive_to_domain("faq", "toctree", directives.TocTreeDirective)
    app.add_directive_to_domain("faq", "problems", directives.ProblemsDirective)
    for name in (assets.BOX_STYLE, assets.CODE_STYLE, assets.REFERENCE_STYLE, *assets.BUNDLES):
        if name.endswith(".css"):
            app.add_css_file(name)
    nodes.add_to(app)

    fresh = freshness.Freshness()
    reporting.escape_warnings()
    app.connect("config-inited", reporting.leave_out_strange_files)
    app.connect("config-inited", settings.prepare)
    app.connect("config-inited", language.add_folder)
    app.connect("config-inited", language.add_messages)
    app.connect("config-inited", assets.add_folders)
    app.connect("builder-inited", freshness.discard_build_info)
    app.connect("builder-inited", assets.prepare_builder)
    app.connect("env-get-outdated", domain.outdated)
    app.connect("env-get-outdated", freshness.damaged_doctrees)
    app.connect("env-before-read-docs", parser.skip_unreadable)
    app.connect("env-before-read-docs", fresh.begin)
    app.connect("env-get-updated", fresh.outdated)
    app.connect("warn-missing-reference", domain.warn_missing)
    app.connect("write-started", assets.write_bundles)
    app.connect("write-started", placeholders.use_every_process)
    app.connect("doctree-resolved", fresh.note_written)
    app.connect("doctree-resolved", outputs.write_programs)
    app.connect("doctree-resolved", placeholders.fill_placeholders)
    app.connect("doctree-resolved", placeholders.lighten, priority=900)
    app.connect("html-page-context", assets.load_assets)
    app.connect("html-page-context", discovery.describe)
    # Before themes call it.
    app.connect("html-page-context", partial(sidebar.share_toctree, {}), priority=400)
    app.connect("html-page-context", sidebar.name_section)
    app.connect("build-finished", partial(outputs.finish, fresh))

    return {
        "version": __version__,
        # Sphinx reads everything again when it differs from that of the last build.
        "env_version": digest(Path(app.srcdir)),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
