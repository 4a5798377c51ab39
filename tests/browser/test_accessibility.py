"""What axe finds on every kind of page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from schema.models import Color
from tests.browser.conftest import Visits
from tests.browser.data import Written, data_files
from tests.browser.finder import FAILED, Finder, replace_data
from tests.browser.model import Data, Picks, matches
from tests.browser.test_dialog import Dialog
from tests.browser.test_finding import ERROR, REPOSITORY, SMALL, TAGS
from tests.browser.test_pages import PAGES

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async ([within, rules]) => (await axe.run(within, {
  resultTypes: ['violations'], preload: false, ...(rules ? { runOnly: rules } : {}),
})).violations"""
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that depend on the style, dark or light."""

SCROLLS = "() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"

HUES = "badges => badges.map((badge) => getComputedStyle(badge).color)"

KINDS = ["landing", "search", "entry", "tag", "facet", "all"]
WIDTHS = (360, 1280)


def violations(page: Page, within: str, rules: Sequence[str] = ()) -> list[str]:
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in page.evaluate(RUN, [within, list(rules) or None])
        for node in violation["nodes"]
    ]


def check(page: Page, within: str = "html") -> None:
    """Check a part of a page."""
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page, within) == [], width
        assert page.evaluate(SCROLLS) is False, width
    page.emulate_media(color_scheme="dark")
    assert violations(page, within, COLOURS) == []


@pytest.mark.parametrize("kind", KINDS)
def test_pages(visit: Visits, kind: str) -> None:
    check(visit.open(PAGES[kind]))


def test_found(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open(f"search.html?q={picks.word}"))
    finder.choose(picks.one)
    finder.expect(questions=matches(data, [picks.one], finder.found(data, picks.word)))
    expect(finder.page.locator("mark").first).to_be_visible()
    expect(finder.status).to_contain_text(" of ")
    check(finder.page, ".faq-browse")


def test_everything_that_a_row_can_show(visit: Visits) -> None:
    page = visit.blank()
    replace_data(page, data_files(SMALL, TAGS, REPOSITORY))
    page.goto(f"{visit.base}search.html")
    finder = Finder(page)
    finder.words.fill(f"convert a trained network for other tools\n{ERROR}{'wide' * 100}\n{ERROR}")
    expect(page.locator(".faq-row-fragment")).to_be_visible()
    expect(page.locator(".faq-row-status")).to_be_visible()
    expect(finder.ask).to_be_visible()
    check(page, ".faq-browse")


def test_every_color_of_a_facet(visit: Visits) -> None:
    page = visit.blank()
    tags = tuple(f"{color}/{color}" for color in Color)
    replace_data(page, data_files([Written("entry", "Which colors are there?", tags=tags)]))
    page.goto(f"{visit.base}search.html?{tags[0].replace('/', '=')}")
    hues = Finder(page).rows.locator(".faq-badge").evaluate_all(HUES)
    assert len(set(hues)) == len(Color)
    check(page, ".faq-browse")


def test_filtered(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.choose(picks.one, picks.other, picks.across)
    expect(finder.status).to_contain_text(" of ")
    check(finder.page, ".faq-browse")


def test_nothing_found(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html?q=zzyzx+qwertz"))
    finder.choose(picks.one)
    expect(finder.empty.get_by_role("button")).to_have_count(1)
    check(finder.page, ".faq-browse")


def test_the_message_that_data_is_missing(visit: Visits) -> None:
    visit.expected += ["failed: .*/index.js", "error: index.js", "Failed to load resource"]
    page = visit.blank()
    page.route("**/_static/finder/index.js*", lambda route: route.abort())
    page.goto(f"{visit.base}index.html")
    expect(page.get_by_role("status")).to_have_text(FAILED)
    check(page, ".faq-browse")


def test_the_dialog(visit: Visits) -> None:
    dialog = Dialog(visit.open(PAGES["entry"])).open()
    dialog.words.fill("export to onnx")
    expect(dialog.questions.first).to_be_visible()
    assert dialog.frame.evaluate("box => box.scrollWidth <= box.clientWidth")
    check(dialog.page, "dialog")
    assert dialog.frame.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_copied(visit: Visits) -> None:
    page = visit.open(PAGES["entry"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    check(page, ".faq-about")
