"""Pages without a mouse: everything in reach, and the focus never lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.data import data_files, many_entries
from tests.browser.finder import CHUNK, Finder, focused, hold
from tests.browser.model import Data, Picks, listed, matches, tags_of
from tests.browser.test_dialog import PAGE


def test_from_the_box_to_the_first_result(finder: Finder, data: Data) -> None:
    keyboard = finder.page.keyboard
    key = next(iter(tags_of(data)))
    summary = finder.pull_down(key).locator("summary")
    finder.words.focus()
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(summary).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.press("Space")
    expect(finder.box(key)).to_be_checked()
    expect(finder.box(key)).to_be_focused()
    finder.expect(questions=matches(data, [key])[:CHUNK])
    keyboard.press("Escape")
    expect(summary).to_be_focused()
    for _ in data["facets"]:
        keyboard.press("Tab")
        if focused(finder.chip(key)):
            break
    keyboard.press("Tab")
    expect(finder.clear).to_be_focused()
    keyboard.press("Tab")
    expect(finder.questions.first).to_be_focused()


def test_arrows_walk_through_the_results_and_back(finder: Finder, picks: Picks) -> None:
    finder.words.fill(f"{picks.word} ascend")
    expect(finder.rows.locator("mark").first).to_be_visible()
    finder.words.press("ArrowDown")
    for question in finder.questions.all():
        expect(question).to_be_focused()
        finder.page.keyboard.press("ArrowDown")
    finder.page.keyboard.press("Control+ArrowUp")
    for question in reversed(finder.questions.all()):
        expect(question).to_be_focused()
        finder.page.keyboard.press("ArrowUp")
    expect(finder.words).to_be_focused()
    finder.page.keyboard.press("ArrowUp")
    expect(finder.words).to_be_focused()
    # These stay in the box.
    finder.words.fill("onnx")
    finder.words.press("Shift+Enter")
    finder.words.press_sequentially("two")
    expect(finder.words).to_have_value("onnx\ntwo")
    finder.words.press("ArrowUp")
    finder.words.press("ArrowDown")
    # What Safari sends after the end of a composition.
    finder.words.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"
    )
    expect(finder.words).to_be_focused()


def test_enter_and_escape(visit: Visits, finder: Finder, data: Data, picks: Picks) -> None:
    ranking = finder.first(data, picks.word)
    finder.page.evaluate("window.same = true")
    finder.words.press_sequentially(picks.word)
    # At once, before the words are searched for.
    finder.words.press("Enter")
    expect(finder.questions.first).to_be_focused()
    assert finder.seen()["questions"] == ranking
    assert finder.page.url.endswith(f"?q={picks.word}")
    assert finder.page.evaluate("window.same")
    finder.page.keyboard.press("ArrowDown")
    finder.page.keyboard.press("Escape")
    expect(finder.words).to_be_focused()
    expect(finder.words).to_have_value(picks.word)
    finder.page.keyboard.press("Escape")
    finder.expect(words="", questions=listed(data)[:CHUNK])
    expect(finder.words).to_be_focused()
    expect(finder.page).to_have_url(f"{visit.base}search.html")
    # Without words there is no first result.
    finder.words.press("Enter")
    expect(finder.words).to_be_focused()
    expect(finder.words).to_have_value("")
    finder.words.press_sequentially(picks.word)
    finder.words.press("Enter")
    expect(finder.questions.first).to_be_focused()
    finder.page.keyboard.press("Enter")
    expect(finder.page).to_have_url(visit.base + ranking[0])
    finder.page.wait_for_load_state()


def test_what_takes_the_focus_away_hands_it_on(finder: Finder, data: Data, picks: Picks) -> None:
    results = finder.page.locator(".faq-results")
    keys = [key for key in tags_of(data) if key in picks]
    finder.choose(*keys)
    finder.expect(chips=keys)
    finder.chip(keys[1]).focus()
    for key in (keys[2], keys[0]):
        finder.page.keyboard.press("Enter")
        expect(finder.chip(key)).to_be_focused()
    finder.page.keyboard.press("Space")
    expect(results).to_be_focused()
    finder.expect(questions=listed(data)[:CHUNK])
    finder.choose(picks.one)
    finder.clear.press("Enter")
    expect(results).to_be_focused()
    finder.choose(picks.one)
    finder.expect(questions=matches(data, [picks.one])[:CHUNK])
    finder.questions.last.focus()
    finder.page.evaluate("history.back()")
    finder.expect(questions=listed(data)[:CHUNK])
    expect(results).to_be_focused()


def test_show_more_moves_to_the_first_new_question(visit: Visits) -> None:
    page = visit.open_with(data_files(many_entries(60)), "search.html?q=question")
    finder = Finder(page)
    for drawn in (5, 15):
        expect(finder.rows).to_have_count(drawn)
        expect(finder.more).to_have_text(f"Show more ({60 - drawn})")
        finder.more.focus()
        page.keyboard.press("Enter")
        expect(finder.questions.nth(drawn)).to_be_focused()
    finder.words.fill("")
    expect(finder.rows).to_have_count(CHUNK)
    for drawn in (CHUNK, 2 * CHUNK):
        finder.more.focus()
        page.keyboard.press("Enter")
        expect(finder.questions.nth(drawn)).to_be_focused()
    expect(finder.rows).to_have_count(60)
    expect(finder.more).to_be_hidden()


def test_enter_does_not_act_once_the_reader_types_on(visit: Visits) -> None:
    page = visit.blank()
    release = hold(page, "**/postings-*.js")
    page.goto(f"{visit.base}search.html")
    finder = Finder(page)
    # A pause while typing asks for postings too, before Enter and after it.
    with page.expect_request("**/postings-*.js"):
        finder.words.press_sequentially("onnx")
        finder.words.press("Enter")
    finder.words.press_sequentially(" export to om", delay=10)
    release()
    expect(finder.rows.locator("mark").first).to_be_visible()
    expect(finder.words).to_be_focused()
    expect(finder.words).to_have_value("onnx export to om")


def test_a_box_keeps_the_focus_and_the_slash_goes_to_the_box(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open(f"search.html?q={picks.word}&{picks.one.replace('/', '=')}"))
    box = finder.box(picks.one)
    finder.pull_down(picks.one).locator("summary").click()
    box.focus()
    finder.page.keyboard.press("Space")
    expect(finder.chip(picks.one)).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_be_visible()
    for key in ("/", "Control+k"):
        finder.questions.first.focus()
        finder.page.keyboard.press(key)
        expect(finder.words).to_be_focused()
        expect(finder.page.get_by_role("dialog")).to_have_count(0)
    # All of it is selected, so that a new query takes its place.
    finder.page.keyboard.type("/a")
    expect(finder.words).to_have_value("/a")


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
