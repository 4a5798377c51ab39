"""The finder as a dialog, on pages that do not contain it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import EVERYWHERE, Visits
from tests.browser.finder import IDS, RANKED_CHUNK
from tests.browser.model import Data

PAGE = "kb/entries/pynative-vs-graph-mode.html"
QUERY = "train a network"


class Dialog:
    """The dialog of a page; opening it loads the finder."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frame = page.get_by_role("dialog", name="Find a question")
        self.words = self.frame.get_by_role("textbox", name="Find a question")
        self.questions = self.frame.locator(".faq-row-question")
        self.status = self.frame.get_by_role("status")
        self.all = self.frame.get_by_role("link", name="All questions and filters")

    def open(self, key: str = "Control+k") -> Dialog:
        self.page.keyboard.press(key)
        expect(self.words).to_be_focused()
        return self

    def ranking(self, text: str) -> list[str]:
        """The ids of what answers a text."""
        ids: list[str] = self.page.evaluate(IDS, text)
        return ids


def test_keys_load_and_open_it_and_the_focus_returns(visit: Visits) -> None:
    requests: list[str] = []
    page = visit.blank()
    page.on("request", lambda request: requests.append(request.url))
    page.goto(visit.base + PAGE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in requests if "finder" in url or "stemmer" in url]
    link = page.locator("article a").last
    for key in ("/", "Control+k", "Meta+K"):
        link.focus()
        dialog = Dialog(page).open(key)
        expect(dialog.words).to_have_value("")
        expect(dialog.questions).to_have_count(0)
        expect(dialog.status).to_have_text("")
        expect(dialog.all).to_have_attribute("href", "../../search.html")
        # Again: the same one.
        page.keyboard.press("Control+k")
        expect(dialog.frame).to_have_count(1)
        page.keyboard.press("Escape")
        expect(dialog.frame).to_be_hidden()
        expect(link).to_be_focused()


def test_other_keys_do_not_open_it(visit: Visits) -> None:
    page = visit.open("docs/all-questions.html")
    for key in ("Alt+/", "Control+/", "Control+Shift+k", "k"):
        page.keyboard.press(key)
    field = page.locator(".sidebar-search")
    field.press_sequentially("a/")
    expect(field).to_have_value("a/")
    assert page.evaluate("typeof FaqDialog") == "undefined"
    field.press("Control+k")
    expect(Dialog(page).words).to_be_focused()


@EVERYWHERE
def test_results(visit: Visits, data: Data) -> None:
    dialog = Dialog(visit.open(PAGE)).open()
    dialog.words.press_sequentially(QUERY)
    ranking = dialog.ranking(QUERY)
    assert len(ranking) > RANKED_CHUNK
    texts = {entry["id"]: entry["question"] for entry in data["entries"]}
    expect(dialog.questions).to_have_text([texts[id] for id in ranking[:RANKED_CHUNK]])
    expect(dialog.status).to_have_text("These questions may help.")
    expect(dialog.questions.first).to_have_attribute("href", f"../../kb/entries/{ranking[0]}.html")
    expect(dialog.frame.locator("mark").first).to_be_visible()
    address = f"../../search.html?q={QUERY.replace(' ', '+')}"
    expect(dialog.all).to_have_attribute("href", address)
    dialog.words.press("ArrowDown")
    expect(dialog.questions.first).to_be_focused()
    # Escape leads back to the box, clears it, and closes the dialog.
    dialog.page.keyboard.press("Escape")
    expect(dialog.words).to_be_focused()
    dialog.page.keyboard.press("Escape")
    expect(dialog.words).to_have_value("")
    expect(dialog.questions).to_have_count(0)
    dialog.page.keyboard.press("Escape")
    expect(dialog.frame).to_be_hidden()


def test_enter_opens_the_first_result(visit: Visits) -> None:
    page = visit.open(PAGE)
    dialog = Dialog(page).open()
    [first, *_] = dialog.ranking("export to onnx")
    dialog.words.fill("taichi")
    expect(dialog.questions.first).to_be_visible()
    # At once, when the results of other words are still there.
    dialog.words.fill("export to onnx")
    dialog.words.press("Enter")
    expect(page).to_have_url(f"{visit.base}kb/entries/{first}.html")
    page.wait_for_load_state()


def test_a_click_beside_it_and_escape_close_it(visit: Visits) -> None:
    page = visit.open(PAGE)
    dialog = Dialog(page).open()
    dialog.status.click()
    expect(dialog.frame).to_be_visible()
    # The end of a selection is not a click.
    box = dialog.words.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(5, 500)
    page.mouse.up()
    expect(dialog.frame).to_be_visible()
    dialog.words.fill("onnx")
    page.mouse.click(5, 5)
    expect(dialog.frame).to_be_hidden()
    # What was typed is there again, selected.
    dialog.open()
    expect(dialog.words).to_have_value("onnx")
    page.keyboard.type("x")
    expect(dialog.words).to_have_value("x")
    # So does Escape, wherever the focus is.
    dialog.words.fill("onnx")
    for place in (".faq-badge", ".faq-dialog-all"):
        dialog.frame.locator(place).first.focus()
        page.keyboard.press("Escape")
        expect(dialog.frame).to_be_hidden()
        dialog.open()


def test_a_script_that_failed_is_loaded_again(visit: Visits) -> None:
    visit.expected += [r"failed: .*faq-stemmer", r"error: faq-stemmer", r"Failed to load resource"]
    page = visit.blank()
    answers = ["abort", "continue_"]
    page.route("**/faq-stemmer*", lambda route: getattr(route, answers.pop(0))())
    page.goto(visit.base + PAGE)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    page.keyboard.press("Control+k")
    expect(page.locator(".faq-dialog")).to_be_visible()
    assert answers == []
