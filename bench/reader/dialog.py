"""How long the dialog takes to open and to show a row, against another revision in one run."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from bench.reader.visit import DESK, throttle, visit
from bench.relevance.site import SiteError, build
from bench.scale.sites import REPOSITORY

PAGE = "kb/entries/pynative-vs-graph-mode.html"
QUERY = "truncated gradient"
ANSWER = "kb/entries/truncated-gradient"
RUNS = 7
READ_MILLISECONDS = 1000
"""How long a reader looks at the page first, a hand on the mouse."""

WATCH = f"""
window.times = {{}};
addEventListener('keydown', ({{ ctrlKey, key, timeStamp }}) => {{
  if (!ctrlKey || key !== 'k' || times.start) return;
  times.start = timeStamp;
  const look = () => {{
    const box = document.querySelector('dialog[open] .faq-words');
    if (box === document.activeElement) times.open ??= performance.now() - timeStamp;
    const row = document.querySelector('dialog[open] a[href*="{ANSWER}"]');
    if (row?.checkVisibility()) times.row ??= performance.now() - timeStamp;
    if (!times.row) requestAnimationFrame(look);
  }};
  look();
}}, true);
"""


class Times(NamedTuple):
    """Milliseconds from the key that opens the dialog."""

    open: float
    row: float


def ratios(browser: Browser, ours: str, base: str) -> tuple[Times, tuple[str, str]]:
    """Return our times over those of the base, medians of runs in turn; and the medians."""
    times: dict[str, list[Times]] = {base: [], ours: []}
    for _ in range(RUNS):
        for address, taken in times.items():
            taken.append(_measure(browser, address))
    before, after = _medians(times[base]), _medians(times[ours])
    return (
        Times(after.open / before.open, after.row / before.row),
        (f"base: {_shown(before)}", f"ours: {_shown(after)}"),
    )


def _shown(times: Times) -> str:
    return f"opens after {times.open:,.0f} ms, first row after {times.row:,.0f} ms"


def _measure(browser: Browser, address: str) -> Times:
    with visit(browser, script=WATCH, **DESK) as page:
        throttle(page, network=False)
        page.goto(address + PAGE)
        page.mouse.move(640, 450)
        page.wait_for_timeout(READ_MILLISECONDS)
        # Not after the key: the driver's own script takes its time at first.
        page.wait_for_function("true")
        page.keyboard.press("Control+k")
        page.wait_for_function("times.open")
        page.keyboard.insert_text(QUERY)
        page.wait_for_function("times.row")
        seen = page.evaluate("times")
    return Times(seen["open"], seen["row"])


def _medians(times: Sequence[Times]) -> Times:
    return Times(median(one.open for one in times), median(one.row for one in times))


def build_revision(revision: str, folder: Path) -> Path:
    """Build the site of another revision in this environment; return the folder of the site.

    Raises:
        SiteError: there is no such revision here, or it cannot be built.
    """
    command = ["git", "archive", "--format=tar", revision]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False)
    if run.returncode:
        raise SiteError(f"git has no revision {revision!r}: fetch it, or choose one with BASE=")
    with tarfile.open(fileobj=io.BytesIO(run.stdout)) as archive:
        archive.extractall(folder / "source", filter="data")
    build(folder / "source", folder / "html")
    return folder / "html"
