"""A Sphinx extension that turns the records of a knowledge base into a tagged, filterable site."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import schema
from faq import directives, domain, nodes, reporting, settings
from faq.reading import parser
from faq.rendering import placeholders
from faq.writing import assets, freshness, outputs, sidebar

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


HERE = Path(__file__).parent
SCHEMA = Path(schema.__file__).parent


def digest(*folders: Path, suffixes: tuple[str, ...]) -> str:
    """Return a digest of the names and contents of the files with these suffixes."""
    files = sorted(file for folder in folders for file in folder.rglob("*"))
    result = blake2b(digest_size=8)
    for file in files:
        if file.suffix in suffixes:
            result.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return result.hexdigest()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")

    for name, (default, rebuild, type_) in settings.SETTINGS.items():
        app.add_config_value(name, default, rebuild, type_)
    # Pages name scripts and styles with a checksum, so they are written again with new ones.
    looks = digest(assets.STATIC, assets.SCRIPTS, assets.STEMMERS, suffixes=(".js", ".css"))
    app.add_config_value("faq_static_digest", looks, "html", str)
    app.add_config_value("faq_settings_digest", "", "env", str)

    app.add_source_suffix(".yaml", "yaml")
    app.add_source_parser(parser.RecordParser)
    app.add_domain(domain.FaqDomain)
    app.add_directive_to_domain("faq", "listing", directives.ListingDirective)
    app.add_directive_to_domain("faq", "browse", directives.BrowseDirective)
    app.add_directive_to_domain("faq", "toctree", directives.TocTreeDirective)
    app.add_directive_to_domain("faq", "problems", directives.ProblemsDirective)
    app.add_css_file("faq.css")
    nodes.add_to(app)

    fresh = freshness.Freshness()
    reporting.escape_warnings(app)
    app.connect("config-inited", reporting.leave_out_strange_files)
    app.connect("config-inited", settings.prepare)
    app.connect("config-inited", assets.add_folders)
    app.connect("builder-inited", freshness.discard_build_info)
    app.connect("builder-inited", assets.prepare_builder)
    app.connect("env-get-outdated", domain.outdated)
    app.connect("env-get-outdated", freshness.damaged_doctrees)
    app.connect("env-before-read-docs", parser.skip_unreadable)
    app.connect("env-before-read-docs", fresh.begin)
    app.connect("env-get-updated", fresh.outdated)
    app.connect("warn-missing-reference", domain.warn_missing)
    app.connect("write-started", assets.write_shared_files)
    app.connect("doctree-resolved", fresh.note_written)
    app.connect("doctree-resolved", placeholders.fill_placeholders)
    app.connect("doctree-resolved", placeholders.lighten, priority=900)
    app.connect("html-page-context", assets.load_scripts)
    app.connect("html-page-context", sidebar.SharedToctree().share, priority=400)  # before themes
    app.connect("build-finished", outputs.Finish(fresh))

    return {
        "version": __version__,
        # With new code, templates or models, Sphinx reads everything again.
        "env_version": int(digest(HERE, SCHEMA, suffixes=(".py", ".html", ".xml")), 16),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
