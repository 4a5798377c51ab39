"""Measure what a reader meets in a real browser, and hold it against the bars.

Builds the site as it is deployed, serves it compressed over http, prints a table and writes JSON.
1 kB is 1,000 bytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Error

from bench.reader import dialog, lighthouse
from bench.reader.bars import Bar, as_json, as_text
from bench.reader.shifts import layout_shift
from bench.reader.states import ENTRY, SCHEMES, STATES, TAG, WIDTHS, violations
from bench.reader.stops import walk
from bench.reader.visit import DESK, NARROW, PHONE, STILL, search, visit
from bench.reader.words import share_beside_the_answer
from bench.relevance import honesty
from bench.relevance.browser import BrowserError, chromium, start_finder
from bench.relevance.site import Sent, Server, SiteError, build, serve
from bench.scale.sites import REPOSITORY
from schema.knowledge_base import read

BASE = "ebdf935"
"""The revision that the bars of the dialog are about."""

LANDING = "index.html"
QUERY = "export to onnx"
KEYBOARD_HEIGHT = 350
TOP = """() => document.querySelector('.faq-results a[href*="kb/entries/"]')
  .closest('li').getBoundingClientRect().top"""

CONTROLS = {
    "menu": ("menu", "navigation"),
    "search": ("search", "find"),
    "theme": ("theme",),
    "contents": ("contents", "on this page"),
}


class Site(NamedTuple):
    """The site that is measured, and the paths of its entries."""

    browser: Browser
    server: Server
    folder: Path
    entries: tuple[str, ...]


def words_and_bytes(site: Site) -> Iterator[Bar]:
    """Read every entry, and the landing page, as a first visitor."""
    shares, visits = {}, {}
    for path in (*site.entries, LANDING):
        start = len(site.server.sent)
        with visit(site.browser, **STILL) as page:
            page.goto(site.server.address + path, wait_until="networkidle")
            if path != LANDING:
                shares[path] = share_beside_the_answer(page)
        visits[path] = site.server.sent[start:]
    notes = tuple(f"{share:.0%} of {path}" for path, share in _largest(shares))
    yield Bar("words beside the answer, median", median(shares.values()), 0.25, notes=notes)
    yield _weight("landing page, first visit", visits.pop(LANDING), 50)
    heaviest, *_ = _largest({path: _kilobytes(sent) for path, sent in visits.items()})
    yield _weight("heaviest entry, first visit", visits[heaviest[0]], 30)
    sizes = {path: (site.folder / path).stat().st_size / 1000 for path in site.entries}
    notes = tuple(f"{size:.1f} kB: {path}" for path, size in _largest(sizes))
    yield Bar("HTML of an entry, largest", max(sizes.values()), unit="kB", notes=notes)
    yield Bar("HTML of an entry, median", median(sizes.values()), unit="kB")


def first_result(site: Site) -> Iterator[Bar]:
    """Type on a phone whose keyboard lies over the page, or makes it shorter."""
    for path in (LANDING, "search.html"):
        with visit(site.browser, **PHONE) as page:
            page.goto(site.server.address + path)
            search(page, QUERY)
            tops = [page.evaluate(TOP)]
            width, height = PHONE["viewport"].values()
            page.set_viewport_size({"width": width, "height": height - KEYBOARD_HEIGHT})
            page.wait_for_timeout(500)
            tops.append(page.evaluate(TOP))
        yield Bar(f"first result on a phone, {path}", max(tops), 190, "px")


def shifts(site: Site) -> Iterator[Bar]:
    """Load the landing page on a slow phone, without and with a query."""
    for path in (LANDING, f"{LANDING}?q={QUERY.replace(' ', '+')}"):
        shift, moved = layout_shift(site.browser, site.server.address + path)
        yield Bar(f"layout shift, {path}", shift, 0.02, notes=tuple(moved))


def keyboard(site: Site) -> Iterator[Bar]:
    """Press Tab through an entry and the landing page, too narrow for the sidebar."""
    stops = {}
    for path in (ENTRY, LANDING):
        with visit(site.browser, reduced_motion="reduce", **NARROW) as page:
            page.goto(site.server.address + path, wait_until="networkidle")
            stops[path] = walk(page)
    names = [stop.name.lower() for stop in stops[ENTRY] if stop.is_control and stop.is_visible]
    missing = [
        control
        for control, words in CONTROLS.items()
        if not any(word in name for word in words for name in names)
    ]
    notes = (f"missing: {', '.join(missing)}", f"found: {', '.join(names)}")
    reached = len(CONTROLS) - len(missing)
    yield Bar("controls reached with Tab", reached, len(CONTROLS), at_least=True, notes=notes)
    for path, walked in stops.items():
        unseen = [f"{stop.element} ({stop.name})" for stop in walked if not stop.is_visible]
        name = f"invisible focus stops of {len(walked)}, {path}"
        yield Bar(name, len(unseen), 0, notes=tuple(unseen))


def accessibility(site: Site) -> Iterator[Bar]:
    """Run axe over every state."""
    found = violations(site.browser, site.server.address)
    states = len(STATES) * len(WIDTHS) * len(SCHEMES)
    yield Bar(f"axe violations over {states} states", len(found), 0, notes=tuple(found))


def honest_levels(site: Site) -> Iterator[Bar]:
    """Ask the questions with and without an answer."""
    pairs = honesty.questions()
    with visit(site.browser, **DESK) as page:
        page.goto(f"{site.server.address}search.html")
        start_finder(page)
        levels = page.evaluate(honesty.LEVELS, [query for query, _ in pairs])
    shares = honesty.shares(pairs, levels)
    asked = list(zip(pairs, levels, strict=True))
    notes = tuple(query for (query, entry), level in asked if (entry, level) == ("-", "best"))
    yield Bar("unanswerable shown as best match", shares.false_best, 0.12, notes=notes)
    notes = tuple(query for (query, entry), level in asked if entry != "-" and level == "none")
    yield Bar("answerable with an answer", shares.helped, 0.9, at_least=True, notes=notes)


def audits(site: Site) -> Iterator[Bar]:
    """Run Lighthouse."""
    lighthouse.install()
    for name, path in (("landing", LANDING), ("entry", ENTRY), ("tag", TAG)):
        yield from lighthouse.scores(name, site.server.address + path)


def dialog_against(site: Site, revision: str) -> Iterator[Bar]:
    """Open the dialog here and on the site of another revision."""
    with tempfile.TemporaryDirectory(prefix="faq-reader-") as folder:
        other = dialog.build_revision(revision, Path(folder))
        with serve(other) as server:
            found = dialog.compare(site.browser, site.server.address, server.address)
    for when, times in (("cold", found.cold), ("after the mouse moved", found.moved)):
        yield Bar(f"dialog opens {when}, times base", times.open, 0.25, notes=found.notes)
        yield Bar(f"dialog's first row {when}", times.row, 0.5, notes=found.notes)


MEASURES: Mapping[str, Callable[[Site], Iterator[Bar]]] = {
    "words and bytes": words_and_bytes,
    "the first result on a phone": first_result,
    "layout shift": shifts,
    "the keyboard": keyboard,
    "accessibility": accessibility,
    "honesty": honest_levels,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 if something could not be measured."""
    options = _parser().parse_args(arguments)
    measures = dict(MEASURES)
    if not options.quick:
        measures["the dialog"] = lambda site: dialog_against(site, options.base)
        measures["Lighthouse"] = audits
    try:
        with tempfile.TemporaryDirectory(prefix="faq-reader-") as folder:
            _say("building the site")
            output = Path(folder) / "html"
            build(REPOSITORY, output)
            with serve(output) as server, chromium() as browser:
                paths = tuple(f"kb/entries/{id}.html" for id in read(REPOSITORY).catalogue.listed)
                site = Site(browser, server, output, paths)
                bars = [bar for name in measures for bar in _measured(name, measures[name], site)]
    except (BrowserError, SiteError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(as_json(bars, _facts()), encoding="utf-8", newline="\n")
    print(as_text(bars))
    return 1 if any(bar.figure is None for bar in bars) else 0


def _measured(name: str, measure: Callable[[Site], Iterator[Bar]], site: Site) -> list[Bar]:
    """Return the bars of one measure. If it fails, the others still say something."""
    _say(f"measuring {name}")
    try:
        return list(measure(site))
    except (Error, SiteError, RuntimeError, LookupError) as error:
        return [Bar(name, None, notes=tuple(f"{type(error).__name__}: {error}".split("\n")[:8]))]


def _weight(name: str, sent: Sequence[Sent], limit: float) -> Bar:
    notes = tuple(f"{one.size / 1000:.1f} kB: {one.path}" for one in sent)
    return Bar(name, _kilobytes(sent), limit, "kB", notes=notes)


def _kilobytes(sent: Sequence[Sent]) -> float:
    return sum(one.size for one in sent) / 1000


def _largest(figures: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(figures.items(), key=lambda item: -item[1])


def _facts() -> dict[str, object]:
    git = ["git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD"]
    run = subprocess.run(git, capture_output=True, text=True, check=False)
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": run.stdout.strip(),
        "load": os.getloadavg()[0],
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.reader.command", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="leave out Lighthouse and the other revision"
    )
    parser.add_argument(
        "--base", default=BASE, metavar="REVISION", help="compare the dialog with this revision's"
    )
    parser.add_argument("--out", type=Path, default=Path("_build/reader-report.json"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
