"""The filter logic alone, on random data, against the plain model."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.model import Data, counts, facet_of, listed, matches, tags_of
from tests.scripts.node import Scripts

# What `FaqStore` makes of the data, as far as filtering needs it.
PREPARE = """({ listed, facets, entries }) => {
  const tags = new Map(facets.flatMap((facet) => facet.tags.map((tag) => {
    const key = `${facet.id}/${tag.id}`;
    return [key, { key, facet, tag }];
  })));
  const tagsOf = entries.map((entry) => entry.tags.flatMap((key) => tags.get(key) ?? []));
  return { listed, facets, tags, tagsOf };
}"""

ASK = f"""([data, text, chosen, among]) => {{
  const index = ({PREPARE})(data);
  const query = {{ text, chosen: new Set(chosen) }};
  const candidates = among ?? FaqQuery.listed(index);
  const {{ matches, counts }} = FaqQuery.filter(index, query.chosen, candidates);
  const ways = FaqQuery.waysOut(index, query, candidates);
  return {{
    matches,
    counts: Object.fromEntries(counts),
    ways: ways.map(({{ drop, tag, entries }}) => [drop, tag?.key ?? null, entries]),
  }};
}}"""

WRITE = f"""([data, text, chosen]) => {{
  const index = ({PREPARE})(data);
  const parameters = FaqQuery.toParameters(index, {{ text, chosen: new Set(chosen) }});
  const read = (search, fragment) => {{
    const query = FaqQuery.fromAddress(index, search, fragment);
    return [query.text, [...query.chosen].sort()];
  }};
  return [parameters, read(`?${{parameters}}`, '#section'), read('?q=other', `#${{parameters}}`)];
}}"""

CHANGE = f"""([data, chosen, key]) => {{
  const index = ({PREPARE})(data);
  const query = {{ text: 'text', chosen: new Set(chosen) }};
  const shown = ({{ text, chosen }}) => [text, [...chosen].sort()];
  const changed = [FaqQuery.toggled(query, key), FaqQuery.without(query, key),
                   FaqQuery.without(query, FaqQuery.TEXT)];
  return [...changed, query].map(shown);
}}"""

FACETS = ["hardware", "export", "__proto__"]
TAGS = ["a", "b", "constructor"]

keys = st.builds(
    lambda facet, tag: f"{facet}/{tag}", st.sampled_from(FACETS), st.sampled_from(TAGS)
)
chosen_keys = st.lists(keys, unique=True, max_size=5)


@st.composite
def indexes(draw: st.DrawFn) -> Data:
    facets = draw(st.lists(st.sampled_from(FACETS), unique=True, max_size=3))
    tags = st.lists(st.sampled_from(TAGS), unique=True, max_size=3)
    entries = draw(st.lists(st.lists(keys, unique=True, max_size=4), max_size=12))
    return {
        "listed": draw(st.integers(0, len(entries))),
        "facets": [
            {"id": facet, "label": facet.title(), "tags": [{"id": id} for id in draw(tags)]}
            for facet in facets
        ],
        "entries": [{"uri": f"{at}.html", "tags": tags} for at, tags in enumerate(entries)],
    }


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("query") as running:
        yield running


@settings(deadline=None, max_examples=60)
@given(data=indexes(), chosen=chosen_keys, random=st.randoms(use_true_random=False))
def test_answers(scripts: Scripts, data: Data, chosen: list[str], random: Any) -> None:
    """With words: among entries in the order of their rank, superseded ones too."""
    ranked = random.sample(range(len(data["entries"])), k=random.randint(0, len(data["entries"])))
    uris = [f"{ordinal}.html" for ordinal in ranked]
    answer = scripts.evaluate(ASK, [data, " words ", chosen, ranked])
    assert [f"{ordinal}.html" for ordinal in answer["matches"]] == matches(data, chosen, uris)
    assert answer["counts"] == counts(data, chosen, uris)
    ways = [["q", None, len(matches(data, chosen))]]
    for key in [key for key in tags_of(data) if key in chosen]:
        ways.append([key, key, len(matches(data, set(chosen) - {key}, uris))])
    assert answer["ways"] == ways


@settings(deadline=None, max_examples=30)
@given(data=indexes(), chosen=chosen_keys, text=st.sampled_from(["", " ", "\n"]))
def test_answers_without_words(scripts: Scripts, data: Data, chosen: list[str], text: str) -> None:
    answer = scripts.evaluate(ASK, [data, text, chosen, None])
    assert [f"{ordinal}.html" for ordinal in answer["matches"]] == matches(data, chosen)
    assert answer["counts"] == counts(data, chosen)
    if not chosen:
        assert len(answer["matches"]) == len(listed(data))
    assert answer["ways"] == [
        [key, key, len(matches(data, set(chosen) - {key}))]
        for key in tags_of(data)
        if key in chosen
    ]


@settings(deadline=None, max_examples=60)
@given(
    data=indexes(),
    text=st.text(alphabet=string.printable + "é模\U0001f600", max_size=8).map(str.strip),
    chosen=chosen_keys,
)
def test_addresses(scripts: Scripts, data: Data, text: str, chosen: list[str]) -> None:
    parameters, from_query, from_fragment = scripts.evaluate(WRITE, [data, text, chosen])
    known = sorted(set(chosen) & set(tags_of(data)))
    assert from_query == [text, known]
    # An empty query leaves no trace in the fragment, so that the rest of the address holds.
    assert from_fragment == ([text, known] if parameters else ["other", []])
    decoded = {name: value for name, [value] in parse_qs(parameters).items()}
    assert decoded.pop("q", "") == text
    assert sorted(f"{facet}/{id}" for facet in decoded for id in decoded[facet].split(",")) == known
    order = [key for key in tags_of(data) if key in known]
    assert list(decoded) == list(dict.fromkeys(map(facet_of, order)))


@settings(deadline=None, max_examples=30)
@given(data=indexes(), chosen=chosen_keys, key=keys)
def test_changes(scripts: Scripts, data: Data, chosen: list[str], key: str) -> None:
    toggled, without, wordless, query = scripts.evaluate(CHANGE, [data, chosen, key])
    assert toggled == ["text", sorted(set(chosen) ^ {key})]
    assert without == ["text", sorted(set(chosen) - {key})]
    assert wordless == ["", sorted(chosen)]
    assert query == ["text", sorted(chosen)]


def test_half_of_a_pair_does_no_harm(scripts: Scripts) -> None:
    index = f"({PREPARE})({{listed: 0, facets: [], entries: []}})"
    query = "{text: '\\ud83d', chosen: new Set()}"
    assert scripts.evaluate(f"FaqQuery.toParameters({index}, {query})") == "q=%EF%BF%BD"


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
def test_a_query_is_told_from_a_place(scripts: Scripts, fragment: str, expected: bool) -> None:
    data = {
        "listed": 0,
        "facets": [{"id": "hardware", "label": "H", "tags": []}],
        "entries": [],
    }
    told = f"([data, fragment]) => FaqQuery.isQuery(({PREPARE})(data), fragment)"
    assert scripts.evaluate(told, [data, fragment]) is expected
