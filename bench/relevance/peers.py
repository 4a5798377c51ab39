"""Ask stock search engines the queries of a collection, for figures to compare ours with.

Each engine runs as its makers recommend it for a documentation site, in a headless Chromium:

- the search that Sphinx builds in, by the scripts of its own search page;
- Pagefind over the pages of that same plain site;
- MiniSearch over the fields of the documents, with prefixes and a little fuzziness.

``python -m bench.relevance.peers FOLDER`` prints how they did. The packages that this needs are
development dependencies; ``npm ci`` installs them into ``engines/node_modules`` when missing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

import sphinx
from playwright.sync_api import Page, sync_playwright

from bench.relevance.collection import Collection, CollectionError, Doc, read_collection
from bench.relevance.measures import DEPTH, Measures, measure
from tests.browser.chromium import find

Rankings: TypeAlias = Mapping[str, Sequence[str]]

ENGINES = Path(__file__).parent / "engines"
MODULES = ENGINES / "node_modules"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
INSTALL_SECONDS = 300
BUILD_SECONDS = 1800
SHOWN_LINES = 8
PROGRESS_SECONDS = 10

CONFIGURATION = """\
project = "Plain"
language = "en"
root_doc = "doc0"
html_theme = "alabaster"
html_copy_source = False
html_permalinks = False
html_use_index = False
smartquotes = False
templates_path = ["templates"]
"""
PAGE_TEMPLATE = """\
{% extends "!page.html" %}
{% block body %}<div data-pagefind-body>{{ super() }}</div>{% endblock %}
"""
# Answers may have longer lines than docutils allows by default.
DOCUTILS_CONFIGURATION = "[general]\nline_length_limit: 10000000\n"

# What `Search.query` of searchtools.js does, but for showing the results, the best of them last.
SPHINX_ASK = """([query, depth]) => {
    const results = Search._performSearch(...Search._parseQuery(query)).reverse();
    return [...new Set(results.map(([page]) => page))].slice(0, depth);
}"""

PAGEFIND_SETUP = """async () => {
    window.pagefind = await import("/pagefind/pagefind.js");
    await pagefind.init();
}"""
PAGEFIND_ASK = """async ([query, depth]) => {
    const { results } = await pagefind.search(query);
    const pages = await Promise.all(results.slice(0, depth).map((result) => result.data()));
    return pages.map((page) => page.url);
}"""

MINISEARCH_SETUP = """async (docs) => {
    window.index = new MiniSearch({
        fields: ["question", "aliases", "tags", "answer"],
        searchOptions: {
            prefix: (term) => term.length > 2,
            fuzzy: 0.2,
            boost: { question: 3, aliases: 2, tags: 2 },
        },
    });
    await index.addAllAsync(docs);
}"""
MINISEARCH_ASK = """([query, depth]) =>
    index.search(query).slice(0, depth).map((result) => result.id)"""


class PeerError(RuntimeError):
    """An engine could not be asked; the message says why."""


@dataclass(frozen=True)
class Answers:
    """What one engine found: the first documents for each query, or why there are none."""

    engine: str
    version: str
    rankings: Rankings | None
    failure: str = ""


@dataclass(frozen=True)
class Row:
    """How one engine did, or why that is not known."""

    engine: str
    version: str
    measures: Measures | None
    failure: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how the engines do on one collection; return 1 if any of them failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance.peers", description=__doc__)
    parser.add_argument("folder", type=Path, help="the collection")
    try:
        collection = read_collection(parser.parse_args(arguments).folder)
    except CollectionError as error:
        print(error, file=sys.stderr)
        return 1
    rows = table(collection)
    print(
        f"{collection.name}: {len(collection.docs):,} documents, "
        f"{len(collection.queries):,} queries\n\n{as_text(rows)}"
    )
    return 1 if any(row.measures is None for row in rows) else 0


def table(collection: Collection) -> list[Row]:
    """Return one row for each engine, also for one that failed."""
    return [
        Row(
            one.engine,
            one.version,
            None if one.rankings is None else measure(one.rankings, collection.relevant),
            one.failure,
        )
        for one in ask(collection)
    ]


def ask(collection: Collection) -> list[Answers]:
    """Return what each engine found; one that fails does not keep the others from answering."""
    engines: dict[str, tuple[Callable[[], str], Callable[[_Bench], Rankings]]] = {
        "Sphinx": (lambda: sphinx.__version__, _ask_sphinx),
        "Pagefind": (partial(_locked_version, "pagefind"), _ask_pagefind),
        "MiniSearch": (partial(_locked_version, "minisearch"), _ask_minisearch),
    }
    answers = []
    with tempfile.TemporaryDirectory(prefix="faq-peers-") as folder:
        bench = _Bench(collection, Path(folder))
        for engine, (find_version, find_rankings) in engines.items():
            version = "-"
            try:
                version = find_version()
                answers.append(Answers(engine, version, find_rankings(bench)))
            except Exception as error:  # whatever it was, the other engines can answer
                failure = str(error) or type(error).__name__
                _say(f"{engine} failed: {failure}")
                answers.append(Answers(engine, version, None, failure))
    return answers


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows as an aligned table, and below it why engines failed."""
    lines = [["engine", "version", "hit@1", "hit@5", "mrr@10", "zero"]]
    for row in rows:
        figures = ["-"] * 4
        if (found := row.measures) is not None:
            shares = (found.hit1, found.hit5, found.mrr10, found.zero)
            figures = [f"{share:.3f}" for share in shares]
        lines.append([row.engine, row.version, *figures])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    shown = [
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    failures = [f"{row.engine} failed: {row.failure}" for row in rows if row.measures is None]
    return "\n".join([*shown, *failures])


class _Bench:
    """A collection, and what several engines need of it, made when the first of them asks."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        self.collection = collection
        self.pages = {f"doc{number}": doc for number, doc in enumerate(collection.docs)}
        self._folder = folder

    @cached_property
    def site(self) -> Path:
        """The plain site, built by Sphinx."""
        source, output = self._folder / "source", self._folder / "site"
        _write_source(source, self.pages)
        _say(f"Sphinx: building a site of {len(self.pages):,} pages")
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html"]
        _run([*command, "-d", self._folder / "doctrees", source, output], source, BUILD_SECONDS)
        return output

    def rankings(self, engine: str, page: Page, script: str) -> Rankings:
        """Return what a script finds on a page: for each query, the names of documents."""
        rankings = {}
        started = said = time.monotonic()
        for number, query in enumerate(self.collection.queries, start=1):
            found = page.evaluate(script, [query.text, DEPTH])
            rankings[query.id] = tuple(self.pages[PurePosixPath(name).stem].id for name in found)
            if (now := time.monotonic()) - said > PROGRESS_SECONDS:
                _say(f"{engine}: {number:,} of {len(self.collection.queries):,} queries")
                said = now
        seconds = time.monotonic() - started
        _say(f"{engine}: {len(self.collection.queries):,} queries in {seconds:.1f} s")
        return rankings


def _ask_sphinx(bench: _Bench) -> Rankings:
    with _serve(bench.site) as address, _open(f"{address}search.html") as page:
        page.wait_for_function("() => Search.hasIndex()")
        return bench.rankings("Sphinx", page, SPHINX_ASK)


def _ask_pagefind(bench: _Bench) -> Rankings:
    _install()
    command = shutil.which("pagefind", path=MODULES / ".bin")
    if command is None:
        raise PeerError(f"there is no pagefind in {MODULES / '.bin'}: remove {MODULES}")
    _say(f"Pagefind: indexing {len(bench.pages):,} pages")
    _run([command, "--site", bench.site], bench.site, BUILD_SECONDS)
    # On a page of the site, because its language chooses the index.
    with _serve(bench.site) as address, _open(f"{address}search.html") as page:
        page.evaluate(PAGEFIND_SETUP)
        return bench.rankings("Pagefind", page, PAGEFIND_ASK)


def _ask_minisearch(bench: _Bench) -> Rankings:
    _install()
    docs = [
        {
            "id": name,
            "question": doc.question,
            "aliases": doc.aliases,
            "tags": doc.tags,
            "answer": doc.answer,
        }
        for name, doc in bench.pages.items()
    ]
    with _open("about:blank") as page:
        page.add_script_tag(path=MODULES / "minisearch/dist/umd/index.js")
        page.evaluate(MINISEARCH_SETUP, docs)
        return bench.rankings("MiniSearch", page, MINISEARCH_ASK)


def _write_source(folder: Path, pages: Mapping[str, Doc]) -> None:
    (folder / "templates").mkdir(parents=True)
    files = {
        "conf.py": CONFIGURATION,
        "docutils.conf": DOCUTILS_CONFIGURATION,
        "templates/page.html": PAGE_TEMPLATE,
        **{f"{name}.rst": _as_rst(doc) for name, doc in pages.items()},
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _as_rst(doc: Doc) -> str:
    title = _plain(doc.question)
    # A wide character counts as two columns.
    parts = [":orphan:", f"{title}\n{'=' * (2 * len(title))}"]
    parts += map(_plain, doc.aliases)
    parts.append(_plain(", ".join(doc.tags)))
    parts += map(_plain, doc.answer.split("\n\n"))
    return "\n\n".join(filter(None, parts)) + "\n"


def _plain(text: str) -> str:
    """Return a text as one line of reStructuredText in which nothing is markup."""
    printable = "".join(one if one.isprintable() else " " for one in text)
    return "".join(
        one if one.isalnum() or one == " " else f"\\{one}" for one in " ".join(printable.split())
    )


def _locked_version(package: str) -> str:
    lock = json.loads((ENGINES / "package-lock.json").read_text(encoding="utf-8"))
    version: str = lock["packages"][f"node_modules/{package}"]["version"]
    return version


def _installed_version(package: str) -> str | None:
    try:
        text = (MODULES / package / "package.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    version: str = json.loads(text)["version"]
    return version


def _install() -> None:
    packages = ("pagefind", "minisearch")
    if all(_installed_version(one) == _locked_version(one) for one in packages):
        return
    command = shutil.which("npm")
    if command is None:
        raise PeerError("there is no npm: install Node.js 20 or later")
    _say(f"installing {' and '.join(packages)} with npm")
    _run([command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ENGINES, INSTALL_SECONDS)


def _run(command: Sequence[str | Path], folder: Path, seconds: float) -> None:
    try:
        run = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"{_shown(command)} took more than {seconds} seconds") from error
    if run.returncode:
        lines = run.stdout.strip().splitlines()
        if len(lines) > 2 * SHOWN_LINES:  # some commands give the reason first, others last
            lines[SHOWN_LINES:-SHOWN_LINES] = ["..."]
        output = "\n".join(lines)
        raise PeerError(f"{_shown(command)} ended with status {run.returncode}:\n{output}")


def _shown(command: Sequence[str | Path]) -> str:
    return " ".join(map(str, command))


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    handler = partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@contextmanager
def _open(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        try:
            page = browser.new_page()
            page.goto(address)
            yield page
        finally:
            browser.close()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
