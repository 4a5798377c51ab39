"""How a reader looks at the proofs of an answer, on the real pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from schema import knowledge_base
from schema.evidence.proof import CHECKED, FACET
from tests.browser.conftest import ROOT, Visits
from tests.browser.finder import Finder
from tests.browser.test_accessibility import check

ENTRY = "mindir-export-input"


@pytest.fixture
def page(visit: Visits) -> Page:
    return visit.open(f"kb/entries/{ENTRY}.html")


def test_the_line_below_the_summary_leads_to_the_claims(page: Page) -> None:
    page.locator(".faq-proven a").click()
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#faq-claims")
    expect(page.locator("#faq-claims h2")).to_be_in_viewport()


def test_a_program_opens_by_the_keyboard(page: Page) -> None:
    program = page.locator(".faq-program").first
    expect(program.locator("pre")).to_be_hidden()
    program.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(program.locator("pre")).to_contain_text("assert ")


def test_open_programs_are_accessible_and_stay_on_the_page(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    expect(page.locator(".faq-program pre").last).to_be_visible()
    check(page, "#faq-claims")


def test_readers_filter_by_what_was_checked(visit: Visits) -> None:
    base = knowledge_base.read(ROOT)
    wanted = [
        base.question(id) for id in base.catalogue.listed if CHECKED in base.evidence(id).tags
    ]
    assert wanted
    finder = Finder(visit.open("search.html"))
    finder.choose(f"{FACET}/{CHECKED}")
    expect(finder.page.locator(".faq-row")).to_have_count(len(wanted))
