"""The query in the address: shared, kept by the browser's history, and forgiving."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.finder import Finder
from tests.browser.model import Data, Picks, facet_of, matches, tags_of

# What some browsers do from `file://`.
REFUSE = """
for (const name of ['pushState', 'replaceState']) {
  const original = history[name];
  history[name] = function (state, unused, url) {
    if (new URL(url, location.href).search !== location.search) {
      throw new DOMException('refused', 'SecurityError');
    }
    return original.call(this, state, unused, url);
  };
}"""


def parameters(data: Data, chosen: list[str]) -> str:
    """Chosen tags as they stand in the address."""
    keys = [key for key in tags_of(data) if key in chosen]
    facets = dict.fromkeys(map(facet_of, keys))
    return "&".join(
        f"{facet}=" + ",".join(key.split("/")[1] for key in keys if facet_of(key) == facet)
        for facet in facets
    )


def expect_end(page: Page, end: str) -> None:
    expect(page).to_have_url(re.compile(rf"/{re.escape(end)}$"))


def test_choosing_makes_history(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    page = finder.page
    steps = [[], [picks.one], [picks.one, picks.across]]
    finder.box(picks.one).check()
    expect_end(page, f"index.html?{parameters(data, steps[1])}")
    finder.box(picks.across).check()
    expect_end(page, f"index.html?{parameters(data, steps[2])}")
    for go, chosen in [("back", 1), ("back", 0), ("forward", 1), ("forward", 2)]:
        page.evaluate(f"history.{go}()")
        expect(page.locator(".faq-chips li")).to_have_count(chosen)
        assert finder.questions() == matches(data, chosen=steps[chosen])[:50]
        assert set(finder.seen()["chosen"]) == set(steps[chosen])
    finder.clear.click()
    expect_end(page, "index.html")


def test_typing_makes_no_history(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    length = finder.page.evaluate("history.length")
    finder.words.press_sequentially(f"{picks.word} é&=,+#")
    expect_end(
        finder.page,
        f"index.html?q={picks.word}+%C3%A9%26%3D%2C%2B%23&{parameters(data, [picks.one])}",
    )
    assert finder.page.evaluate("history.length") == length
    finder.page.reload()
    expect(Finder(finder.page).words).to_have_value(f"{picks.word} é&=,+#")
    finder.words.fill("")
    expect_end(finder.page, f"index.html?{parameters(data, [picks.one])}")


def test_words_are_kept_by_a_quick_choice(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.words.fill(picks.word)
    # As voice control does it: without leaving the box.
    finder.box(picks.one).evaluate("box => box.click()")
    finder.page.evaluate("history.back()")
    expect(finder.page.locator(".faq-chips li")).to_have_count(0)
    expect(finder.words).to_have_value(picks.word)
    assert finder.questions() == matches(data, picks.word)


@pytest.mark.parametrize("mark", ["?", "#"])
def test_a_shared_address_opens_the_query(
    visit: Visits, data: Data, picks: Picks, mark: str
) -> None:
    chosen = [picks.one, picks.other, picks.across]
    query = f"q={picks.word.upper()}&{parameters(data, chosen)}"
    finder = Finder(visit.open(f"index.html{mark}{query}"))
    seen = finder.seen()
    assert seen["questions"] == matches(data, picks.word, chosen)
    assert set(seen["chosen"]) == set(chosen)
    assert seen["words"] == picks.word.upper()
    expect_end(finder.page, f"index.html?{query}")


def test_unknown_parts_of_an_address_are_dropped(visit: Visits, data: Data, picks: Picks) -> None:
    facet, tag = picks.one.split("/")
    query = f"{facet}=nonsense,{tag},&{facet}=%00&nonsense={tag}&constructor=x&__proto__=y"
    finder = Finder(visit.open(f"index.html?{query}"))
    assert finder.questions() == matches(data, chosen=[picks.one])
    expect_end(finder.page, f"index.html?{facet}={tag}")


@pytest.mark.parametrize("path", ["docs/all-questions.html", "search.html?q=before"])
def test_the_search_form_of_the_sidebar(visit: Visits, data: Data, picks: Picks, path: str) -> None:
    page = visit.open(path)
    page.locator(".sidebar-search").fill(picks.word)
    page.locator(".sidebar-search").press("Enter")
    expect(page).to_have_url(re.compile(rf"/search\.html\?q={picks.word}#?$"))
    finder = Finder(page)
    assert finder.questions() == matches(data, picks.word)
    expect(finder.words).to_have_value(picks.word)


def test_the_query_is_there_after_reading_an_entry(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.words.fill(picks.word)
    uri = finder.questions()[0]
    finder.rows.first.locator(".faq-row-question").click()
    expect_end(finder.page, uri)
    # Whoever leaves earlier breaks off requests, which then count as failed.
    finder.page.wait_for_load_state()
    finder.page.go_back()
    expect(finder.words).to_have_value(picks.word)
    assert finder.questions() == matches(data, picks.word)


def test_a_jump_within_the_page_keeps_the_query(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open("index.html"))
    finder.box(picks.one).check()
    finder.rows.first.evaluate("row => { row.dataset.old = '' }")
    finder.page.evaluate("location.hash = 'furo-main-content'")
    expect_end(finder.page, f"index.html?{parameters(data, [picks.one])}#furo-main-content")
    assert finder.questions() == matches(data, chosen=[picks.one])
    assert finder.rows.first.get_attribute("data-old") == ""
    finder.box(picks.one).uncheck()
    expect_end(finder.page, "index.html#furo-main-content")


def test_the_fragment_holds_the_query_where_nothing_else_may(
    visit: Visits, data: Data, picks: Picks
) -> None:
    page = visit.blank()
    page.add_init_script(REFUSE)
    page.goto(f"{visit.base}search.html?q={picks.word}&check_keywords=yes&area=default")
    finder = Finder(page)
    assert finder.questions() == matches(data, picks.word)
    finder.box(picks.one).check()
    query = f"q={picks.word}&{parameters(data, [picks.one])}"
    expect(page).to_have_url(re.compile(rf"#{re.escape(query)}$"))
    page.reload()
    assert Finder(page).questions() == matches(data, picks.word, [picks.one])
    finder.clear.click()
    expect(page).to_have_url(re.compile(r"#q=$"))
    assert finder.questions() == matches(data)[:50]
    page.go_back()
    expect(finder.words).to_have_value(picks.word)
    assert finder.questions() == matches(data, picks.word, [picks.one])
