"""A Sphinx extension that turns the records of a knowledge base into a tagged, filterable site."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import schema

from faq import assets, directives, domain, freshness, nodes, outputs, parser, settings, transforms

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def code_digest() -> str:
    """Return a digest of the code and templates that make pages out of records."""
    folders = (Path(__file__).parent, Path(schema.__file__).parent)
    files = sorted(
        file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".html")
    )
    digest = blake2b(digest_size=8)
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")

    for name, (default, rebuild, type_) in settings.SETTINGS.items():
        app.add_config_value(name, default, rebuild, type_)
    app.add_config_value("faq_code_digest", code_digest(), "env", str)

    app.add_source_suffix(".yaml", "yaml")
    app.add_source_parser(parser.RecordParser)
    app.add_domain(domain.FaqDomain)
    app.add_directive_to_domain("faq", "listing", directives.ListingDirective)
    app.add_directive_to_domain("faq", "browse", directives.BrowseDirective)
    nodes.add_to(app)

    fresh = freshness.Freshness()
    app.connect("config-inited", assets.add_folders)
    app.connect("builder-inited", assets.replace_search)
    app.connect("env-get-updated", fresh.outdated)
    app.connect("warn-missing-reference", domain.warn_missing)
    app.connect("write-started", outputs.write_index)
    app.connect("doctree-resolved", fresh.note_written)
    app.connect("doctree-resolved", transforms.fill_placeholders)
    app.connect("html-page-context", assets.load_scripts)
    app.connect("build-finished", outputs.Finish(fresh))

    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
