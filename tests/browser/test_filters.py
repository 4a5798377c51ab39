"""Choosing tags and typing words: which questions, which counts, which status."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.finder import Finder, many_entries, replace_data, sentence
from tests.browser.model import Data, Picks, counts, matches, tags_of

# An element with its attributes and children, without the blanks between elements.
OUTLINE = """rows => rows.map(function outline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? node.data : null;
  const value = ({ name, value }) => [name, node[name] ?? value];
  const attributes = [...node.attributes].map(value);
  return [node.localName, attributes.map(String).sort(),
          [...node.childNodes].map(outline).filter((child) => child !== null)];
})"""

TYPE_FAST = """word => {
  window.changes = 0;
  new MutationObserver((records) => { changes += records.length; })
    .observe(document.querySelector('.faq-status'), { childList: true, subtree: true });
  const box = document.querySelector('.faq-words');
  for (const letter of word) {
    box.value += letter;
    box.dispatchEvent(new Event('input'));
  }
}"""

# Milliseconds for each of four changes.
TIME_TYPING = """() => {
  const box = document.querySelector('.faq-words');
  const start = performance.now();
  for (const text of ['q', 'question', 'question word_5', '']) {
    box.value = text;
    box.dispatchEvent(new Event('input'));
  }
  return (performance.now() - start) / 4;
}"""

PAGES = ["index.html", "search.html"]


@pytest.mark.parametrize("path", PAGES)
def test_everything_is_there_at_first(visit: Visits, data: Data, path: str) -> None:
    finder = Finder(visit.open(path))
    seen = finder.seen()
    assert seen["questions"] == matches(data)
    assert seen["counts"] == counts(data)
    assert seen["chosen"] == seen["chips"] == []
    expect(finder.words).to_be_visible()
    expect(finder.status).to_have_text(f"{len(data['entries'])} questions")
    expect(finder.clear).to_be_hidden()
    expect(finder.more).to_be_hidden()
    expect(finder.empty).to_be_hidden()
    for facet in data["facets"]:
        group = finder.page.get_by_role("group", name=facet["label"], exact=True)
        assert group.get_by_role("checkbox").count() == len(facet["tags"])


def test_tags_of_one_facet_are_alternatives(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    finder.box(picks.other).check()
    chosen = [picks.one, picks.other]
    seen = finder.seen()
    assert seen["questions"] == matches(data, chosen=chosen)
    assert seen["counts"] == counts(data, chosen=chosen)
    assert set(seen["chips"]) == set(seen["chosen"]) == set(chosen)
    expect(finder.status).to_have_text(sentence(len(seen["questions"]), len(data["entries"])))


def test_facets_apply_together(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    chosen = [picks.one, picks.other, picks.across]
    for key in chosen:
        finder.box(key).check()
    assert finder.questions() == matches(data, chosen=chosen)
    assert finder.seen()["counts"] == counts(data, chosen=chosen)


def test_words_narrow_the_list(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    text = f"  {picks.word[:-1].upper()}  {picks.word[:2]} "
    finder.words.press_sequentially(text)
    seen = finder.seen()
    assert seen["questions"] == matches(data, text)
    assert 0 < len(seen["questions"]) < len(data["entries"])
    assert seen["counts"] == counts(data, text)
    assert seen["words"] == text
    expect(finder.status).to_have_text(sentence(len(seen["questions"]), len(data["entries"])))


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_a_long_walk(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    walk = random.Random(20_260_101)
    keys = list(tags_of(data))
    chosen: set[str] = set()
    for step in range(15):
        text = walk.choice(["", "", picks.word, picks.word[:3], "no such word"])
        finder.words.fill(text)
        key = walk.choice([*chosen, *keys[:: 1 + step % 3]])
        finder.box(key).set_checked(key not in chosen)
        chosen ^= {key}
        seen = finder.seen()
        assert seen["questions"] == matches(data, text, chosen), (text, chosen)
        assert seen["counts"] == counts(data, text, chosen), (text, chosen)
        assert seen["chosen"] == seen["chips"] == [key for key in keys if key in chosen]


def test_the_script_draws_the_rows_that_the_page_came_with(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("index.html"))
    before = finder.rows.evaluate_all(OUTLINE)
    finder.words.fill("no such word")
    assert finder.rows.count() == 0
    finder.words.fill("")
    after = finder.rows.evaluate_all(OUTLINE)
    assert after == before[:50]
    assert len(after) == min(50, len(data["entries"]))
    assert finder.rows.locator("code").count() > 0


def test_a_tag_without_matches_can_still_be_chosen(visit: Visits, data: Data) -> None:
    key, empty = next(
        (key, empty)
        for key in tags_of(data)
        for empty, count in counts(data, chosen=[key]).items()
        if not count and counts(data)[empty]
    )
    finder = Finder(visit.open("index.html"))
    finder.box(key).check()
    item = finder.page.locator(f'.faq-choice[data-tag="{empty}"]')
    assert item.get_attribute("data-empty") == ""
    finder.box(empty).check()
    assert item.get_attribute("data-empty") is None
    assert item.get_attribute("data-chosen") == ""
    assert finder.questions() == matches(data, chosen=[key, empty]) == []


def test_chips_and_clear_all(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    for key in (picks.one, picks.across):
        finder.box(key).check()
    finder.words.fill(picks.word)
    finder.chip(picks.one).click()
    assert finder.questions() == matches(data, picks.word, [picks.across])
    expect(finder.box(picks.one)).not_to_be_checked()
    expect(finder.chip(picks.one)).to_have_count(0)
    finder.clear.click()
    seen = finder.seen()
    assert seen["questions"] == matches(data)[:50]
    assert seen["counts"] == counts(data)
    assert (seen["words"], seen["chosen"], seen["chips"]) == ("", [], [])
    expect(finder.clear).to_be_hidden()
    expect(finder.status).to_have_text(f"{len(data['entries'])} questions")


def test_clear_all_is_offered_for_words_alone(visit: Visits, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.words.fill(picks.word)
    finder.clear.click()
    expect(finder.words).to_have_value("")


def test_no_match_says_so_and_offers_ways_out(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    chosen = {picks.one, picks.across}
    for key in chosen:
        finder.box(key).check()
    finder.words.fill("no such word")
    expect(finder.empty).to_be_visible()
    expect(finder.status).to_have_text(sentence(0, len(data["entries"])))
    offers = finder.empty.get_by_role("button")
    labels = [tag["label"] for key, tag in tags_of(data).items() if key in chosen]
    ways = [
        ("“no such word”", len(matches(data, chosen=chosen))),
        *((label, 0) for label in labels),
    ]
    texts = [f"Without {way}: {count} question{'s' * (count != 1)}" for way, count in ways]
    expect(offers).to_have_text(texts)
    offers.last.click()
    assert len(finder.seen()["chosen"]) == 1
    offers.first.click()
    expect(finder.empty).to_be_hidden()
    assert finder.questions() == matches(data, chosen=finder.seen()["chosen"])


def test_the_status_waits_for_a_rest(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    expect(finder.status).to_have_attribute("aria-live", "polite")
    finder.page.evaluate(TYPE_FAST, picks.word)
    found = len(matches(data, picks.word))
    expect(finder.status).to_have_text(sentence(found, len(data["entries"])))
    assert finder.page.evaluate("changes") == 1


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_ten_thousand_entries(visit: Visits) -> None:
    data = many_entries(10_000)
    page = visit.blank()
    replace_data(page, data)
    page.goto(f"{visit.base}index.html?facet=tag-3")
    finder = Finder(page)
    left = len(matches(data, chosen=["facet/tag-3"])) - 50
    expect(finder.rows).to_have_count(50)
    expect(finder.more).to_have_text(f"Show more ({left} left)")
    finder.more.click()
    expect(finder.rows).to_have_count(100)
    finder.clear.click()
    # About 15 ms when the machine has nothing else to do.
    assert page.evaluate(TIME_TYPING) < 300
