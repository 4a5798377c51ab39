"""What axe finds on every kind of page."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.finder import Finder
from tests.browser.model import Picks
from tests.browser.test_pages import PAGES, SCHEMES

# The pages are the same from the disk.
pytestmark = pytest.mark.parametrize("base", ["http"], indirect=True)

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run({ resultTypes: ['violations'], preload: false })).violations"

KINDS = ["landing", "entry", "tag", "facet", "all"]
WIDTHS = (360, 1280)


def violations(page: Page) -> list[str]:
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in page.evaluate(RUN)
        for node in violation["nodes"]
    ]


def check(page: Page) -> None:
    page.evaluate(AXE)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (scheme, width)


@pytest.mark.parametrize("kind", KINDS)
def test_pages(visit: Visits, kind: str) -> None:
    check(visit.open(PAGES[kind]))


def test_filtered(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    for key in (picks.one, picks.other, picks.across):
        finder.box(key).check()
    expect(finder.status).to_contain_text(" of ")
    check(finder.page)


def test_nothing_found(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html?q=no+such+word"))
    finder.box(picks.one).check()
    expect(finder.empty).to_be_visible()
    check(finder.page)


def test_copied(visit: Visits) -> None:
    page = visit.open(PAGES["entry"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    check(page)
