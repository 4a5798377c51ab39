"""The filter logic alone, on random data, against the plain model."""

import string
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.model import Data, counts, facet_of, fits, listed, matches, tags_of
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
  const candidates = among ?? [...Array(index.listed).keys()];
  const {{ matches, own, counts }} = FaqQuery.filter(index, query.chosen, candidates);
  return {{ matches, own, counts: Object.fromEntries(counts) }};
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
    broader = st.sampled_from(["", *TAGS])
    entries = draw(st.lists(st.lists(keys, unique=True, max_size=4), max_size=12))
    return {
        "listed": draw(st.integers(0, len(entries))),
        "facets": [
            {
                "id": facet,
                "label": facet.title(),
                "tags": [{"id": id, "broader": draw(broader)} for id in draw(tags)],
            }
            for facet in facets
        ],
        "entries": [{"uri": f"{at}.html", "tags": tags} for at, tags in enumerate(entries)],
    }


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("query") as running:
        yield running


@settings(max_examples=80)
@given(
    data=indexes(),
    chosen=chosen_keys,
    text=st.sampled_from(["", " \n", " words "]),
    random=st.randoms(use_true_random=False),
)
def test_answers(scripts: Scripts, data: Data, chosen: list[str], text: str, random: Any) -> None:
    """Words find entries in the order of their rank, superseded ones too."""
    size = len(data["entries"])
    ranked = random.sample(range(size), k=random.randint(0, size)) if text.strip() else None
    among = listed(data) if ranked is None else [f"{ordinal}.html" for ordinal in ranked]
    known = set(chosen) & set(tags_of(data))
    answer = scripts.evaluate(ASK, [data, text, chosen, ranked])
    assert [f"{ordinal}.html" for ordinal in answer["matches"]] == matches(data, chosen, among)
    assert answer["own"] == sum(fits(data["entries"][at], known) for at in answer["matches"])
    assert answer["counts"] == counts(data, chosen, among)


@settings(max_examples=60)
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
