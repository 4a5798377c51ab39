"""The end of a build: the data of the finder, redirects, and the pruning of pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.text import TextBuilder
from sphinx.environment import BuildEnvironment

from faq.domain import FaqDomain
from faq.finder.data import write_finder
from faq.rendering.placeholders import render
from faq.writing.freshness import Freshness
from schema.files import write_if_changed
from schema.records import ROOT, Place

REDIRECTING = frozenset({"html", "dirhtml"})
"""Builders with one page a document, at whose former addresses a page can redirect."""


def page_path(builder: Builder, docname: str) -> Path | None:
    """Return the output file of a document, None where the builder writes none per document."""
    outdir = Path(builder.outdir)
    if isinstance(builder, StandaloneHTMLBuilder):
        return Path(builder.get_outfilename(docname))
    return outdir / f"{docname}{builder.out_suffix}" if isinstance(builder, TextBuilder) else None


def prune(builder: Builder, kept: Iterable[str]) -> None:
    """Delete the pages below `kb/` other than those kept, and folders that this leaves empty."""
    paths = {page_path(builder, docname) for docname in kept}
    folder = Path(builder.outdir) / ROOT
    if not paths - {None} or not folder.is_dir():
        return
    suffix = next(path.suffix for path in paths if path)
    for path in sorted(folder.rglob("*"), reverse=True):  # what a folder holds comes before it
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
        text = render("redirect.html", address=address, question=card.question)
        write_if_changed(path, text)
    return former.keys() - env.all_docs.keys()


class Finish:
    """The end of a successful build: index, prune, redirect, remember (event `build-finished`).

    The index comes last, since pages that wait to be written take the most memory of a build.
    """

    def __init__(self, freshness: Freshness) -> None:
        self._freshness = freshness

    def __call__(self, app: Sphinx, exception: Exception | None) -> None:
        """Leave everything as it is when the build failed."""
        if exception is not None:
            return
        env, builder = app.env, app.builder
        for docname in self._freshness.removed(env):
            if path := page_path(builder, docname):
                path.unlink(missing_ok=True)
        records = [name for name in env.all_docs if name.startswith(f"{ROOT}/")]
        if builder.name in REDIRECTING:
            if self._freshness.written:
                write_finder(env, builder)
            prune(builder, [*records, *write_redirects(builder, env)])
        elif isinstance(builder, TextBuilder):
            prune(builder, records)
        self._freshness.finish(app)
