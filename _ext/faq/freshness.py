"""Which pages to write again: those whose foreign data differ from what they show.

A page is written again exactly when its source changed, which Sphinx sees, or when the
fingerprint of the foreign data it shows changed. Fingerprints live in the output directory,
because two builders may share one environment; they are stored for pages written in this run
only, and only when the build succeeded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faq.domain import FaqDomain
from faq.files import write_if_changed

STORE = ".faq-fingerprints.json"
"""File in the output directory: document name to fingerprint, and the redirects written."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the last successful builds left behind."""

    pages: dict[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()


def load(outdir: Path) -> Stored:
    """Read the store; an unreadable one counts as empty, so every page is written again."""
    try:
        data = json.loads((outdir / STORE).read_text(encoding="utf-8"))
        return Stored(dict(data["pages"]), tuple(data["redirects"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stored()


def save(outdir: Path, stored: Stored) -> None:
    """Write the store, sorted."""
    data = {"pages": stored.pages, "redirects": sorted(stored.redirects)}
    text = json.dumps(data, indent=0, sort_keys=True) + "\n"
    write_if_changed(outdir / STORE, text)


def fingerprints(env: BuildEnvironment, docnames: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the fingerprint of the foreign data of each document; linear in what they show."""
    domain = FaqDomain.of(env)
    common = _sidebar(env)
    for docname in docnames:
        shown = (
            common,
            [domain.views.digest_source(part) for part in domain.parts.get(docname, ())],
            [_target(env, domain, *target) for target in domain.targets.get(docname, ())],
        )
        yield docname, blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def _target(env: BuildEnvironment, domain: FaqDomain, kind: str, target: str) -> object:
    if kind == "doc":
        title = env.titles.get(target.lstrip("/"))
        return title.astext() if title is not None else None
    return domain.find(kind, target)


def _sidebar(env: BuildEnvironment) -> str:
    """Return a digest of the navigation that every page shows: the documents in toctrees."""
    shown = sorted({name for names in env.toctree_includes.values() for name in names})
    titles = [(name, env.titles[name].astext()) for name in shown if name in env.titles]
    order = sorted(env.toctree_includes.items())
    return blake2b(repr((titles, order)).encode(), digest_size=8).hexdigest()


class Freshness:
    """Compares fingerprints before writing, and keeps those of the pages written."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}
        self._written: set[str] = set()

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents to write again (event `env-get-updated`)."""
        self._now = dict(fingerprints(env, sorted(env.all_docs)))
        self._written = set()
        before = load(Path(app.outdir)).pages
        return [name for name, digest in self._now.items() if before.get(name) != digest]

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Remember that a page is being written (event `doctree-resolved`)."""
        self._written.add(docname)

    def update(self, stored: Stored, env: BuildEnvironment, redirects: Iterable[str]) -> Stored:
        """Return the store after a successful build."""
        kept = {name: old for name, old in stored.pages.items() if name in env.all_docs}
        new = {name: self._now[name] for name in self._written if name in self._now}
        return Stored({**kept, **new}, tuple(redirects))
