"""The drawers of a narrow page, by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.test_dialog import PAGE

# What has the focus, and whether a reader sees it.
FOCUSED = """() => {
  const at = document.activeElement;
  const { left, right, width, height } = at.getBoundingClientRect();
  const isDrawn = at.checkVisibility({ visibilityProperty: true }) && width * height > 0;
  const isSeen = isDrawn && right > 0 && left < innerWidth;
  return [at.outerHTML.slice(0, 80), isSeen || at === document.body];
}"""


@pytest.mark.parametrize("width", [360, 1008])
def test_every_stop_is_visible_and_drawers_open_and_close(visit: Visits, width: int) -> None:
    page = visit.open(PAGE, viewport={"width": width, "height": 780})
    stops = []
    while not stops or stops[-1] != "<body":
        page.keyboard.press("Tab")
        text, visible = page.evaluate(FOCUSED)
        assert visible, text
        stops.append(text[:5])
    assert len(stops) > 10
    for name, landmark in (("Site navigation", "Site"), ("On this page", "On this page")):
        button = page.get_by_role("button", name=name)
        drawer = page.get_by_role("navigation", name=landmark, exact=True)
        expect(drawer).to_be_hidden()
        button.focus()
        page.keyboard.press("Enter")
        expect(drawer.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press("Tab")
        expect(drawer.locator("a:focus, input:focus")).to_be_visible()
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        expect(button).to_be_focused()
        # It does not stay over what gets the focus next.
        page.keyboard.press("Space")
        expect(drawer.get_by_role("button", name="Close")).to_be_focused()
        page.locator("article a").last.focus()
        expect(drawer).to_be_hidden()
