"""The end of a build: the data of the finder, files for programs, redirects, and pruning."""

import posixpath
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.text import TextBuilder
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

from faq.domain import FaqDomain
from faq.finder.data import write_finder
from faq.nodes import placeholder
from faq.rendering.placeholders import PROGRAMS, render
from faq.writing.discovery import root_not_found, write_files
from faq.writing.freshness import Freshness
from schema.files import write_if_changed
from schema.records import ROOT, Place

REDIRECTING = frozenset({"html", "dirhtml"})
"""Builders that write redirects."""


def page_path(builder: Builder, docname: str) -> Path | None:
    """Return the output file of a document, None if the builder has no file per document."""
    outdir = Path(builder.outdir)
    if isinstance(builder, StandaloneHTMLBuilder):
        return Path(builder.get_outfilename(docname))
    return outdir / f"{docname}{builder.out_suffix}" if isinstance(builder, TextBuilder) else None


def prune(builder: Builder, kept: Iterable[str]) -> None:
    """Delete the pages below `kb/` other than those kept, and folders that become empty."""
    paths = {page_path(builder, docname) for docname in kept}
    folder = Path(builder.outdir) / ROOT
    if not paths - {None} or not folder.is_dir():
        return
    suffix = next(path.suffix for path in paths if path)
    for path in sorted(folder.rglob("*"), reverse=True):  # folders after their content
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.suffix == suffix and path not in paths:
            path.unlink()


def write_redirects(builder: Builder, env: BuildEnvironment) -> set[str]:
    """Write a page at each former docname that no record has now; return these docnames."""
    catalogue = FaqDomain.of(env).catalogue
    former = {Place.entry(old).docname: id for old, id in catalogue.renamed.items()}
    for docname in former.keys() - env.all_docs.keys():
        card = catalogue.entries[former[docname]]
        path = page_path(builder, docname)
        assert path is not None
        address = builder.get_relative_uri(docname, Place.entry(card.id).docname)
        language = env.config.language.replace("_", "-")
        text = render("redirect.html", address=address, question=card.question, language=language)
        write_if_changed(path, text)
    return former.keys() - env.all_docs.keys()


def write_programs(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the page with the programs that check an entry (event `doctree-resolved`).

    On the entry's own page they would be half of its bytes.
    """
    builder, domain = app.builder, FaqDomain.of(app.env)
    known = domain.documents.get(docname)
    if not known or not known.evidence or not isinstance(builder, StandaloneHTMLBuilder):
        return
    id = posixpath.basename(docname)
    facts = next(node["facts"] for node in doctree.findall(placeholder) if "facts" in node)
    highlight = partial(builder.highlighter.highlight_block, lang="python", force=True)
    body = render(
        "programs.html",
        links=[domain.views.entry_link(id)],
        programs=[(c, Markup(highlight(c.program))) for c in facts.claims if c.program],
        uri=lambda name: builder.get_relative_uri(PROGRAMS + id, name or app.config.root_doc),
    )
    builder.handle_page(PROGRAMS + id, {"title": _("How we checked this"), "body": body})


def finish(freshness: Freshness, app: Sphinx, exception: Exception | None) -> None:
    """Index, prune, redirect and store fingerprints if the build succeeded (`build-finished`).

    The index comes last, because pages waiting to be written take the most memory of a build.
    """
    if exception is not None:
        return
    env, builder = app.env, app.builder
    for docname in freshness.removed(env):
        if path := page_path(builder, docname):
            path.unlink(missing_ok=True)
    records = [name for name in env.all_docs if name.startswith(f"{ROOT}/")]
    if builder.name in REDIRECTING:
        assert isinstance(builder, StandaloneHTMLBuilder)
        if freshness.written:
            write_finder(env, builder)
            write_files(app, builder)
        root_not_found(app, builder)
        documents = FaqDomain.of(env).documents
        ids = (posixpath.basename(name) for name in records if documents[name].evidence)
        prune(builder, [*records, *(PROGRAMS + id for id in ids), *write_redirects(builder, env)])
    elif isinstance(builder, TextBuilder):
        prune(builder, records)
    freshness.finish(app)
