"""How a reader looks at the proofs of an answer, on the real pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.test_accessibility import check

ENTRY = "mindir-export-input"


@pytest.fixture
def page(visit: Visits) -> Page:
    return visit.open(f"kb/entries/{ENTRY}.html")


def test_the_line_below_the_summary_leads_to_the_claims(page: Page) -> None:
    page.locator(".faq-claims-summary a").click()
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
