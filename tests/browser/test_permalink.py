"""The permalink of an entry, which scripts turn into a button."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVERYWHERE, Visits
from tests.browser.model import Data

NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"
REFUSED = "Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no'))"


def pasted(page: Page) -> str:
    page.evaluate("document.body.prepend(document.createElement('textarea'))")
    page.locator("body > textarea").focus()
    page.keyboard.press("Control+V")
    return page.locator("body > textarea").input_value()


@EVERYWHERE
def test_copying(visit: Visits, data: Data) -> None:
    uri = data["entries"][0]["uri"]
    page = visit.blank()
    page.goto(f"{visit.base}{uri}?highlight=x#furo-main-content")
    button = page.get_by_role("button", name="Copy link")
    button.focus()
    page.keyboard.press("Enter")
    status = page.locator("article").get_by_role("status")
    expect(status).to_have_text("Copied")
    expect(button).to_be_focused()
    assert pasted(page) == visit.base + uri


@pytest.mark.parametrize("obstacle", [NO_CLIPBOARD, REFUSED])
def test_where_nothing_can_be_copied_the_button_is_a_link(
    visit: Visits, data: Data, obstacle: str
) -> None:
    uri = data["entries"][0]["uri"]
    # A moving mouse would load the finder ahead, and leaving the page would cancel that.
    page = visit.blank(is_mobile=True, has_touch=True)
    page.add_init_script(obstacle)
    page.goto(f"{visit.base}{uri}?highlight=x")
    page.get_by_role("button", name="Copy link").click()
    expect(page).to_have_url(visit.base + uri)
