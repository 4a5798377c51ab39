"""The filter index without a mouse: everything in reach, and the focus never lost."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.finder import Finder, focused, many_entries, replace_data
from tests.browser.model import Data, Picks, matches, tags_of

NARROW = {"viewport": {"width": 360, "height": 800}}


def test_from_the_box_to_the_first_result(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("index.html"))
    keyboard = finder.page.keyboard
    keys = list(tags_of(data))
    finder.words.focus()
    for _ in range(3):
        keyboard.press("Tab")
        if focused(finder.page, finder.box(keys[0])):
            break
    keyboard.press("Space")
    expect(finder.box(keys[0])).to_be_checked()
    expect(finder.box(keys[0])).to_be_focused()
    assert finder.questions() == matches(data, chosen=keys[:1])
    for key in keys[1:]:
        keyboard.press("Tab")
        expect(finder.box(key)).to_be_focused()
    keyboard.press("Tab")
    expect(finder.chip(keys[0])).to_be_focused()
    keyboard.press("Tab")
    expect(finder.clear).to_be_focused()
    keyboard.press("Tab")
    expect(finder.rows.first.locator(".faq-row-question")).to_be_focused()


def test_removing_chips_moves_on_to_the_next(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    keys = [key for key in tags_of(data) if key in picks]
    for key in keys:
        finder.box(key).check()
    finder.chip(keys[1]).focus()
    for key in (keys[2], keys[0]):
        finder.page.keyboard.press("Enter")
        expect(finder.chip(key)).to_be_focused()
    finder.page.keyboard.press("Space")
    expect(finder.page.locator(".faq-results")).to_be_focused()
    assert finder.questions() == matches(data)[:50]


def test_clear_all_hands_the_focus_to_the_questions(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    finder.clear.focus()
    finder.page.keyboard.press("Enter")
    expect(finder.page.locator(".faq-results")).to_be_focused()


def test_a_way_out_hands_the_focus_to_the_questions(visit: Visits) -> None:
    finder = Finder(visit.open("index.html?q=no+such+word"))
    finder.empty.get_by_role("button").focus()
    finder.page.keyboard.press("Enter")
    expect(finder.page.locator(".faq-results")).to_be_focused()


def test_going_back_does_not_lose_the_focus(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    finder.rows.last.locator(".faq-row-question").focus()
    finder.page.evaluate("history.back()")
    expect(finder.rows).to_have_count(len(matches(data)[:50]))
    assert focused(finder.page, finder.page.locator(".faq-results"))


def test_enter_stays_and_escape_clears(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.page.evaluate("window.same = true")
    finder.words.press_sequentially(picks.word)
    finder.words.press("Enter")
    assert f"?q={picks.word}" in finder.page.url
    assert finder.page.evaluate("window.same")
    assert finder.questions() == matches(data, picks.word)
    finder.words.press("Escape")
    expect(finder.words).to_have_value("")
    expect(finder.words).to_be_focused()
    assert finder.questions() == matches(data)[:50]
    finder.words.press("Enter")
    assert "?" not in finder.page.url


def test_show_more_moves_to_the_first_new_question(visit: Visits) -> None:
    page = visit.blank()
    replace_data(page, many_entries(120))
    page.goto(f"{visit.base}index.html?q=question")
    finder = Finder(page)
    for drawn in (50, 100):
        expect(finder.rows).to_have_count(drawn)
        finder.more.focus()
        page.keyboard.press("Enter")
        expect(finder.rows.nth(drawn).locator(".faq-row-question")).to_be_focused()
    expect(finder.rows).to_have_count(120)
    expect(finder.more).to_be_hidden()


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


def test_filters_unfold_when_the_window_widens(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html", **NARROW))
    expect(finder.box(picks.one)).to_be_hidden()
    finder.page.set_viewport_size({"width": 1280, "height": 800})
    expect(finder.box(picks.one)).to_be_visible()
