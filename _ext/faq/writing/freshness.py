"""Which pages to write again, so that an incremental build equals a clean one.

A page is written again when its source has changed, which Sphinx notices, or its fingerprint: a
digest of the settings, templates and other records that the page shows. Two rules keep this true
whenever a build is killed:

- Fingerprints exist only while every page in the output directory matches them: writing the first
  page erases them, and a successful build stores them.
- The pickled environment exists only while every doctree matches it: reading the first document
  deletes it, and Sphinx writes it after the last.

Fingerprints are in the output directory because builders may share an environment.
"""

import json
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from pprint import pformat

from docutils import nodes
from sphinx import addnodes
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment

from faq.domain import Document, FaqDomain
from faq.settings import CONTRIBUTE, SEARCH
from schema.cards import digest_of
from schema.files import write_if_changed

STORE = ".faq-fingerprints.json"
"""File in the output directory: the fingerprint of each page, by docname, or an empty string."""


def fingerprints(app: Sphinx, docnames: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each docname with its fingerprint, in time linear in what the pages show."""
    env = app.env
    domain = FaqDomain.of(env)
    common = _common(app)
    records = sorted(name for name, known in domain.documents.items() if known.card or known.broken)
    titles = _titles(env, domain) if any(d.links for d in domain.documents.values()) else ""
    for docname in docnames:
        known = domain.documents.get(docname, Document())
        content = (
            common,
            # Sphinx checks consistency only if it writes a page, so deleting a record that no
            # page shows must write one.
            records if docname == env.config.root_doc else (),
            known.evidence,
            [part.digest_source(domain.views) for part in known.parts],
            [domain.views.find(*target) for target in known.targets],
            titles if known.links else (),
        )
        yield docname, digest_of(content)


def _titles(env: BuildEnvironment, domain: FaqDomain) -> str:
    """Return a digest of what links to documents may show."""
    titles = [
        (name, title.pformat(), env.metadata.get(name, {}).get("myst_slugs"))
        for name, title in sorted(env.titles.items())
    ]
    return digest_of((titles, domain.catalogue.renamed))


def _common(app: Sphinx) -> str:
    """Return a digest of what every page depends on: settings, templates and the sidebar."""
    env, config = app.env, app.config
    settings = [(v.name, v.value) for v in config.filter(frozenset({"env", "html"}))]
    # The `repr` of functions and other objects contains their address in memory.
    values = pformat((settings, sorted(app.tags), env.version), width=1)  # wider, sets are unsorted
    stable = re.sub(r" at 0x[0-9a-f]+", "", values)
    toctree_names = {name for names in env.toctree_includes.values() for name in names}
    toctrees = [
        sorted(node.attributes.items())
        for name in sorted(env.toctree_includes)
        for node in env.tocs[name].findall(addnodes.toctree)
    ]
    named = toctree_names.union(config.html_context.get("footer_links", ()))
    titles = [(name, env.titles[name].pformat()) for name in sorted(named & {*env.titles})]
    # Every page links to these pages if they exist.
    linked = [name in env.all_docs for name in (CONTRIBUTE, SEARCH)]
    folders = getattr(getattr(app.builder, "templates", None), "pathchain", ())
    files = (file for folder in folders for file in sorted(Path(folder).rglob("*.html")))
    templates = [(file.name, digest_of(file.read_bytes())) for file in files]
    return digest_of((stable, templates, toctrees, titles, linked))


def discard_build_info(app: Sphinx) -> None:
    """Delete Sphinx's digest of the settings, which fingerprints replace (`builder-inited`).

    Sphinx writes it before the pages, so after a killed build it describes pages that don't exist
    yet; and an empty file raises an `IndexError`.
    """
    for name in (".buildinfo", ".buildinfo.bak"):
        (Path(app.outdir) / name).unlink(missing_ok=True)


def damaged_doctrees(app: Sphinx, env: BuildEnvironment, *changes: object) -> Iterator[str]:
    """Yield the documents whose pickled doctree is truncated (event `env-get-outdated`)."""
    for name in env.all_docs:
        path = Path(app.doctreedir) / f"{name}.doctree"
        if path.is_file():
            with path.open("rb") as file:
                file.seek(max(path.stat().st_size - 1, 0))
                if file.read() != pickle.STOP:
                    yield name


class Freshness:
    """Compares fingerprints before pages are written, and stores them afterward."""

    def __init__(self) -> None:
        self._stored: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self.written: set[str] = set()

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Delete the environment if documents are to be read (event `env-before-read-docs`)."""
        try:
            self._stored = dict(json.loads((Path(app.outdir) / STORE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            self._stored = {}  # so every page is written again
        self.written = set()
        if docnames:
            (Path(app.doctreedir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents to write again (event `env-get-updated`)."""
        self._now = dict(fingerprints(app, sorted(env.all_docs)))
        return [name for name, digest in self._now.items() if self._stored.get(name) != digest]

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Remember that a page is being written (event `doctree-resolved`)."""
        if not self.written:
            self._store(app, dict.fromkeys((*self._stored, *self._now), ""))
        self.written.add(docname)

    def removed(self, env: BuildEnvironment) -> set[str]:
        """Return the docnames written by earlier builds whose sources no longer exist."""
        return {*self._stored} - env.all_docs.keys()

    def finish(self, app: Sphinx) -> None:
        """Store the fingerprints of the pages written, beside those of untouched pages."""
        kept = {name: old for name, old in self._stored.items() if name in app.env.all_docs}
        new = {name: self._now[name] for name in self.written if name in self._now}
        self._store(app, {**kept, **new})

    def _store(self, app: Sphinx, fingerprints: Mapping[str, str]) -> None:
        text = json.dumps(fingerprints, indent=0, sort_keys=True) + "\n"
        write_if_changed(Path(app.outdir) / STORE, text)
