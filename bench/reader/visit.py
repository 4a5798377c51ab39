"""Open pages of a served site as a reader does: on a phone, at a desk, on a slow machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from bench.relevance.browser import ASK, SHOWS, start_finder

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
NARROW: dict[str, Any] = {"viewport": {"width": 1008, "height": 900}}
"""Too narrow for the sidebar; a wide window at 200 %."""

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
STILL: dict[str, Any] = DESK | {"is_mobile": True, "has_touch": True}
"""As wide as a desk, without a mouse: one that moves loads the finder ahead."""

TIMEOUT_MILLISECONDS = 60_000

# What Chromium's developer tools call fast 3G: 562.5 ms, 1.6 and 0.75 Mbit/s less a tenth.
FAST_3G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
SLOWER = 4
"""How many times slower a throttled processor is."""


@contextmanager
def visit(browser: Browser, *, script: str = "", **options: Any) -> Iterator[Page]:
    """Open an empty page without a cache; `script` runs in each document before its own scripts."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        if script:
            context.add_init_script(script)
        yield context.new_page()


def throttle(page: Page, *, network: bool) -> None:
    """Slow the processor down, and the network to that of a phone."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if network:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", FAST_3G)


def search(page: Page, text: str) -> None:
    """Type a query into the finder of a page, and wait until its first answer is drawn."""
    start_finder(page)
    page.keyboard.type(text)
    (best, *_), _ = page.evaluate(ASK, [text, 1])
    page.wait_for_function(SHOWS, arg=best)
