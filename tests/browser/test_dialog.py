"""The finder as a dialog, on pages that do not contain it."""

import re
from typing import Self

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVERYWHERE, NO_MOUSE, Visits
from tests.browser.finder import FIRST_RANKED, hold, ranked
from tests.browser.model import Data

PAGE = "kb/entries/pynative-vs-graph-mode.html"
QUERY = "train a network"
PHONE = {"width": 360, "height": 780}
# Narrow letters, so that the lines take more room in the font of a log.
LOG = "\n".join(
    [*(f"[INFO] {step}: {'fill it, ' * 9}" for step in range(9)), "RuntimeError: failed"]
)
STORED = "Object.entries(localStorage).filter(([key]) => key !== 'theme')"


class Dialog:
    """The dialog of a page; opening it loads the finder."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frame = page.get_by_role("dialog", name="Find a question")
        self.words = self.frame.get_by_role("textbox", name="Find a question")
        self.questions = self.frame.locator(".faq-results .faq-row-question")
        self.status = self.frame.locator(".faq-status")
        self.all = self.frame.get_by_role("link", name="All results and filters")
        self.popular = self.frame.locator(".faq-popular .faq-row-question")
        self.remember = self.frame.get_by_role("checkbox", name="Remember my searches")
        self.recent = self.frame.locator(".faq-recent li")

    def open(self, key: str = "Control+k") -> Self:
        self.page.keyboard.press(key)
        expect(self.words).to_be_focused()
        expect(self.page.locator(".faq-dialog[data-ready]")).to_be_attached()
        return self


def test_keys_load_and_open_it_and_the_focus_returns(visit: Visits) -> None:
    requests: list[str] = []
    page = visit.blank(**NO_MOUSE)
    page.on("request", lambda request: requests.append(request.url))
    page.goto(visit.base + PAGE)
    page.wait_for_load_state("networkidle")
    for key in ("Alt+/", "Control+/", "Control+Shift+k", "k"):
        page.keyboard.press(key)
    assert not [url for url in requests if "finder" in url or "stemmer" in url]
    field = page.locator(".sidebar-search")
    field.press_sequentially("a/")
    expect(field).to_have_value("a/")
    expect(Dialog(page).frame).to_be_hidden()
    link = page.locator("article a").last
    for key, opener in (("Control+k", field), ("/", link), ("Control+k", link), ("Meta+K", link)):
        opener.focus()
        dialog = Dialog(page).open(key)
        expect(dialog.words).to_have_value("")
        expect(dialog.popular.first).to_be_visible()
        expect(dialog.status).to_have_text("")
        expect(dialog.all).to_have_attribute("href", "../../search.html")
        page.keyboard.press("Escape")
        expect(dialog.frame).to_be_hidden()
        expect(opener).to_be_focused()


def test_it_opens_before_its_scripts_are_there_and_keeps_what_is_typed(visit: Visits) -> None:
    page = visit.blank(**NO_MOUSE)
    release = hold(page, "**/faq-finder*")
    page.goto(visit.base + PAGE)
    dialog = Dialog(page)
    page.keyboard.press("/")
    expect(dialog.words).to_be_focused()
    page.keyboard.type("export to onnx")
    release()
    expect(dialog.frame.locator("mark").first).to_be_visible()
    expect(dialog.words).to_have_value("export to onnx")


def test_pointers_open_and_close_it(visit: Visits) -> None:
    page = visit.open(PAGE)
    dialog = Dialog(page)
    page.locator(".sidebar-search").click()
    expect(dialog.words).to_be_focused()
    # The end of a selection is not a click beside it.
    box = dialog.words.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(5, 500)
    page.mouse.up()
    dialog.words.fill("onnx")
    expect(page.locator(".page")).to_have_attribute("inert", "")
    page.mouse.click(5, 700)
    expect(dialog.frame).to_be_hidden()
    # What was typed is there again, selected.
    dialog.open()
    expect(dialog.words).to_have_value("onnx")
    page.keyboard.type("x")
    expect(dialog.words).to_have_value("x")
    page.keyboard.press("Escape")
    # Touch: a button in the bar, the whole screen, and a button that closes it.
    page.set_viewport_size(PHONE)
    button = page.get_by_role("button", name="Search")
    button.click()
    expect(dialog.words).to_be_focused()
    assert dialog.frame.bounding_box() == {"x": 0, "y": 0, **PHONE}
    dialog.frame.get_by_role("button", name="Cancel").click()
    expect(dialog.frame).to_be_hidden()
    expect(button).to_be_focused()


@EVERYWHERE
def test_results(visit: Visits, data: Data) -> None:
    dialog = Dialog(visit.open(PAGE)).open()
    dialog.words.press_sequentially(QUERY)
    entries = ranked(dialog.page, data, QUERY)
    assert len(entries) > FIRST_RANKED
    expect(dialog.questions).to_have_text([one["question"] for one in entries[:FIRST_RANKED]])
    expect(dialog.frame.locator(".faq-group")).to_have_text("May help")
    expect(dialog.frame.locator(".faq-badge").first).to_be_hidden()
    expect(dialog.popular.first).to_be_hidden()
    expect(dialog.questions.first).to_have_attribute("href", f"../../{entries[0]['uri']}")
    expect(dialog.frame.locator("mark").first).to_be_visible()
    address = f"../../search.html?q={QUERY.replace(' ', '+')}"
    expect(dialog.all).to_have_attribute("href", address)
    dialog.words.press("ArrowDown")
    expect(dialog.questions.first).to_be_focused()
    # Nothing else can be reached until it is closed. One press does that, wherever the focus is.
    dialog.page.keyboard.press("Escape")
    dialog.page.keyboard.press("Control+k")
    dialog.page.keyboard.press("Shift+Tab")
    rest = dialog.page.locator("body > .page")
    assert rest.get_attribute("inert") == ""
    dialog.page.keyboard.press("Escape")
    expect(dialog.frame).to_be_hidden()
    expect(rest).not_to_have_attribute("inert", "")
    dialog.open().page.keyboard.press("Escape")
    expect(dialog.frame).to_be_hidden()


@pytest.mark.parametrize("path", ["index.html", "search.html", PAGE])
def test_a_pasted_log_shows_its_end_and_one_tap_clears_it(visit: Visits, path: str) -> None:
    page = visit.open(path, **NO_MOUSE | {"viewport": PHONE})
    page.keyboard.press("/")
    words = page.get_by_role("textbox", name="Find a question")
    expect(words).to_be_focused()
    page.keyboard.insert_text(LOG)
    expect(words).to_have_attribute("data-paste", "")
    end, height = words.evaluate("box => [box.scrollTop + box.clientHeight, box.scrollHeight]")
    assert end >= height - 1
    eraser = page.get_by_role("button", name="Clear the search")
    size = eraser.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 44
    eraser.tap()
    expect(words).to_have_value("")
    expect(words).to_be_focused()
    expect(words).not_to_have_attribute("data-paste", "")
    expect(eraser).to_be_hidden()
    page.wait_for_load_state("networkidle")  # closing it would fail the loads of the first search


def test_enter_opens_the_first_result_and_without_one_there_is_a_way_to_ask(
    visit: Visits, data: Data
) -> None:
    page = visit.open(PAGE)
    dialog = Dialog(page).open()
    dialog.words.fill("zzyzx qwertz")
    expect(dialog.status).to_have_text("Nothing here about zzyzx, qwertz.")
    ask = dialog.frame.get_by_role("link", name="Ask a new question")
    expect(ask).to_have_attribute("href", re.compile("docs/contribute"))
    first, *_ = ranked(page, data, "export to onnx")
    dialog.words.fill("taichi")
    expect(dialog.questions.first).to_be_visible()
    # At once, when the results of other words are still there.
    dialog.words.fill("export to onnx")
    dialog.words.press("Enter")
    expect(page).to_have_url(visit.base + first["uri"])
    page.wait_for_load_state()
    assert page.evaluate(STORED) == []


def test_searches_are_stored_only_once_the_reader_wants_it(visit: Visits) -> None:
    page = visit.blank(shared=False)
    page.goto(visit.base + PAGE)
    dialog = Dialog(page).open()
    dialog.remember.check()
    for text in ("export to onnx", "RuntimeError: no onnx\n" * 3, "taichi"):
        dialog.words.fill(text)
        dialog.words.press("Enter")
        page.wait_for_url(lambda url: PAGE not in url)
        page.goto(visit.base + PAGE)
        dialog.open()
    expect(dialog.recent).to_have_text(["taichi", "export to onnx"])
    dialog.recent.last.get_by_role("button").click()
    expect(dialog.words).to_have_value("export to onnx")
    expect(dialog.frame.locator("mark").first).to_be_visible()
    dialog.words.fill("")
    dialog.frame.get_by_role("button", name="Clear").click()
    expect(dialog.recent).to_have_count(0)
    dialog.remember.uncheck()
    assert page.evaluate(STORED) == []


def test_a_script_that_failed_is_loaded_again(visit: Visits) -> None:
    visit.expected += [r"failed: .*faq-finder", r"error: faq-finder", r"Failed to load resource"]
    page = visit.blank(**NO_MOUSE)
    answers = ["abort", "continue_"]
    page.route("**/faq-finder*.js*", lambda route: getattr(route, answers.pop(0))())
    page.goto(visit.base + PAGE)
    dialog = Dialog(page)
    page.keyboard.press("Control+k")
    expect(dialog.status).to_contain_text("could not be loaded")
    dialog.open()
    expect(dialog.popular.first).to_be_visible()
    expect(dialog.status).to_have_text("")
    assert answers == []
