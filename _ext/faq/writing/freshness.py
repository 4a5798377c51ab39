"""Which pages to write again: those whose foreign data differ from what they show.

A page is written again exactly when its source changed, which Sphinx sees, or when the
fingerprint of the foreign data it shows changed. Fingerprints live in the output directory,
because two builders may share one environment; they are stored for pages written in this run
only, and only when the build succeeded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from faq.domain import FaqDomain
from faq.files import write_if_changed
from faq.finder.opensearch import SEARCH

STORE = ".faq-fingerprints.json"
"""File in the output directory: the fingerprint of each page, by document name."""


def load(outdir: Path) -> dict[str, str]:
    """Read the store; an unreadable one counts as empty, so every page is written again."""
    try:
        return dict(json.loads((outdir / STORE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def save(outdir: Path, stored: Mapping[str, str]) -> None:
    """Write the store, sorted."""
    text = json.dumps(stored, indent=0, sort_keys=True) + "\n"
    write_if_changed(outdir / STORE, text)


def fingerprints(env: BuildEnvironment, docnames: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the fingerprint of the foreign data of each document; linear in what they show."""
    domain = FaqDomain.of(env)
    common = _common(env)
    records = sorted((*domain.cards, *domain.broken))
    for docname in docnames:
        shown = (
            common,
            # So that a record that nothing shows cannot vanish unnoticed: Sphinx checks the
            # consistency of a project only if it has something to write.
            records if docname == env.config.root_doc else (),
            [domain.views.digest_source(part) for part in domain.parts.get(docname, ())],
            [_target(env, domain, *target) for target in domain.targets.get(docname, ())],
        )
        yield docname, blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def _target(env: BuildEnvironment, domain: FaqDomain, kind: str, target: str) -> object:
    if kind == "doc":
        title = env.titles.get(target)
        return title.pformat() if title is not None else None
    return domain.find(kind, target)


def _common(env: BuildEnvironment) -> str:
    """Return a digest of what every page shows or rests on: the sidebar and the settings."""
    config = env.config
    plain = (str, int, bool, list, tuple)
    settings = [
        (v.name, v.value) for v in config.filter(frozenset({"env"})) if isinstance(v.value, plain)
    ]
    shown = sorted({name for names in env.toctree_includes.values() for name in names})
    toctrees = [
        sorted(node.attributes.items())
        for name in sorted(env.toctree_includes)
        for node in env.tocs[name].findall(addnodes.toctree)
    ]
    titles = [(name, env.titles[name].pformat()) for name in shown if name in env.titles]
    # Pages that every page may link to, if they are there.
    known = [name in env.all_docs for name in (config.faq_contribute, SEARCH)]
    digest = blake2b(repr((settings, toctrees, titles, known)).encode(), digest_size=8)
    return digest.hexdigest()


class Freshness:
    """Compares fingerprints before writing, and keeps those of the pages written."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}
        self._written: set[str] = set()

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents to write again (event `env-get-updated`)."""
        self._now = dict(fingerprints(env, sorted(env.all_docs)))
        self._written = set()
        before = load(Path(app.outdir))
        return [name for name, digest in self._now.items() if before.get(name) != digest]

    def begin(self, app: Sphinx, builder: Builder) -> None:
        """Forget the pages that are about to be written (event `write-started`).

        If the build is interrupted, nobody knows which of them show what.
        """
        outdir = Path(app.outdir)
        before = load(outdir)
        if before:
            save(outdir, {name: old for name, old in before.items() if self._now.get(name) == old})

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Remember that a page is being written (event `doctree-resolved`)."""
        self._written.add(docname)

    @property
    def has_written(self) -> bool:
        """Whether this build has written a page."""
        return bool(self._written)

    def finish(self, app: Sphinx) -> None:
        """Store the fingerprints of the pages written; those of the others stay as they were."""
        outdir = Path(app.outdir)
        kept = {name: old for name, old in load(outdir).items() if name in app.env.all_docs}
        new = {name: self._now[name] for name in self._written if name in self._now}
        save(outdir, {**kept, **new})
