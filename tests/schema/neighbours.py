"""Valid records, and what differs from them by a step or two, near the limits of each field."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from schema.models import Model
from schema.models.entry import Entry, EntryTranslation
from schema.models.shared import Glossary, Settings
from schema.models.tag import Facet, Tag

LEAST: dict[str, Any] = {
    "question": "Does it run?",
    "phrasings": ["one", "two"],
    "summary": "Yes.",
    "answer": "Yes.\n",
    "tags": {"hardware": ["gpu"]},
    "status": "published",
    "reviewed_on": "2026-11-22",
}
FULL = {
    **LEAST,
    "tags": {"hardware": ["gpu", "cpu-2"], "topic": ["training"]},
    "applies_to": ">=2.0,<2.6",
    "sources": [
        {"url": "https://a.example/b?c#d", "supports": "All."},
        {"url": "https://a.example/b?c#d", "supports": "The rest."},
    ],
    "claims": [
        {"claim": "It runs.", "check": "it_runs"},
        {"claim": "It is fast.", "source": "https://a.example/b?c#d"},
    ],
    "origin": ["feature_advice-04", "install-012"],
    "related": ["other", "another-one"],
    "former_ids": ["old"],
    "distinct_from": ["similar"],
    "errors": ["Error 12: it", "EI0006 and more"],
    "language": "en",
}
BASES: Mapping[type[Model], Sequence[dict[str, Any]]] = {
    Entry: (
        LEAST,
        FULL,
        {**FULL, "status": "superseded", "superseded_by": "other"},
        {**FULL, "status": "withdrawn", "reason": "It is gone."},
        {**LEAST, "status": "draft", "question": "What is `Error 12`"},
    ),
    Tag: (
        {"label": "GPU", "description": "Processors."},
        {
            "label": "GPU",
            "description": "Processors.",
            "aliases": ["A", "B"],
            "order": 3,
            "broader": "ascend",
        },
    ),
    Settings: (
        {},
        {
            "product": "MindSpore",
            "module": "mindspore.nn",
            "first_release": "2020-03-28",
            "languages": ["en", "zh-CN"],
            "docs_search": "https://a.example/search?q=",
            "localized_links": [{"en": "https://a.example/en/", "de": "https://a.example/de/"}],
            "names": ["PyTorch"],
            "ambiguous_names": {"Ascend": ["NPU"], "Atlas": []},
            "stop_words": ["MindSpore"],
            "popular": ["other"],
        },
    ),
    EntryTranslation: (
        {
            **{name: FULL[name] for name in ("question", "phrasings", "summary", "answer")},
            "claims": ["It runs.", "It is fast."],
            "reason": "Gone.",
            "translates": {"question": "0123abcd", "answer": "01234567"},
        },
    ),
    Glossary: (
        {
            "terms": [
                {"term": "a", "names": {"zh-cn": ["b", "c"]}},
                {"term": "d", "names": {"fr": ["e"]}, "avoid": {"fr": ["f"]}, "note": "g"},
            ],
        },
    ),
    Facet: ({"label": "Hardware", "description": "Processors.", "order": 999, "color": "blue"},),
}

_TEXTS = (
    *("", " ", "\n", "x", " x", "x ", "x\n", "x\n\n", "x\ny", "x\r", "\tx", "\u00a0x", "x\u3000"),
    *("x?", "*x?*", "x？", "x?\n", "`x`", "é漢😀?", "1", "1.5", "true", "null", "~"),
    *("gpu", "A", "a--b", "-a", "a-", "a_b", "a\n", "ä", "page-01", "page-1", "page-0001"),
    *("2026-11-22", "2026-11-22\n", "2026-02-30", "2028-02-29", "2026-1-1", "20261122"),
    *("0000-01-01", "9999-12-31", "2026-13-01", "2026-W01-1", "٢٠٢٦-١١-٢٢"),
    *("draft", "published", "superseded", "withdrawn", "Published", "published\n", "gray", "Gray"),
    *("https://a.b", "https://a.b/c d", "https://", "HTTPS://a", "https://a@b", "http://a.b"),
    *("https://a.b:80/?c#d", "https://a.b:123456", "https://[::1]/", "https://a.b\n"),
    *("https://é.b/", "https://a.b/é", "https://a.b.", "https://a.b/\\", 'https://a.b/"'),
    *(">=2.3", "==2.7.*", ">= 2.0, < 3", "2.0", ">=2.0,", ",", "latest", ">=2.3\n"),
)
_NUMBERS = (-1, 0, 1, 2, 998, 999, 1000, 10**20, 0.5, 3.0, 999.0, 1000.0, float("inf"))
_OTHERS: tuple[Any, ...] = (None, True, 5, 0.5, "x", [], {}, ["x"], [None], {"x": "x"}, [["x"]])
_SIGNS = st.sampled_from(
    (" ", "\n", "\n\n", "\r", "x", "A", "-", "_", "?", "1", "\u00a0", "é", "😀")
)
SIZES = [size + by for size in (1, 8, 20, 60, 80, 200, 300, 400, 500) for by in (-1, 0, 1)]
"""Lengths of text at and beside every limit."""
COUNTS = (0, 1, 2, 3, 20, 21, 50, 51)
"""Lengths of lists at and beside every limit."""


def near(value: Any) -> st.SearchStrategy[Any]:
    """Draw values a step away from a valid one."""
    odd = st.sampled_from(_OTHERS)
    match value:
        case str():
            return odd | _SIGNS.map(lambda sign: sign + value) | _SIGNS.map(value.__add__)
        case list():
            items = st.sampled_from([*value, "x", "x\n"]).map(lambda item: [*value, item])
            return odd | items | st.sampled_from([value[:size] for size in range(len(value) + 1)])
        case dict():
            return odd | st.sampled_from(_TEXTS).map(lambda key: {**value, key: ["x"]})
    return odd


def at(data: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        data = data[step]
    return data


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where each value stands in a record."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in steps:
        yield (*path, step)
        if isinstance(value, dict | list):
            yield from paths(value, (*path, step))


def changed(data: Any, path: Sequence[str | int], value: Any) -> Any:
    """Return a record with one value replaced, or taken away if it is `...`."""
    made = copy.deepcopy(data)
    *outer, last = path
    holder = at(made, outer)
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return made


ANY = st.sampled_from([*_TEXTS, *_NUMBERS, *_OTHERS]) | st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=4
)


@st.composite
def mutated(draw: st.DrawFn, model: type[Model]) -> dict[str, Any]:
    """Draw a valid record with one or two places changed."""
    data = draw(st.sampled_from(BASES[model]))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([*paths(data), ("colour",)]))
        if path == ("colour",):
            data = changed(data, path, draw(ANY))
        else:
            data = changed(data, path, draw(st.just(...) | near(at(data, path)) | ANY))
    return data
