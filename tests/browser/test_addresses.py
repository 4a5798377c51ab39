"""The query in the address: shared, kept by the browser's history, and forgiving."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVERYWHERE, Visits
from tests.browser.data import data_files, many_entries
from tests.browser.finder import CHUNK, Finder
from tests.browser.model import Data, Picks, counts, listed, matches

ONE = "hardware=ascend"
"""`picks.one` in an address."""

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


TYPE_AND_CHOOSE = """(choice, word) => {
  const box = document.querySelector('.faq-words');
  box.value = word;
  box.dispatchEvent(new Event('input'));
  choice.click();
}"""

# Opens the first result as soon as there are others than at first. Nothing waits for it, since the
# page that would answer is left.
OPEN_AT_ONCE = """(old) => {
  const look = () => {
    if (old.isConnected) {
      setTimeout(look, 5);
      return;
    }
    const first = document.querySelector('.faq-row-question');
    first.focus();
    first.click();
  };
  look();
}"""


def expect_end(page: Page, end: str) -> None:
    expect(page).to_have_url(re.compile(rf"/{re.escape(end)}$"))


FROM_DISK = pytest.mark.parametrize("base", ["file"], indirect=True)


@EVERYWHERE
def test_choosing_makes_history(finder: Finder, data: Data, picks: Picks) -> None:
    page = finder.page
    steps = [[], [picks.one], [picks.one, picks.across]]
    finder.choose(picks.one)
    expect_end(page, f"search.html?{ONE}")
    finder.choose(picks.across)
    expect_end(page, f"search.html?{ONE}&export=mindir")
    for go, chosen in [("back", 1), ("back", 0), ("forward", 1), ("forward", 2)]:
        page.evaluate(f"history.{go}()")
        finder.expect(questions=matches(data, steps[chosen])[:CHUNK])
        seen = finder.seen()
        assert set(seen["chips"]) == set(seen["chosen"]) == set(steps[chosen])
    finder.words.fill(picks.word)
    finder.chip(picks.one).click()
    first = finder.first(data, picks.word, picks.across)
    finder.expect(questions=first, chosen=[picks.across], chips=[picks.across])
    finder.clear.click()
    everything = listed(data)[:CHUNK]
    finder.expect(questions=everything, counts=counts(data), words="", chosen=[], chips=[])
    expect(finder.clear).to_be_hidden()
    expect_end(page, "search.html")


def test_typing_makes_no_history(finder: Finder, picks: Picks) -> None:
    finder.choose(picks.one)
    length = finder.page.evaluate("history.length")
    finder.words.press_sequentially(f"{picks.word} é&=,+#")
    expect_end(finder.page, f"search.html?q={picks.word}+%C3%A9%26%3D%2C%2B%23&{ONE}")
    assert finder.page.evaluate("history.length") == length
    finder.page.reload()
    expect(Finder(finder.page).words).to_have_value(f"{picks.word} é&=,+#")
    finder.words.fill("")
    expect_end(finder.page, f"search.html?{ONE}")


def test_words_are_kept_by_a_quick_choice(finder: Finder, data: Data, picks: Picks) -> None:
    # As voice control does it: without leaving the box, and before the words are searched for.
    finder.box(picks.one).evaluate(TYPE_AND_CHOOSE, picks.word)
    finder.page.evaluate("history.back()")
    first = finder.first(data, picks.word)
    finder.expect(chips=[], words=picks.word, questions=first)


@pytest.mark.parametrize(("base", "mark"), [("http", "#"), ("file", "?")], indirect=["base"])
def test_a_shared_address_is_opened(visit: Visits, data: Data, picks: Picks, mark: str) -> None:
    chosen = [picks.one, picks.other, picks.across]
    query = f"q={picks.word.upper()}&hardware=ascend,cpu&export=mindir"
    finder = Finder(visit.open(f"search.html{mark}{query}"))
    seen = finder.seen()
    assert seen["questions"] == finder.first(data, picks.word, *chosen)
    assert set(seen["chosen"]) == set(chosen)
    assert seen["words"] == picks.word.upper()
    expect_end(finder.page, f"search.html?{query}")


@FROM_DISK
def test_the_search_form_of_the_sidebar(visit: Visits, data: Data, picks: Picks) -> None:
    page = visit.open("docs/all-questions.html")
    page.locator(".sidebar-search").fill(picks.word)
    page.locator(".sidebar-search").press("Enter")
    expect(page).to_have_url(re.compile(rf"/search\.html\?q={picks.word}#?$"))
    finder = Finder(page)
    assert finder.seen()["questions"] == finder.first(data, picks.word)
    expect(finder.words).to_have_value(picks.word)


def test_a_quick_reader_does_not_lose_the_query(finder: Finder, data: Data, picks: Picks) -> None:
    first = finder.first(data, picks.word)
    old = finder.questions.first.element_handle()
    finder.words.fill(picks.word)
    old.evaluate(OPEN_AT_ONCE)
    expect_end(finder.page, first[0])
    # Whoever leaves earlier breaks off requests, which then count as failed.
    finder.page.wait_for_load_state()
    finder.page.go_back()
    expect(finder.page.locator("[data-faq-ready]")).to_be_attached()
    finder.expect(words=picks.word, questions=first)


def test_back_from_an_entry_everything_is_as_it_was(visit: Visits) -> None:
    page = visit.open_with(data_files(many_entries(120)), "search.html?q=question")
    page.route("**/kb/entries/*.html", lambda route: route.fulfill(body="An entry"))
    finder = Finder(page)
    finder.more.click()
    finder.questions.nth(14).scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    assert top > 0
    finder.questions.nth(14).click()
    page.wait_for_url("**/kb/entries/*.html")
    page.go_back()
    expect(Finder(page).rows).to_have_count(15)
    page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=top)


def test_a_jump_within_the_page_keeps_the_query(finder: Finder, data: Data, picks: Picks) -> None:
    finder.choose(picks.one)
    finder.expect(questions=matches(data, [picks.one])[:CHUNK])
    finder.rows.first.evaluate("row => { row.dataset.old = '' }")
    finder.page.evaluate("location.hash = 'furo-main-content'")
    expect_end(finder.page, f"search.html?{ONE}#furo-main-content")
    assert finder.seen()["questions"] == matches(data, [picks.one])[:CHUNK]
    assert finder.rows.first.get_attribute("data-old") == ""
    finder.chip(picks.one).click()
    expect_end(finder.page, "search.html#furo-main-content")


def test_a_long_text_or_an_error_never_leaves_the_browser(
    visit: Visits, data: Data, picks: Picks
) -> None:
    requests: list[str] = []
    finder = Finder(visit.open("search.html?q=short"))
    finder.page.on("request", lambda request: requests.append(request.url))
    finder.choose(picks.one)
    text = f"{picks.word} " * (501 // len(picks.word) + 1)
    finder.words.fill(text)
    query = f"q={text.strip().replace(' ', '+')}&{ONE}"
    expect_end(finder.page, f"search.html#{query}")
    finder.page.reload()
    finder = Finder(finder.page)
    expect(finder.words).to_have_value(text.strip())
    finder.expect(chosen=[picks.one], questions=finder.first(data, text, picks.one))
    expect_end(finder.page, f"search.html#{query}")
    finder.words.fill("Traceback (most recent call last):\nValueError: token=abc123 is wrong")
    finder.page.wait_for_url("**#q=Traceback*")
    assert requests
    # The fragment is not sent.
    sent = [url.partition("#")[0] for url in (*requests, finder.page.url)]
    assert not [url for url in sent if picks.word in url or "abc123" in url]
    finder.words.fill(picks.word)
    expect_end(finder.page, f"search.html?q={picks.word}&{ONE}")


@FROM_DISK
def test_the_fragment_holds_the_query_if_need_be(visit: Visits, data: Data, picks: Picks) -> None:
    page = visit.blank()
    page.add_init_script(REFUSE)
    page.goto(f"{visit.base}search.html?q={picks.word}&check_keywords=yes&area=default")
    finder = Finder(page)
    finder.expect(questions=finder.first(data, picks.word))
    finder.choose(picks.one)
    query = f"q={picks.word}&{ONE}"
    expect(page).to_have_url(re.compile(rf"#{re.escape(query)}$"))
    page.reload()
    finder = Finder(page)
    finder.expect(questions=finder.first(data, picks.word, picks.one))
    finder.clear.click()
    expect(page).to_have_url(re.compile(r"#q=$"))
    finder.expect(questions=listed(data)[:CHUNK])
    page.go_back()
    finder.expect(words=picks.word, questions=finder.first(data, picks.word, picks.one))
