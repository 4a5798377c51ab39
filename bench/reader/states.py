"""Axe over what a reader can bring pages to: ten states, in both color schemes, at two widths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Literal

from playwright.sync_api import Browser, Page

from bench.reader.visit import DESK, search, visit
from bench.relevance.browser import start_finder

ENTRY = "kb/entries/parallel-training.html"
TAG = "kb/tags/hardware/ascend.html"
WIDTHS = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (rules) => (await axe.run({
  resultTypes: ['violations'], preload: false, runOnly: rules,
})).violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).join(', ')}`)"""


def _nothing(page: Page) -> None:
    """Leave the page as it was opened."""


def _unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def _ask(page: Page) -> None:
    search(page, "export to onnx")


def _open_dialog(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator("dialog[open] .faq-words").wait_for()


def _ask_dialog(page: Page) -> None:
    _open_dialog(page)
    page.keyboard.type("export to onnx")
    page.locator("dialog[open] mark").first.wait_for()


STATES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "landing page": ("index.html", start_finder),
    "landing page, everything unfolded": ("index.html", _unfold),
    "results": ("index.html", _ask),
    "results of a tag": ("search.html?q=train&hardware=ascend", start_finder),
    "nothing found": ("search.html?q=zzyzx+qwertz", start_finder),
    "entry": (ENTRY, _nothing),
    "entry, everything unfolded": (ENTRY, _unfold),
    "tag": (TAG, _nothing),
    "empty dialog": (ENTRY, _open_dialog),
    "dialog with results": (ENTRY, _ask_dialog),
}


def violations(browser: Browser, address: str) -> list[str]:
    """Return each violation, with the state of the page that has it."""
    found = []
    for name, (path, bring) in STATES.items():
        with visit(browser, reduced_motion="reduce", **DESK) as page:
            page.goto(address + path)
            bring(page)
            page.evaluate(AXE)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    where = f"{name}, {width} pixels, {scheme}"
                    found += [f"{where}: {violation}" for violation in page.evaluate(RUN, RULES)]
    return found
