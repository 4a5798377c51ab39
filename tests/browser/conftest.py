"""A built site, a browser, and visits that fail at the first complaint of the browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.browser.chromium import find
from tests.browser.data import read_site
from tests.browser.model import Data, Picks, pick

ROOT = Path(__file__).parents[2]
BUILD_SECONDS = 900
PATIENCE = 60_000
"""Milliseconds to wait for what a page shows; only what never comes takes as long."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    # Starting a process takes far longer than drawing a page: let the pages of a context share one.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
]
VIEWPORT = {"width": 1280, "height": 900}

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "visit" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def build(folder: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", f"{folder}-doctrees"]
    run = subprocess.run(
        [*command, ROOT, folder], capture_output=True, text=True, timeout=BUILD_SECONDS, check=False
    )
    if run.returncode:
        raise RuntimeError(run.stdout + run.stderr)


def once(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a folder in one of the parallel workers, while the others wait for it."""
    claim, failure = Path(f"{folder}-claim"), Path(f"{folder}-failure")
    try:
        claim.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + BUILD_SECONDS
        while not folder.exists():
            if failure.exists() or time.monotonic() > deadline:
                raise RuntimeError(f"another worker could not make {folder}") from None
            time.sleep(0.05)
        return
    try:
        make(claim / "made")
    except BaseException:
        failure.touch()
        raise
    # A rename, so that nobody sees half of it.
    (claim / "made").rename(folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository as HTML."""
    base = tmp_path_factory.getbasetemp()
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    folder = (base.parent if parallel else base) / "browser-site"
    once(folder, build)
    return folder


@pytest.fixture(scope="session")
def data(site: Path) -> Data:
    return read_site(site)


@pytest.fixture(scope="session")
def picks(data: Data) -> Picks:
    return pick(data)


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        # Browsers ask for it wherever a page names no icon; the root of a host is not the site's.
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    handler = partial(Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


EVERYWHERE = pytest.mark.parametrize("base", ["http", "file"], indirect=True)
"""For tests of what may differ between a server and the disk; the others run over http."""


@pytest.fixture
def base(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the site: over http, unless a test asks for the disk."""
    if getattr(request, "param", "http") == "file":
        return f"{site.as_uri()}/"
    address: str = request.getfixturevalue("server")
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


class Contexts:
    """One context for each set of options, shared by the tests of a session.

    A page in a new context takes 0.8 s of processor time, one in a context that has another page
    0.35 s. The site stores nothing but a choice of colours, so pages leave no traces.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._made: dict[str, BrowserContext] = {}

    def shared(self, **options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in self._made:
            self._made[key] = self.new(**options)
            # Keeps the process alive from test to test.
            self._made[key].new_page()
        return self._made[key]

    def new(self, **options: Any) -> BrowserContext:
        context = self._browser.new_context(**{"viewport": VIEWPORT, **options})
        context.set_default_timeout(PATIENCE)
        return context


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


class Visits:
    """Opens pages and collects what the browser complains of."""

    def __init__(self, contexts: Contexts, base: str) -> None:
        self.base = base
        self.complaints: list[str] = []
        self.expected: list[str] = []
        """Patterns of complaints that a test provokes; each has to occur."""
        self._contexts = contexts
        self._opened: list[Page | BrowserContext] = []

    def open(self, path: str, **options: Any) -> Page:
        """Open a page in a context with the given options of Playwright."""
        page = self._contexts.shared(**options).new_page()
        self._opened.append(page)
        self._watch(page)
        page.goto(self.base + path)
        return page

    def blank(self) -> Page:
        """Return a page to prepare before it goes anywhere, in a context without a cache."""
        context = self._contexts.new()
        self._opened.append(context)
        page = context.new_page()
        self._watch(page)
        return page

    def close(self) -> None:
        for opened in self._opened:
            opened.close()

    def _watch(self, page: Page) -> None:
        page.on("console", lambda message: self._note(f"console {message.type}", message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("requestfailed", self._note_failure)
        page.on("request", lambda request: self._check_host(request.url))

    def _note_failure(self, request: Request) -> None:
        # The browser drops its own request for the icon when the page is left early; that the
        # icon is there is tested by itself.
        if not request.url.endswith("/favicon.svg"):
            self._note("failed", request.url)

    def _check_host(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self._note("request to another host", url)

    def _note(self, kind: str, text: str) -> None:
        self.complaints.append(f"{kind}: {text}")


@pytest.fixture
def visit(contexts: Contexts, base: str) -> Iterator[Visits]:
    """Open pages; afterwards, the console must be empty and every request answered."""
    visits = Visits(contexts, base)
    yield visits
    complaints = list(visits.complaints)
    visits.close()
    expected = {
        one: [text for text in complaints if re.search(one, text)] for one in visits.expected
    }
    assert [pattern for pattern, found in expected.items() if not found] == []
    assert [
        text for text in complaints if not any(text in found for found in expected.values())
    ] == []
