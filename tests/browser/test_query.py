"""The query logic alone, on random data, against the plain model."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT
from tests.browser.model import Data, counts, facet_of, matches, tags_of

pytestmark = pytest.mark.browser

ASK = """([data, text, chosen]) => {
  const index = FaqQuery.prepare(data);
  const query = { text, chosen: new Set(chosen) };
  const { matches, counts } = FaqQuery.ask(index, query);
  return {
    matches: matches.map(({ entry }) => entry.uri),
    counts: Object.fromEntries(counts),
    ways: FaqQuery.waysOut(index, query).map(({ drop, entries }) => [drop, entries]),
  };
}"""

WRITE = """([data, text, chosen]) => {
  const index = FaqQuery.prepare(data);
  const parameters = FaqQuery.toParameters(index, { text, chosen: new Set(chosen) });
  const read = (search, fragment) => {
    const query = FaqQuery.fromAddress(index, search, fragment);
    return [query.text, [...query.chosen].sort()];
  };
  return [parameters, read(`?${parameters}`, '#section'), read('?q=other', `#${parameters}`)];
}"""

WORDS = ["Ascend", "GPU", "onnx", "模型", "Straße", "İ", "x"]
FACETS = ["hardware", "export", "__proto__"]
TAGS = ["a", "b", "constructor"]

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
inlines = texts | st.lists(st.tuples(st.integers(0, 3), texts.filter(bool)), max_size=3)
keys = st.builds(
    lambda facet, tag: f"{facet}/{tag}", st.sampled_from(FACETS), st.sampled_from(TAGS)
)
queries = st.lists(st.sampled_from([*WORDS, "SCE", "np", " ", "on", "ß"]), max_size=3).map(" ".join)


@st.composite
def indexes(draw: st.DrawFn) -> Data:
    facets = draw(st.lists(st.sampled_from(FACETS), unique=True, max_size=3))
    entries = draw(st.lists(st.tuples(inlines, inlines, st.lists(texts, max_size=2))))
    return {
        "facets": [
            {"id": facet, "label": facet.title(), "tags": [draw(tag(id)) for id in draw(ids)]}
            for facet in facets
        ],
        "entries": [
            {
                "uri": f"{number}.html",
                "question": question,
                "summary": summary,
                "phrasings": phrasings,
                "tags": draw(st.lists(keys, unique=True, max_size=4)),
            }
            for number, (question, summary, phrasings) in enumerate(entries)
        ],
    }


ids = st.lists(st.sampled_from(TAGS), unique=True, max_size=3)


def tag(id: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {
            "id": st.just(id),
            "label": texts,
            "aliases": st.lists(texts, max_size=2),
            "uri": st.just(f"{id}.html"),
        }
    )


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with the query logic and nothing else."""
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "_ext" / "faq" / "static" / "faq-query.js")
    yield page
    page.close()


@settings(deadline=None, max_examples=60)
@given(data=indexes(), text=queries, chosen=st.lists(keys, unique=True, max_size=5))
def test_answers(page: Page, data: Data, text: str, chosen: list[str]) -> None:
    answer = page.evaluate(ASK, [data, text, chosen])
    assert answer["matches"] == matches(data, text, chosen)
    assert answer["counts"] == counts(data, text, chosen)
    ways = [["q", len(matches(data, "", chosen))]] if text.split() else []
    for key in [key for key in tags_of(data) if key in chosen]:
        ways.append([key, len(matches(data, text, set(chosen) - {key}))])
    assert answer["ways"] == ways


@settings(deadline=None, max_examples=60)
@given(
    data=indexes(),
    text=st.text(alphabet=string.printable + "é模\U0001f600", max_size=8).map(str.strip),
    chosen=st.lists(keys, unique=True, max_size=5),
)
def test_addresses(page: Page, data: Data, text: str, chosen: list[str]) -> None:
    parameters, from_query, from_fragment = page.evaluate(WRITE, [data, text, chosen])
    known = sorted(set(chosen) & set(tags_of(data)))
    assert from_query == [text, known]
    # An empty query leaves no trace in the fragment, so that the rest of the address holds.
    assert from_fragment == ([text, known] if parameters else ["other", []])
    decoded = {name: value for name, [value] in parse_qs(parameters).items()}
    assert decoded.pop("q", "") == text
    assert sorted(f"{facet}/{id}" for facet in decoded for id in decoded[facet].split(",")) == known
    order = [key for key in tags_of(data) if key in known]
    assert list(decoded) == list(dict.fromkeys(map(facet_of, order)))


def test_half_of_a_pair_does_no_harm(page: Page) -> None:
    index = "FaqQuery.prepare({facets: [], entries: []})"
    query = "{text: '\\ud83d', chosen: new Set()}"
    assert page.evaluate(f"FaqQuery.toParameters({index}, {query})") == "q=%EF%BF%BD"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", False),
        ("#hardware", False),
        ("#q", False),
        ("#q=", True),
        ("#hardware=", True),
        ("#other=1", False),
        ("#top=&hardware=a", True),
    ],
)
def test_a_query_is_told_from_a_place(page: Page, fragment: str, expected: bool) -> None:
    data = {"facets": [{"id": "hardware", "label": "H", "tags": []}], "entries": []}
    told = "([data, fragment]) => FaqQuery.isQuery(FaqQuery.prepare(data), fragment)"
    assert page.evaluate(told, [data, fragment]) is expected
