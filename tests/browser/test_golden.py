"""The gate of every change: what readers ask is found on the real site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page

from bench.relevance.golden import PATH, golden
from bench.relevance.measures import measure
from bench.relevance.own import own_collection
from tests.browser.conftest import ROOT, Contexts
from tests.browser.finder import IDS
from tests.schema.base import validate

pytestmark = pytest.mark.browser

LEAST_FIRST = 0.92

SEARCH = f"""async (texts) => {{
  const search = {IDS};
  const answers = [];
  for (const text of texts) answers.push(await search(text, 10));
  return answers;
}}"""


@pytest.fixture(scope="module")
def page(contexts: Contexts, server: str) -> Iterator[Page]:
    page = contexts.shared().new_page()
    page.goto(f"{server}search.html")
    page.wait_for_selector("[data-faq-ready]")
    yield page
    page.close()


def answers(page: Page, texts: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(SEARCH, list(texts))
    return found


def test_our_own_queries_find_their_entries(page: Page) -> None:
    pairs = golden()
    rankings = dict(enumerate(answers(page, [query for query, _ in pairs])))
    lost = [
        f"{query!r} does not find {entry}; it finds {', '.join(rankings[number][:5]) or 'nothing'}"
        for number, (query, entry) in enumerate(pairs)
        if entry not in rankings[number][:5]
    ]
    told = "\n".join(lost)
    assert not lost, f"{told}\nGive the entry a phrasing in these words, or correct {PATH.name}."
    first = measure(
        {str(number): ranking for number, ranking in rankings.items()},
        {str(number): {entry: 1} for number, (_, entry) in enumerate(pairs)},
    ).hit1
    behind = [
        f"{query!r}: {rankings[number][0]} comes before {entry}"
        for number, (query, entry) in enumerate(pairs)
        if rankings[number][0] != entry
    ]
    told = "\n".join(behind)
    assert first >= LEAST_FIRST, f"only {first:.1%} find their entry first:\n{told}"


def test_every_entry_is_found_first_by_its_question_and_phrasings(page: Page) -> None:
    asked = [
        (text, doc.id) for doc in own_collection().docs for text in (doc.question, *doc.aliases)
    ]
    found = answers(page, [text for text, _ in asked])
    wrong = [
        f"{text!r} of {id} finds {ranking[0] if ranking else 'nothing'} first"
        for (text, id), ranking in zip(asked, found, strict=True)
        if ranking[:1] != [id]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_fragment_of_an_error_finds_its_entry_first(page: Page) -> None:
    cards = [card for card in validate(ROOT).catalogue.entries.values() if card.findable]
    asked = [(text, card.id) for card in cards for text in card.errors]
    pasted = [f"Traceback (most recent call last):\n{text}\n" for text, _ in asked]
    firsts = [ranking[:1] for ranking in answers(page, pasted)]
    assert firsts == [[id] for _, id in asked]
