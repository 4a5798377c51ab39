"""Ask the finder of a site in a headless Chromium, through the scripts that it ships.

Times are those of readers who have asked before: all queries are asked, and then all of them once
more, which is what counts. Bytes are those of the files that the finder needs, as sent; scripts
that every page loads are not among them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from bench.relevance.collection import Query
from bench.relevance.measures import DEPTH
from bench.relevance.peers import ARGUMENTS, Rankings
from bench.relevance.site import Sent, Server
from tests.browser.chromium import find

PAGE = "search.html"
DATA = "_static/finder/"
SAMPLE = 20
QUIET_MILLISECONDS = 300
PROGRESS_SECONDS = 10
TIMEOUT_SECONDS = 60

# Scripts of Sphinx, of the theme and of the other extensions, which are on every page.
COMMON_FOLDERS = frozenset({"_static/scripts"})
COMMON_SCRIPTS = frozenset(
    {"design-tabs.js", "doctools.js", "documentation_options.js", "sphinx_highlight.js"}
)

READY = """() =>
    typeof FaqSearch !== "undefined" && document.querySelector("[data-faq-ready]") !== null
"""
ASK = """async ([text, depth]) => {
    const start = performance.now();
    const { entries } = await FaqSearch.find(text);
    const cards = await FaqStore.cardsOf(entries.slice(0, depth));
    return [cards.map(({ id }) => id), performance.now() - start];
}"""
# The entry drawn first, by its address.
SHOWS = """(id) => {
    const link = document.querySelector('.faq-results a[href*="kb/entries/"]');
    return new RegExp(`/kb/entries/${id}(\\\\.html|/|$)`).test(link?.href.split(/[?#]/)[0] ?? "");
}"""
REST = """(milliseconds) => new Promise((resolve) => {
    let timer = setTimeout(resolve, milliseconds);
    new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(resolve, milliseconds);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
})"""


class BrowserError(RuntimeError):
    """The finder cannot be asked; the message says why."""


@dataclass(frozen=True)
class Asked:
    """The entries that each query found, best first, and how long each took."""

    rankings: Rankings
    milliseconds: tuple[float, ...]


@dataclass(frozen=True)
class Moved:
    """Bytes: the most for a first query, the most for one that follows, and all there are."""

    first: int
    following: int
    index: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser.

    Raises:
        BrowserError: there is none; or what was done with it failed.
    """
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
            try:
                yield browser
            finally:
                browser.close()
    except Error as error:
        raise BrowserError(f"the finder cannot be asked: {error}") from error


def ask(browser: Browser, server: Server, queries: Sequence[Query]) -> Asked:
    """Ask every query on one page."""
    with _context(browser) as context:
        page = _open(context, server)
        first = _ask_all(page, queries, "asking")
        again = _ask_all(page, queries, "asking again, for the time")
    if changed := [query.text for query in queries if first[query.id][0] != again[query.id][0]]:
        raise BrowserError(f"the finder answers differently when asked again: {changed[0]!r}")
    return Asked(
        {id: found for id, (found, _) in again.items()},
        tuple(milliseconds for _, milliseconds in again.values()),
    )


def weigh(browser: Browser, server: Server, queries: Sequence[Query], rankings: Rankings) -> Moved:
    """Type some of the queries as a reader would, and return what that moves.

    ``rankings`` tells which entry has to be drawn first before the reader is content.
    """
    places = dict.fromkeys(at * len(queries) // SAMPLE for at in range(SAMPLE))
    first, *others = some = [queries[place] for place in places]
    _say(f"typing {len(some)} queries, each as the first, then one after the other")
    firsts, following = [], []
    sizes = {path: len(server.content(path)) for path in server.paths(DATA)}
    for query in some:
        start = len(server.sent)
        with _context(browser) as context:
            _type(_open(context, server), server, query, rankings)
        needed = _needed(server, start)
        firsts.append(sum(one.size for one in needed))
        sizes |= {one.path: one.size for one in needed}
    with _context(browser) as context:
        page = _open(context, server)
        _type(page, server, first, rankings)
        for query in others:
            start = len(server.sent)
            _type(page, server, query, rankings)
            following.append(sum(one.size for one in _needed(server, start)))
    return Moved(max(firsts), max(following, default=0), sum(sizes.values()))


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a context, whose cache is empty."""
    with browser.new_context() as context:
        context.set_default_timeout(TIMEOUT_SECONDS * 1000)
        yield context


def _open(context: BrowserContext, server: Server) -> Page:
    page = context.new_page()
    page.goto(server.address + PAGE)
    start_finder(page)
    return page


def start_finder(page: Page) -> None:
    """Make a page load its finder, as its first use does."""
    page.locator(".faq-browse .faq-words").focus()
    page.wait_for_function(READY)


def _ask_all(
    page: Page, queries: Sequence[Query], doing: str
) -> dict[str, tuple[tuple[str, ...], float]]:
    answers = {}
    said = time.monotonic()
    _say(f"{doing}: {len(queries):,} queries")
    for number, query in enumerate(queries, start=1):
        found, milliseconds = page.evaluate(ASK, [query.text, DEPTH])
        answers[query.id] = tuple(found), milliseconds
        if (now := time.monotonic()) - said > PROGRESS_SECONDS:
            _say(f"{doing}: {number:,} of {len(queries):,}")
            said = now
    return answers


def _type(page: Page, server: Server, query: Query, rankings: Rankings) -> None:
    """Type a query, and wait until its results are drawn and nothing happens any more."""
    page.locator(".faq-words").fill(query.text)
    if found := rankings[query.id]:
        try:
            page.wait_for_function(SHOWS, arg=found[0])
        except Error as error:
            raise BrowserError(f"{query.text!r} does not show {found[0]!r} first") from error
    seen = -1
    while seen != len(server.sent):
        seen = len(server.sent)
        page.evaluate(REST, QUIET_MILLISECONDS)


def _needed(server: Server, start: int) -> list[Sent]:
    """Return what was sent because of the finder, from one place in the list on."""
    return [one for one in server.sent[start:] if is_needed(one.path)]


def is_needed(path: str) -> bool:
    """Whether a file is sent because of the finder."""
    if path.startswith(DATA):
        return True
    place = PurePosixPath(path)
    return (
        path.startswith("_static/")
        and place.suffix == ".js"
        and place.name not in COMMON_SCRIPTS
        and str(place.parent) not in COMMON_FOLDERS
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
