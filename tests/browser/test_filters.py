"""Choosing tags, with and without words: which questions, which counts, which status."""

import re

import pytest
from playwright.sync_api import expect

from schema.cards import TagKey
from tests.browser.conftest import EVERYWHERE, Visits
from tests.browser.data import Written, data_files, tag_card
from tests.browser.finder import CHUNK, Finder, hold
from tests.browser.model import Data, Picks, counts, listed, matches

# An element with its attributes and children, without the blanks between elements.
OUTLINE = """rows => rows.map(function outline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? node.data : null;
  const value = ({ name, value }) => [name, node[name] ?? value];
  const attributes = [...node.attributes].map(value);
  return [node.localName, attributes.map(String).sort(),
          [...node.childNodes].map(outline).filter((child) => child !== null)];
})"""

# Types a word at once, letter by letter, and returns how often the status changes by then.
TYPE_FAST = """word => {
  window.changes = 0;
  new MutationObserver((records) => { changes += records.length; })
    .observe(document.querySelector('.faq-browse [role=status]'), { childList: true });
  const box = document.querySelector('.faq-words');
  for (const letter of word) {
    box.value += letter;
    box.dispatchEvent(new Event('input'));
  }
}"""


@EVERYWHERE
def test_everything_is_there_at_first_and_again(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("search.html"))
    seen = finder.seen()
    assert seen["questions"] == listed(data)[:CHUNK]
    assert seen["counts"] == counts(data)
    assert seen["chosen"] == seen["chips"] == []
    expect(finder.words).to_be_visible()
    heading = finder.page.get_by_role("heading", name=f"All questions ({data['listed']})")
    expect(heading).to_be_visible()
    expect(finder.status).to_be_empty()
    expect(finder.more).to_have_text(f"Show more ({data['listed'] - CHUNK})")
    for hidden in (finder.clear, finder.ask):
        expect(hidden).to_be_hidden()
    for facet in data["facets"]:
        tags = finder.page.get_by_role("list", name=facet["label"], exact=True)
        expect(tags).to_be_hidden()
    before = finder.rows.evaluate_all(OUTLINE)
    finder.words.fill("zzyzx qwertz")
    expect(finder.rows).not_to_have_count(len(before))
    expect(heading).to_be_hidden()
    finder.words.fill("")
    expect(finder.rows).to_have_count(CHUNK)
    assert finder.rows.evaluate_all(OUTLINE) == before, "the script draws what the page came with"
    assert finder.rows.locator("code").count() > 0


def test_tags_apply_to_what_answers_the_words(finder: Finder, data: Data, picks: Picks) -> None:
    text = f"  {picks.word.upper()}  "
    finder.words.press_sequentially(text)
    ranking = finder.ranking(data, text)
    assert 0 < len(ranking) < data["listed"]
    first = finder.first(data, text)
    finder.expect(questions=first, counts=counts(data, among=ranking), words=text)
    expect(finder.groups).to_have_text("May help")
    expect(finder.clear).to_be_hidden()
    left = counts(data, [picks.one], ranking)
    empty = next(
        tag for tag, count in counts(data, among=ranking).items() if count > left[tag] == 0
    )
    item = finder.page.locator(f'.faq-choice[data-tag="{empty}"]')
    expect(item).not_to_have_css("display", "none")
    finder.choose(picks.one)
    both = finder.first(data, text, picks.one)
    assert 0 < len(both) < len(ranking)
    finder.expect(questions=both, counts=left)
    expect(item).to_have_css("display", "none")
    expect(finder.clear).to_be_visible()


def test_a_kind_of_a_tag_finds_what_holds_for_any(visit: Visits) -> None:
    family, chip, other = (TagKey("chip", id) for id in ("family", "one", "two"))
    tags = [tag_card(family, 0), *(tag_card(key, 1, broader="family") for key in (chip, other))]
    entries = [
        Written("any", "Any walrus here?", tags=("chip/family",)),
        Written("both", "Both walrus there?", tags=("chip/family", "chip/two")),
        Written("one", "One walrus everywhere?", tags=("chip/one",)),
    ]
    finder = Finder(visit.open_with(data_files(entries, tags), "search.html?chip=one"))
    finder.expect(questions=["kb/entries/one.html", "kb/entries/any.html"])
    expect(finder.groups).to_have_text("Also for any Family (1)")
    expect(finder.status).to_have_text("Questions: 1 of 3 · Also for any Family (1)")
    finder.words.fill("walrus")
    expect(finder.groups).to_have_text(["May help", "Also for any Family (1)"])
    finder.words.fill("zzyzx qwertz")
    expect(finder.groups).to_have_count(0)


def test_the_status_waits_for_a_rest(finder: Finder, data: Data, picks: Picks) -> None:
    finder.page.evaluate(TYPE_FAST, picks.word)
    expect(finder.live).to_contain_text("May help: ")
    assert finder.page.evaluate("changes") == 1


def test_a_pull_down_closes_when_the_reader_leaves_it(finder: Finder, picks: Picks) -> None:
    one, across = finder.pull_down(picks.one), finder.pull_down(picks.across)
    for leave in ("Escape", "beside", "Tab"):
        one.locator("summary").press("Enter")
        finder.box(picks.one).focus()
        if leave == "Escape":
            finder.page.keyboard.press(leave)
            expect(one.locator("summary")).to_be_focused()
        elif leave == "beside":
            finder.page.locator("h1").click()
        else:
            one.get_by_role("checkbox").last.press(leave)
        expect(one).not_to_have_attribute("open", "")
    one.locator("summary").click()
    across.locator("summary").click()
    expect(one).not_to_have_attribute("open", "")
    expect(finder.box(picks.across)).to_be_visible()


FINDER = re.compile(r"/faq.*bundle\.js|/finder/")
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True}


def test_on_a_phone_filters_are_a_sheet(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open(f"index.html?q={picks.word}", **PHONE))
    expect(finder.rows.first).to_be_visible()
    assert finder.rows.first.evaluate("row => row.getBoundingClientRect().top") <= 190
    button = finder.page.get_by_role("button", name="Filter", exact=True)
    sheet = finder.page.locator(".faq-filters")
    for leave in ("Show results", "Escape", "beside", "focus"):
        button.click()
        expect(finder.page.get_by_role("button", name="Close")).to_be_focused()
        if leave == "Show results":
            finder.choose(picks.one)
            left = matches(data, [picks.one], finder.ranking(data, picks.word))
            finder.page.get_by_role("button", name=f"Show results ({len(left)})").click()
        elif leave == "beside":
            finder.page.touchscreen.tap(100, 20)
        elif leave == "focus":
            finder.chip(picks.one).focus()
        else:
            finder.page.keyboard.press(leave)
        expect(sheet).to_be_hidden()
        expect(finder.chip(picks.one) if leave == "focus" else button).to_be_focused()


def test_a_query_far_below_shows_its_first_result(visit: Visits, data: Data, picks: Picks) -> None:
    page = visit.blank(**PHONE)
    release = hold(page, FINDER)
    page.goto(f"{visit.base}index.html", wait_until="commit")
    # Before the scripts are there.
    page.locator(".faq-words").fill(picks.word)
    release()
    finder = Finder(page)
    # A mark itself may be in a part of the summary that phones cut off.
    answers = finder.rows.filter(has=page.locator("mark"))
    expect(answers.first).to_be_in_viewport()
    expect(finder.words).to_have_value(picks.word)
    finder.words.fill("")
    page.locator(".faq-examples a").last.click()
    expect(finder.groups).to_have_text("Matches your error")
    expect(finder.questions.first).to_be_in_viewport()
    finder.words.fill("")
    # Until something is asked, the tags take the place of the list.
    tags = page.get_by_role("heading", name=f"All {data['listed']} questions by tag")
    expect(tags).to_be_visible()
    expect(finder.rows).to_have_count(0)
    page.locator(".faq-start a").last.scroll_into_view_if_needed()
    finder.words.fill(picks.word)
    expect(answers.first).to_be_in_viewport()


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shifted += entry.hadRecentInput ? 0 : entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.parametrize("query", ["", "?q=export+to+onnx"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_when_the_scripts_arrive(visit: Visits, query: str, width: int) -> None:
    page = visit.blank(viewport={"width": width, "height": 780})
    page.add_init_script(SHIFTS)
    release = hold(page, FINDER)
    page.goto(f"{visit.base}index.html{query}", wait_until="commit")
    expect(page.locator(".faq-words")).to_be_visible()
    page.evaluate("new Promise((done) => { setTimeout(done, 200); })")
    release()
    Finder(page)
    page.evaluate("new Promise((done) => { setTimeout(done, 200); })")
    assert page.evaluate("shifted") <= 0.02
