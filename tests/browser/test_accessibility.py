"""What axe finds on every kind of page."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.finder import Finder
from tests.browser.model import Picks
from tests.browser.test_pages import PAGES

# The pages are the same from the disk, where axe may not load the style sheets that it inspects.
pytestmark = pytest.mark.parametrize("base", ["http"], indirect=True)

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"

KINDS = ["landing", "entry", "tag", "facet", "all"]
WIDTHS = (360, 1280)

looks = pytest.mark.parametrize("scheme", ["light", "dark"])


def violations(page: Page) -> list[str]:
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in page.evaluate(RUN)
        for node in violation["nodes"]
    ]


def check(page: Page) -> None:
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width


@looks
@pytest.mark.parametrize("kind", KINDS)
def test_pages(visit: Visits, kind: str, scheme: str) -> None:
    check(visit.open(PAGES[kind], color_scheme=scheme))


@looks
def test_filtered(visit: Visits, picks: Picks, scheme: str) -> None:
    finder = Finder(visit.open("index.html", color_scheme=scheme))
    for key in (picks.one, picks.other, picks.across):
        finder.box(key).check()
    expect(finder.status).to_contain_text(" of ")
    check(finder.page)


@looks
def test_nothing_found(visit: Visits, picks: Picks, scheme: str) -> None:
    finder = Finder(visit.open("index.html?q=no+such+word", color_scheme=scheme))
    finder.box(picks.one).check()
    expect(finder.empty).to_be_visible()
    check(finder.page)


@looks
def test_copied(visit: Visits, scheme: str) -> None:
    page = visit.open(PAGES["entry"], color_scheme=scheme)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    check(page)
