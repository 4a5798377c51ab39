"""Write a corpus as two Sphinx projects with the same text, and edit one entry of either.

``ours`` is a knowledge base: YAML records rendered by the ``faq`` extension.  ``bare`` is what one
would write by hand without it: one MyST page for each entry, plain Sphinx defaults.  Neither puts
an entry into a toctree, and both keep the entries at the same depth.
"""

from __future__ import annotations

import json
import shutil
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from . import words
from .corpus import WRAP, Corpus, Entry, Facet, Tag, make_corpus

SiteName = Literal["ours", "bare"]
EditKind = Literal["body edit", "title edit", "tag edit"]
SITES: tuple[SiteName, ...] = get_args(SiteName)

REPOSITORY = Path(__file__).resolve().parents[2]
ENTRIES = "kb/entries"

# The repository's own configuration over another kb/, so that the benchmark cannot drift from it.
_OURS_CONF = """\
from runpy import run_path

globals().update(run_path({conf!r}))
"""

_OURS_INDEX = """\
Scale
=====

Questions and answers about training, exporting and running models.

.. faq:browse::

.. faq:toctree::
   :hidden:
   :caption: Questions

   docs/all-questions
   docs/recently-reviewed
"""

_OURS_PAGES = {
    "search.rst": """\
:orphan:

Search
======

.. faq:browse::
""",
    "docs/all-questions.rst": """\
All questions
=============

.. faq:listing::
   :group: letter
""",
    "docs/recently-reviewed.rst": """\
Recently reviewed
=================

.. faq:listing::
   :group: month
   :limit: 50
""",
}

_BARE_CONF = """\
project = "Scale"
language = "en"
extensions = ["myst_parser"]
html_theme = "furo"
"""

_BARE_INDEX = """\
# Scale

Questions and answers about training, exporting and running models.
"""


@dataclass(frozen=True)
class Site:
    """Where one of the two projects is, and which entry of it is edited."""

    name: SiteName
    size: int
    folder: Path
    edited: Entry

    @property
    def source(self) -> Path:
        """The folder of the project, with nothing built in it."""
        return self.folder / "source"

    @property
    def output(self) -> Path:
        """The folder the HTML goes to."""
        return self.folder / "html"

    @property
    def doctrees(self) -> Path:
        """The folder Sphinx keeps its environment in."""
        return self.folder / "doctrees"

    @property
    def pages(self) -> Path:
        """The folder of the entries' HTML pages."""
        return self.output / ENTRIES


def write_sites(size: int, folder: Path, names: tuple[SiteName, ...] = SITES) -> tuple[Site, ...]:
    """Write the corpus of ``size`` entries below ``folder``, once for each name."""
    corpus = make_corpus(size)
    sites = []
    for name in names:
        site = Site(name, size, folder / f"{name}-{size}", typical(corpus))
        shutil.rmtree(site.folder, ignore_errors=True)  # an older corpus had other ids
        for path, text in files(corpus, name).items():
            target = site.source / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        sites.append(site)
    return tuple(sites)


def files(corpus: Corpus, name: SiteName) -> dict[str, str]:
    """Return every file of a site, by its path inside the site."""
    entries = dict(entry_file(entry, name) for entry in corpus.entries)
    if name == "bare":
        return {"conf.py": _BARE_CONF, "index.md": _BARE_INDEX, **entries}
    return {
        "conf.py": _OURS_CONF.format(conf=str(REPOSITORY / "conf.py")),
        "index.rst": _OURS_INDEX,
        **_OURS_PAGES,
        **{f"kb/tags/{facet.slug}/index.yaml": _facet_yaml(facet) for facet in corpus.facets},
        **{f"kb/tags/{tag.facet}/{tag.slug}.yaml": _tag_yaml(tag) for tag in corpus.tags},
        **entries,
    }


def entry_file(entry: Entry, name: SiteName) -> tuple[str, str]:
    """Return the path and the text of one entry."""
    if name == "bare":
        return f"{ENTRIES}/{entry.id}.md", _entry_markdown(entry)
    return f"{ENTRIES}/{entry.id}.yaml", _entry_yaml(entry)


def typical(corpus: Corpus) -> Entry:
    """Return the entry to edit: near the middle, with three tags, named as related by another."""
    named = {other for entry in corpus.entries for other in entry.related}
    middle = len(corpus.entries) // 2
    for entry in corpus.entries[middle:] + corpus.entries[:middle]:
        if entry.id in named and sum(len(slugs) for _, slugs in entry.tags) == 3:
            return entry
    return corpus.entries[middle]


def apply_edit(site: Site, edit: EditKind, number: int) -> Site:
    """Make the ``number``-th edit of its kind in one entry, on top of the edits before."""
    entry = edited(site.edited, edit, number)
    path, text = entry_file(entry, site.name)
    (site.source / path).write_text(text, encoding="utf-8", newline="\n")
    return replace(site, edited=entry)


def edited(entry: Entry, edit: EditKind, number: int) -> Entry:
    """Return the entry with a sentence added, its question reworded, or its last tag exchanged."""
    if edit == "body edit":
        return replace(
            entry, answer=f"{entry.answer}\nThis was looked at again in week {number}.\n"
        )
    if edit == "title edit":
        question = entry.question.split(" (case ")[0].removesuffix("?")
        return replace(entry, question=f"{question} (case {number})?")
    *before, (facet, slugs) = entry.tags
    unused = [tag[0] for tag in words.TAGS[facet] if tag[0] not in slugs]
    return replace(entry, tags=(*before, (facet, (*slugs[:-1], unused[number % len(unused)]))))


def _entry_yaml(entry: Entry) -> str:
    lines = [
        "# yaml-language-server: $schema=../entry.schema.json",
        f"question: {_scalar(entry.question)}",
        "phrasings:",
        *(f"  - {_scalar(phrasing)}" for phrasing in entry.phrasings),
        "summary: >-",
        *textwrap.wrap(
            entry.summary,
            WRAP,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        ),
        "answer: |",
        textwrap.indent(entry.answer, "  ").rstrip("\n"),
        "tags:",
        *(f"  {facet}: [{', '.join(slugs)}]" for facet, slugs in entry.tags),
        "status: published",
        f"reviewed_on: {entry.reviewed_on.isoformat()}",
        "sources:",
    ]
    for source in entry.sources:
        lines += [f"  - url: {source.url}", f"    supports: {_scalar(source.supports)}"]
    if entry.related:
        lines += [f"related: [{', '.join(entry.related)}]"]
    return "\n".join(lines) + "\n"


def _facet_yaml(facet: Facet) -> str:
    return (
        "# yaml-language-server: $schema=../../facet.schema.json\n"
        f"label: {_scalar(facet.label)}\n"
        f"description: {_scalar(facet.description)}\n"
        f"order: {facet.order}\n"
    )


def _tag_yaml(tag: Tag) -> str:
    aliases = f"aliases: [{', '.join(map(_scalar, tag.aliases))}]\n" if tag.aliases else ""
    return (
        "# yaml-language-server: $schema=../../tag.schema.json\n"
        f"label: {_scalar(tag.label)}\n"
        f"description: {_scalar(tag.description)}\n"
        f"{aliases}"
        f"order: {tag.order}\n"
    )


def _entry_markdown(entry: Entry) -> str:
    """Write the text our page shows of a record, as somebody would who writes the page by hand."""
    sources = "\n".join(f"- [{source.supports}]({source.url})" for source in entry.sources)
    return (
        "---\norphan: true\n---\n\n"
        f"# {entry.question}\n\n"
        f"{entry.summary}\n\n"
        f"{entry.answer}\n"
        f"## Sources\n\n{sources}\n"
    )


def _scalar(text: str) -> str:
    """Write a string as a YAML scalar, quoted where a plain one could be misread."""
    plain = text[0].isalpha() and ": " not in text and " #" not in text and "," not in text
    return text if plain else json.dumps(text)
