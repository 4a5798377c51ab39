"""What readers ask is found on the real site, with the data and the scripts that it ships."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from faq.finder.data import FOLDER

from bench.relevance import honesty
from bench.relevance.collection import Doc
from bench.relevance.golden import PATH, golden
from bench.relevance.own import own_collection
from schema.knowledge_base import KnowledgeBase, read
from schema.likeness import tokens_of
from schema.prose import HAN
from tests.conftest import ROOT
from tests.scripts.node import Scripts

LEAST = {"English": (0.93, 0.99), "Chinese": (0.9, 0.98)}
"""The least shares of queries whose entry is first, and among the first five."""

SEARCH = """async (texts) => Promise.all(texts.map(async (text) => {
  const { entries } = await FaqSearch.find(text);
  return (await FaqStore.cardsOf(entries.slice(0, 5))).map(({ id }) => id);
}))"""


@pytest.fixture(scope="module")
def scripts(our_site: Path) -> Iterator[Scripts]:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store", "search") as running:
        running.load({path.name: path.read_text("utf-8") for path in (our_site / FOLDER).iterdir()})
        yield running


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return read(ROOT)


@pytest.fixture(scope="module")
def docs(base: KnowledgeBase) -> tuple[Doc, ...]:
    return own_collection(base).docs


@pytest.mark.parametrize("language", LEAST)
def test_our_own_queries_find_their_entries(
    language: str, base: KnowledgeBase, scripts: Scripts
) -> None:
    has_han = language == "Chinese"
    queries = golden(base.catalogue)
    pairs = [pair for pair in queries if bool(re.search(f"[{HAN}]", pair[0])) == has_han]
    rankings = scripts.evaluate(SEARCH, [query for query, _ in pairs])
    lost, behind = [], []
    for (query, id), ranking in zip(pairs, rankings, strict=True):
        if id not in ranking:
            lost.append(f"{query!r} doesn't find {id} but {', '.join(ranking) or 'nothing'}")
        elif id != ranking[0]:
            behind.append(f"{query!r}: {ranking[0]} comes before {id}")
    first, five = LEAST[language]
    advice = f"Give the entry a phrasing in these words, or correct {PATH.name}."
    assert len(lost) <= (1 - five) * len(pairs), "\n".join((*lost, advice))
    assert len(lost) + len(behind) <= (1 - first) * len(pairs), "\n".join((*lost, *behind, advice))


def test_no_query_repeats_a_phrasing(docs: tuple[Doc, ...], base: KnowledgeBase) -> None:
    asked = {tokens_of(text) for doc in docs for text in doc.aliases}
    queries = [tokens_of(query) for query, _ in golden(base.catalogue)]
    assert not [query for query in queries if len(query) > 1 and query in asked]
    every = PATH.read_text("utf-8").count("\n") - 1
    assert len(queries) > 0.98 * every


def test_every_entry_is_first_for_its_question_phrasings_and_errors(
    docs: tuple[Doc, ...], base: KnowledgeBase, scripts: Scripts
) -> None:
    cards = base.catalogue.entries
    asked = [(text, doc.id) for doc in docs for text in (doc.question, *doc.aliases)]
    asked += [(f"Traceback:\n{text}\n", doc.id) for doc in docs for text in cards[doc.id].errors]
    rankings = scripts.evaluate(SEARCH, [text for text, _ in asked])
    wrong = [
        f"{text!r} of {id} finds {ranking[0] if ranking else 'nothing'} first"
        for (text, id), ranking in zip(asked, rankings, strict=True)
        if ranking[:1] != [id]
    ]
    assert not wrong, "\n".join(wrong)


def test_the_finder_admits_that_it_has_no_answer(scripts: Scripts) -> None:
    pairs = honesty.questions()
    levels = scripts.evaluate(honesty.LEVELS, [query for query, _ in pairs])
    shares = honesty.shares(pairs, levels)
    assert shares.helped >= 0.9
    assert shares.false_best <= 0.12
