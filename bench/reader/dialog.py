"""How long the dialog takes to open and to show a row, against another revision in one run."""

from __future__ import annotations

import io
import subprocess
import tarfile
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


class Comparison(NamedTuple):
    """Our times over those of the base, medians of runs in turn."""

    cold: Times
    moved: Times
    """After the mouse was moved, which tells the page that a search may come."""
    notes: tuple[str, ...]
    """The medians."""


def compare(browser: Browser, ours: str, base: str) -> Comparison:
    """Open the dialog of both sites, given by their addresses."""
    cases = {"base": (base, False), "ours": (ours, False), "ours, mouse moved": (ours, True)}
    times: dict[str, list[Times]] = {name: [] for name in cases}
    for _ in range(RUNS):
        for name, (address, moves) in cases.items():
            times[name].append(_measure(browser, address, moves=moves))
    before, *after = (
        Times(median(one.open for one in taken), median(one.row for one in taken))
        for taken in times.values()
    )
    cold, moved = (Times(one.open / before.open, one.row / before.row) for one in after)
    shown = zip(cases, (before, *after), strict=True)
    return Comparison(cold, moved, tuple(f"{name}: {_shown(one)}" for name, one in shown))


def _shown(times: Times) -> str:
    return f"opens after {times.open:,.0f} ms, first row after {times.row:,.0f} ms"


def _measure(browser: Browser, address: str, *, moves: bool) -> Times:
    with visit(browser, script=WATCH, **DESK) as page:
        throttle(page, network=False)
        page.goto(address + PAGE)
        if moves:
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
