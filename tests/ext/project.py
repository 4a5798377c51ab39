"""A small knowledge base in a temporary folder, built in this process."""

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder, _assets
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONF = """
project = "Test"
html_title = "Test"
extensions = ["faq"]
nitpicky = True
html_theme = "furo"
html_copy_source = False
html_use_index = False
"""

INDEX = """
Test
====

.. faq:browse::

.. faq:toctree::
   :hidden:

   all
   recent
"""

ALL = """
All
===

.. faq:listing::
   :group: tag
"""

RECENT = """
Recent
======

See :faq:entry:`alpha` and :faq:tag:`hardware/cpu`, :doc:`kb/entries/alpha`.

.. faq:listing::
   :group: month
   :limit: 3
   :tags: hardware/cpu
"""


_FOLDER = tempfile.TemporaryDirectory()
_TEMPLATES = FileSystemBytecodeCache(_FOLDER.name)
"""Compiled templates for the next build: compiling takes half the time of one."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def entry(question: str, **fields: Any) -> dict[str, Any]:
    """Return a valid entry; any field can be set, and is left out when it is None."""
    record = {
        "question": question,
        "phrasings": ["one way", "another way"],
        "summary": f"The short answer to it: {question.rstrip('?')}.",
        "answer": f"The long answer.\n\nIt is about {question.rstrip('?')}.\n",
        "tags": {"hardware": ["cpu"]},
        "status": "published",
        "reviewed_on": "2026-01-05",
        **fields,
    }
    return {key: value for key, value in record.items() if value is not None}


def tag(label: str, **fields: Any) -> dict[str, Any]:
    """Return a valid tag or facet."""
    return {"label": label, "description": f"All about {label}.", **fields}


RECORDS: Mapping[str, Mapping[str, Any]] = {
    "tags/hardware/index": tag("Hardware", order=1),
    "tags/hardware/cpu": tag("CPU", aliases=["processor"]),
    "tags/hardware/gpu": tag("GPU"),
    "tags/export/index": tag("Export", order=2),
    "tags/export/onnx": tag("ONNX"),
    "entries/alpha": entry("Is alpha first?", related=["beta"]),
    "entries/beta": entry("Is beta second?", tags={"hardware": ["gpu", "cpu"]}),
    "entries/gamma": entry("Is gamma third?", tags={"export": ["onnx"], "hardware": ["cpu"]}),
}

SITE: Mapping[str, Mapping[str, Any]] = {
    **RECORDS,
    "tags/hardware/gpu": tag("GPU", broader="cpu"),
    "entries/alpha": entry(
        "Is `alpha` *first*?",
        summary="Yes, `alpha` is.",
        answer="## Why\n\nBecause of {faq:tag}`export/onnx`.\n\n## Alpha\n\n`save_it()`\n",
        tags={"export": ["onnx"], "hardware": ["cpu"]},
        phrasings=["alpha or not", "what about alpha"],
        applies_to=">=2.3",
        sources=[{"url": "https://example.org/a?b=1&c=2", "supports": "All of `it`."}],
        origin=["feature_advice-04"],
        related=["beta"],
        former_ids=["old", "older"],
        errors=["RuntimeError: walrus is missing"],
    ),
    "entries/beta": entry("Is `</script>` second?", tags={"hardware": ["gpu", "cpu"]}),
    "entries/draft": entry("Draft?", status="draft", tags={"hardware": ["gpu"]}),
    "entries/gone": entry("Gone?", status="withdrawn", reason="It was <b>wrong</b>."),
    "entries/midway": entry("Midway?", status="superseded", superseded_by="alpha"),
    "entries/replaced": entry("Replaced?", status="superseded", superseded_by="alpha"),
    "entries/zeta": entry(
        "Is zeta it?", tags={"export": ["onnx"]}, reviewed_on="2026-03-01", related=["gamma"]
    ),
}
"""An entry of each kind."""

SITE_CONFIG: Mapping[str, Any] = {
    "html_title": "A & B",
    "html_baseurl": "https://example.org/faq",
    "faq_repository_url": "https://github.com/o/n",
}

SITE_PAGES: Mapping[str, str] = {
    "search.rst": ":orphan:\n\nSearch\n======\n\n.. faq:browse::\n",
    "own.rst": ":orphan:\n\nOwn\n===\n\n.. raw:: html\n\n   <b>ours</b>\n\n::\n\n   x = 1\n\n"
    ":field: value\n\n.. tab-set::\n\n   .. tab-item:: A\n\n      Text.\n",
    "page.md": "---\norphan: true\n---\n# Page\n\nSee {faq:entry}`alpha`.\n\n"
    "See {faq:entry}`it <alpha>`. And on.\n",
    "roles.rst": """\
:orphan:

Roles
=====

:faq:entry:`alpha`, :faq:entry:`a<b <beta>`, :faq:tag:`hardware/cpu`, :faq:tag:`hardware`,
:faq:entry:`older`, :any:`gamma`
""",
    "listing.rst": """\
:orphan:

Listing
=======

.. faq:listing::
   :tags: hardware/cpu, hardware/gpu export/onnx
   :group: month
   :limit: 5
""",
}


def dump(record: Mapping[str, Any]) -> str:
    """Return a record as YAML in the layout of the real ones."""
    return yaml.dump(dict(record), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=90)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as `|` blocks."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


@dataclass(frozen=True)
class Built:
    """What a build left behind and what it did."""

    outdir: Path
    warnings: str
    told: str
    """What the build said besides."""
    read: frozenset[str]
    written: frozenset[str]
    app: Sphinx = field(repr=False)

    def page(self, docname: str) -> str:
        """Return the HTML or text of a page."""
        for name in (f"{docname}.html", f"{docname}/index.html", f"{docname}.txt"):
            if (self.outdir / name).is_file():
                return (self.outdir / name).read_text(encoding="utf-8")
        raise FileNotFoundError(docname)

    def tree(self) -> dict[str, bytes]:
        """Return every output file by its path."""
        return tree(self.outdir)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class Project:
    """A source folder with its doctrees and one output folder for each builder."""

    def __init__(self, root: Path, records: Mapping[str, Mapping[str, Any]] = RECORDS) -> None:
        self.root = root
        self.source = root / "source"
        self.write("conf.py", CONF)
        self.write("index.rst", INDEX)
        self.write("all.rst", ALL)
        self.write("recent.rst", RECENT)
        self.write("kb/settings.yaml", "product: MindSpore\n")
        for name, record in records.items():
            self.put(name, record)

    def write(self, name: str, text: str) -> Path:
        """Write a source file."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def put(self, name: str, record: Mapping[str, Any]) -> Path:
        """Write a record, such as `entries/alpha`."""
        return self.write(f"kb/{name}.yaml", dump(record))

    def delete(self, name: str) -> None:
        """Delete a record, if it exists."""
        (self.source / f"kb/{name}.yaml").unlink(missing_ok=True)

    def build(
        self,
        builder: str = "html",
        *,
        fresh: bool = False,
        only: Sequence[str] = (),
        config: Mapping[str, Any] | None = None,
        before: Callable[[Sphinx], None] | None = None,
    ) -> Built:
        """Build incrementally, or from nothing in folders of their own if `fresh`."""
        place = self.root / ("fresh" if fresh else "build")
        if fresh and place.exists():
            shutil.rmtree(place)
        # Sphinx remembers checksums of static files for the life of a process; a build is one.
        _assets._file_checksum_inner.cache_clear()
        translators.clear()  # likewise
        read: set[str] = set()
        written: set[str] = set()
        warnings, told = io.StringIO(), io.StringIO()
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                self.source,
                self.source,
                place / builder,
                place / "doctrees",
                builder,
                confoverrides=dict(config or {}),
                status=told,
                warning=warnings,
                freshenv=False,
            )
            app.connect("env-before-read-docs", lambda _app, _env, names: read.update(names))
            app.connect("doctree-resolved", lambda _app, _tree, name: written.add(name))
            if isinstance(app.builder, StandaloneHTMLBuilder):
                templates = app.builder.templates
                assert isinstance(templates, BuiltinTemplateLoader)
                templates.environment.bytecode_cache = _TEMPLATES
            if before:
                before(app)
            app.build(False, [str(self.source / name) for name in only])
        texts = [_COLOURS.sub("", stream.getvalue()) for stream in (warnings, told)]
        return Built(place / builder, *texts, frozenset(read), frozenset(written), app)


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of the files that are missing in one tree or differ."""
    names: Iterable[str] = sorted({*one, *other})
    return [name for name in names if one.get(name) != other.get(name)]
