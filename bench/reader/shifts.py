"""Layout shift while a page loads on a slow phone."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Browser

from bench.reader.visit import PHONE, throttle, visit
from bench.relevance.browser import start_finder

SETTLED_MILLISECONDS = 3000

OBSERVE = """
window.shifts = [];
const name = (node) => {
  const element = node instanceof Element ? node : node?.parentElement;
  return element ? `${element.localName}.${element.className}` : 'removed';
};
new PerformanceObserver((list) => {
  for (const { hadRecentInput, sources, startTime, value } of list.getEntries()) {
    if (!hadRecentInput) {
      shifts.push([startTime, value, sources.map(({ node }) => name(node)).join(', ')]);
    }
  }
}).observe({ type: 'layout-shift', buffered: true });
"""


def layout_shift(browser: Browser, address: str) -> tuple[float, list[str]]:
    """Return the shift of a page with the finder, and what moved by how much."""
    with visit(browser, script=OBSERVE, **PHONE) as page:
        throttle(page, network=True)
        page.goto(address)
        start_finder(page)
        page.wait_for_timeout(SETTLED_MILLISECONDS)
        shifts = page.evaluate("shifts")
    moved = [f"{value:.3f} after {start:,.0f} ms: {names}" for start, value, names in shifts]
    return largest_window([(start, value) for start, value, _ in shifts]), moved


def largest_window(shifts: Sequence[tuple[float, float]]) -> float:
    """Return the cumulative layout shift (https://web.dev/articles/cls).

    `shifts` are milliseconds and values, in order. Those less than a second apart add up, for at
    most five seconds.
    """
    largest = total = 0.0
    first = last = float("-inf")
    for start, value in shifts:
        if start - last >= 1000 or start - first >= 5000:
            first, total = start, 0
        total, last = total + value, start
        largest = max(largest, total)
    return largest
