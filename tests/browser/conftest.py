"""A built site, a browser, and visits that fail at the first complaint of the browser."""

from __future__ import annotations

import os
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
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import ChromiumError, find
from tests.browser.model import Data, Picks, pick, read_data

ROOT = Path(__file__).parents[2]
BUILD_SECONDS = 120
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]


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
    return read_data(site)


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


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the site, over http and from the disk."""
    if request.param == "file":
        return f"{site.as_uri()}/"
    address: str = request.getfixturevalue("server")
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        raise ChromiumError("no Chromium: run `make chromium`, or set KB_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=ARGUMENTS)
        yield browser
        browser.close()


class Visits:
    """Opens pages, each in a context of its own, and collects what the browser complains of."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.base = base
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []
        self._browser = browser

    def open(self, path: str, **options: Any) -> Page:
        """Open a page in a new context with the given options of Playwright."""
        page = self.blank(**options)
        page.goto(self.base + path)
        return page

    def blank(self, **options: Any) -> Page:
        """Return a page to prepare before it goes anywhere."""
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        context = self._browser.new_context(**options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._note(f"console {message.type}", message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("requestfailed", lambda request: self._note("failed", request.url))
        page.on("request", lambda request: self._check_host(request.url))
        return page

    def _check_host(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self._note("request to another host", url)

    def _note(self, kind: str, text: str) -> None:
        self.complaints.append(f"{kind}: {text}")


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visits]:
    """Open pages; afterwards, the console must be empty and every request answered."""
    visits = Visits(browser, base)
    yield visits
    complaints = list(visits.complaints)
    for context in visits.contexts:
        context.close()
    assert complaints == []
