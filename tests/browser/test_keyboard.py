"""The finder without a mouse: everything in reach, and the focus never lost."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.conftest import Visits
from tests.browser.data import data_files, many_entries
from tests.browser.finder import CHUNK, RANKED_CHUNK, Finder, focused, replace_data
from tests.browser.model import Data, Picks, listed, matches, tags_of

NARROW = {"viewport": {"width": 360, "height": 800}}


def test_from_the_box_to_the_first_result(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("index.html"))
    keyboard = finder.page.keyboard
    keys = list(tags_of(data))
    finder.words.focus()
    for _ in range(3):
        keyboard.press("Tab")
        if focused(finder.box(keys[0])):
            break
    keyboard.press("Space")
    expect(finder.box(keys[0])).to_be_checked()
    expect(finder.box(keys[0])).to_be_focused()
    finder.expect(questions=matches(data, keys[:1]))
    for key in keys[1:]:
        keyboard.press("Tab")
        expect(finder.box(key)).to_be_focused()
    keyboard.press("Tab")
    expect(finder.chip(keys[0])).to_be_focused()
    keyboard.press("Tab")
    expect(finder.clear).to_be_focused()
    keyboard.press("Tab")
    expect(finder.questions.first).to_be_focused()


def test_arrows_walk_through_the_results_and_back(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    keyboard = finder.page.keyboard
    finder.words.fill(f"{picks.word} ascend")
    expect(finder.clear).to_be_visible()
    finder.words.press("Home")
    # The first press leaves the text, as in any box of several lines.
    keyboard.press("ArrowDown")
    if focused(finder.words):
        keyboard.press("ArrowDown")
    for number in range(finder.questions.count()):
        expect(finder.questions.nth(number)).to_be_focused()
        keyboard.press("ArrowDown")
    expect(finder.questions.last).to_be_focused()
    keyboard.press("Control+ArrowUp")
    expect(finder.questions.last).to_be_focused()
    for number in reversed(range(finder.questions.count() - 1)):
        keyboard.press("ArrowUp")
        expect(finder.questions.nth(number)).to_be_focused()
    keyboard.press("ArrowUp")
    expect(finder.words).to_be_focused()
    keyboard.press("ArrowUp")
    expect(finder.words).to_be_focused()


def test_enter_goes_to_the_first_result(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.page.evaluate("window.same = true")
    finder.words.press_sequentially(picks.word)
    # At once, before the words are searched for.
    finder.words.press("Enter")
    expect(finder.questions.first).to_be_focused()
    found = finder.found(data, picks.word)
    assert finder.seen()["questions"] == found[:RANKED_CHUNK]
    assert finder.page.url.endswith(f"?q={picks.word}")
    assert finder.page.evaluate("window.same")
    finder.page.keyboard.press("Enter")
    expect(finder.page).to_have_url(visit.base + found[0])
    finder.page.wait_for_load_state()


def test_escape_leads_back_to_the_box_and_clears_it(
    visit: Visits, data: Data, picks: Picks
) -> None:
    finder = Finder(visit.open("index.html"))
    finder.words.press_sequentially(picks.word)
    finder.words.press("Enter")
    expect(finder.questions.first).to_be_focused()
    finder.page.keyboard.press("ArrowDown")
    finder.page.keyboard.press("Escape")
    expect(finder.words).to_be_focused()
    expect(finder.words).to_have_value(picks.word)
    finder.page.keyboard.press("Escape")
    finder.expect(words="", questions=listed(data)[:CHUNK])
    expect(finder.words).to_be_focused()
    expect(finder.page).to_have_url(f"{visit.base}index.html")
    # Without words there is no first result.
    finder.words.press("Enter")
    expect(finder.words).to_be_focused()
    expect(finder.words).to_have_value("")


def test_lines_of_a_query(visit: Visits) -> None:
    finder = Finder(visit.open("index.html"))
    finder.words.press_sequentially("one")
    finder.words.press("Shift+Enter")
    finder.words.press_sequentially("two")
    expect(finder.words).to_have_value("one\ntwo")
    finder.words.press("ArrowUp")
    finder.words.press("ArrowDown")
    expect(finder.words).to_be_focused()


def test_removing_chips_moves_on_to_the_next(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    keys = [key for key in tags_of(data) if key in picks]
    finder.choose(*keys)
    finder.expect(chips=keys)
    finder.chip(keys[1]).focus()
    for key in (keys[2], keys[0]):
        finder.page.keyboard.press("Enter")
        expect(finder.chip(key)).to_be_focused()
    finder.page.keyboard.press("Space")
    expect(finder.page.locator(".faq-results")).to_be_focused()
    finder.expect(questions=listed(data)[:CHUNK])


def test_clear_all_hands_the_focus_to_the_questions(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    finder.clear.focus()
    finder.page.keyboard.press("Enter")
    expect(finder.page.locator(".faq-results")).to_be_focused()


def test_a_way_out_hands_the_focus_to_the_questions(visit: Visits) -> None:
    finder = Finder(visit.open("index.html?q=zzyzx+qwertz"))
    finder.empty.get_by_role("button").focus()
    finder.page.keyboard.press("Enter")
    expect(finder.page.locator(".faq-results")).to_be_focused()


def test_going_back_does_not_lose_the_focus(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    finder.expect(questions=matches(data, [picks.one]))
    finder.questions.last.focus()
    finder.page.evaluate("history.back()")
    finder.expect(questions=listed(data)[:CHUNK])
    assert focused(finder.page.locator(".faq-results"))


def test_show_more_moves_to_the_first_new_question(visit: Visits) -> None:
    page = visit.blank()
    replace_data(page, data_files(many_entries(120)))
    page.goto(f"{visit.base}index.html?q=question")
    finder = Finder(page)
    for drawn in (10, 20):
        expect(finder.rows).to_have_count(drawn)
        expect(finder.more).to_have_text(f"Show more ({120 - drawn} left)")
        finder.more.focus()
        page.keyboard.press("Enter")
        expect(finder.questions.nth(drawn)).to_be_focused()
    finder.words.fill("")
    expect(finder.rows).to_have_count(50)
    finder.more.focus()
    for drawn in (50, 100):
        finder.more.focus()
        page.keyboard.press("Enter")
        expect(finder.questions.nth(drawn)).to_be_focused()
    expect(finder.rows).to_have_count(120)
    expect(finder.more).to_be_hidden()


def test_the_slash_goes_to_the_box_of_the_page(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open(f"search.html?q={picks.word}"))
    for key in ("/", "Control+k"):
        finder.questions.first.focus()
        finder.page.keyboard.press(key)
        expect(finder.words).to_be_focused()
        expect(finder.page.get_by_role("dialog")).to_have_count(0)
    # All of it is selected, so that a new query takes its place.
    finder.page.keyboard.type("/a")
    expect(finder.words).to_have_value("/a")


def test_filters_fold_on_narrow_screens(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html", **NARROW))
    expect(finder.box(picks.one)).to_be_hidden()
    finder.words.focus()
    finder.page.keyboard.press("Tab")
    finder.page.keyboard.press("Enter")
    expect(finder.box(picks.one)).to_be_visible()


def test_chosen_filters_are_in_sight_on_narrow_screens(visit: Visits, picks: Picks) -> None:
    facet, tag = picks.one.split("/")
    finder = Finder(visit.open(f"index.html?{facet}={tag}", **NARROW))
    expect(finder.box(picks.one)).to_be_visible()


def test_enter_does_not_act_once_the_reader_types_on(visit: Visits) -> None:
    page = visit.blank()
    held: list[Route] = []
    typing = True

    def answer(route: Route) -> None:
        if typing:
            held.append(route)
        else:
            route.continue_()

    page.route("**/postings-*.js", answer)
    page.goto(f"{visit.base}index.html")
    finder = Finder(page)
    # A pause while typing asks for postings too, before Enter and after it.
    with page.expect_request("**/postings-*.js"):
        finder.words.press_sequentially("onnx")
        finder.words.press("Enter")
    finder.words.press_sequentially(" export to om", delay=10)
    typing = False
    for route in held:
        route.continue_()
    expect(finder.rows.locator("mark").first).to_be_visible()
    expect(finder.words).to_be_focused()
    expect(finder.words).to_have_value("onnx export to om")


def test_filters_do_not_fold_over_the_focus(visit: Visits, picks: Picks) -> None:
    facet, _, tag = picks.one.partition("/")
    finder = Finder(visit.open(f"search.html?q={picks.word}&{facet}={tag}"))
    box = finder.box(picks.one)
    box.focus()
    finder.page.keyboard.press("Space")
    expect(finder.chip(picks.one)).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_be_visible()


def test_enter_of_an_input_method_does_not_leave_the_box(visit: Visits) -> None:
    finder = Finder(visit.open("search.html?q=onnx"))
    finder.words.focus()
    # What Safari sends after the end of a composition.
    finder.words.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"
    )
    expect(finder.words).to_be_focused()
