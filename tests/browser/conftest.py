"""A server, a browser, and visits that fail at the first complaint of the browser."""

import re
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.data import read_site
from tests.browser.finder import PATIENCE, Finder, replace_data
from tests.browser.model import Data, Picks, matches

VIEWPORT = {"width": 1280, "height": 900}
NO_MOUSE: dict[str, Any] = {"is_mobile": True, "has_touch": True}
"""Options of a visit: a mouse, which stays where a test left it, loads the finder ahead."""

expect.set_options(timeout=PATIENCE * 1_000)


@pytest.fixture(scope="session")
def data(our_site: Path) -> Data:
    return read_site(our_site)


@pytest.fixture(scope="session")
def picks(data: Data) -> Picks:
    picks = Picks("hardware/ascend", "hardware/cpu", "export/mindir", "model")
    one, other, across, _ = picks
    sizes = [len(matches(data, keys)) for keys in ([one, across], [one], [one, other], [])]
    assert 0 < sizes[0] < sizes[1] < sizes[2] < sizes[3], "these tags are of no use any more"
    return picks


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
def server(our_site: Path) -> Iterator[str]:
    handler = partial(Handler, directory=str(our_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


EVERYWHERE = pytest.mark.parametrize("base", ["http", "file"], indirect=True)
"""For tests of what may differ between a server and the disk; the others run over http."""


@pytest.fixture
def base(request: pytest.FixtureRequest, our_site: Path) -> str:
    """The address of the site: over http, unless a test asks for the disk."""
    if getattr(request, "param", "http") == "file":
        return f"{our_site.as_uri()}/"
    address: str = request.getfixturevalue("server")
    return address


@pytest.fixture(scope="session")
def shared() -> dict[str, BrowserContext]:
    """One context for each set of options.

    A page in a new context takes 0.8 s of processor time, one in a context that has another page
    0.35 s. The site stores nothing but a choice of colors, so pages leave no traces.
    """
    return {}


class Visits:
    """Opens pages and collects what the browser complains of."""

    def __init__(self, browser: Browser, shared: dict[str, BrowserContext], base: str) -> None:
        self.base = base
        self.complaints: list[str] = []
        self.expected: list[str] = []
        """Patterns of complaints that a test provokes; each has to occur."""
        self._browser, self._shared = browser, shared
        self._opened: list[Page | BrowserContext] = []

    def open(self, path: str, **options: Any) -> Page:
        """Open a page in a context with the given options of Playwright."""
        page = self.blank(**options)
        page.goto(self.base + path)
        return page

    def blank(self, *, shared: bool = True, **options: Any) -> Page:
        """Return a page to prepare before it goes anywhere, in a shared context or its own."""
        key = repr(sorted(options.items()))
        context = self._shared.get(key) if shared else None
        if context is None:
            context = self._browser.new_context(**{"viewport": VIEWPORT, **options})
            context.set_default_timeout(PATIENCE * 1_000)
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            if shared:
                # The page keeps the process alive from test to test.
                context.new_page()
                self._shared[key] = context
        page = context.new_page()
        self._opened.append(page if shared else context)
        page.on("console", lambda message: self._note(f"console {message.type}", message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("requestfailed", self._note_failure)
        page.on("request", lambda request: self._check_host(request.url))
        return page

    def open_with(self, files: Mapping[str, str], path: str) -> Page:
        """Open a page with other data of the finder than the site's."""
        page = self.blank()
        replace_data(page, files)
        page.goto(self.base + path)
        return page

    def close(self) -> None:
        for opened in self._opened:
            opened.close()

    def _note_failure(self, request: Request) -> None:
        # The browser drops what a page has asked for when it is left.
        if request.failure != "net::ERR_ABORTED":
            self._note("failed", request.url)

    def _check_host(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self._note("request to another host", url)

    def _note(self, kind: str, text: str) -> None:
        self.complaints.append(f"{kind}: {text}")


@pytest.fixture
def visit(browser: Browser, shared: dict[str, BrowserContext], base: str) -> Iterator[Visits]:
    """Open pages; afterwards, the console must be empty and every request answered."""
    visits = Visits(browser, shared, base)
    yield visits
    complaints = list(visits.complaints)
    visits.close()
    patterns = visits.expected
    assert [p for p in patterns if not any(re.search(p, text) for text in complaints)] == []
    assert [text for text in complaints if not any(re.search(p, text) for p in patterns)] == []


@pytest.fixture
def finder(visit: Visits) -> Finder:
    """The finder of the landing page."""
    return Finder(visit.open("search.html"))
