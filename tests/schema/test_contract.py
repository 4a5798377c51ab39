"""The JSON Schemas say what the models say."""

from __future__ import annotations

import copy
import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from schema import contract
from schema.diagnosis import read_model
from schema.loading import Place, find_records, read_text
from schema.models import Entry, Facet, Model, Tag
from schema.problems import Problem
from schema.source import parse_source

ROOT = Path(__file__).resolve().parents[2]

FILES = {model: name for name, model in contract.MODELS.items()}


@cache
def validator(model: type[Model]) -> Draft202012Validator:
    schema = json.loads(contract.generate()[FILES[model]])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def by_contract(model: type[Model], data: object) -> bool:
    return bool(validator(model).is_valid(data))


def by_model(model: type[Model], data: object) -> bool:
    return read_model(model, data).whole


# The files ----------------------------------------------------------------------------


def test_the_committed_schemas_are_current() -> None:
    stale = contract.stale()
    assert not stale, f"{', '.join(stale)} differ from the models. Run 'kb schema'."


def test_generating_twice_gives_the_same() -> None:
    assert contract.generate() == contract.generate()
    for text in contract.generate().values():
        assert text.endswith("}\n")
        assert "\r" not in text


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    everything = tuple(contract.MODELS)
    assert contract.stale(tmp_path) == contract.write(tmp_path) == everything
    assert contract.stale(tmp_path) == contract.write(tmp_path) == ()
    (tmp_path / everything[1]).write_bytes(b"\xff")
    kept = (tmp_path / everything[0]).stat().st_mtime_ns
    assert contract.stale(tmp_path) == contract.write(tmp_path) == everything[1:2]
    assert (tmp_path / everything[0]).stat().st_mtime_ns == kept
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(everything)


def patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "pattern")
        yield from node.get("patternProperties", ())
        for value in node.values():
            yield from patterns(value)
    elif isinstance(node, list):
        for value in node:
            yield from patterns(value)


@pytest.mark.parametrize("model", FILES)
def test_patterns_mean_the_same_in_python_and_in_ecmascript(model: type[Model]) -> None:
    """Only what both have: no `\\Z`, no named groups, no flags; `$` with its final line break."""
    found = set(patterns(json.loads(contract.generate()[FILES[model]])))
    assert found
    for pattern in found:
        assert not re.search(r"\\[AZzpPdDwWbBhH]|\(\?[^:=!]", pattern), pattern
        assert re.sub(r"\$\(\?!\\n\)", "", pattern).count("$") == 0, pattern


@pytest.mark.parametrize("model", FILES)
def test_fields_are_described_and_unknown_ones_refused(model: type[Model]) -> None:
    schema = json.loads(contract.generate()[FILES[model]])
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(model.model_fields)
    assert all(field.get("description") for field in schema["properties"].values())
    assert "null" not in json.dumps(schema)


# Records ------------------------------------------------------------------------------


def real() -> Iterator[tuple[Place, object]]:
    for place in find_records(ROOT):
        assert not isinstance(place, Problem)
        text, _ = read_text(ROOT / place.path, place.path)
        assert text is not None
        source, problems = parse_source(text, place.path)
        assert source is not None
        assert not problems
        yield place, source.data


def test_the_real_records_agree() -> None:
    models: dict[str, type[Model]] = {"entry": Entry, "tag": Tag, "facet": Facet}
    records = list(real())
    assert {place.kind for place, _ in records} == set(models)
    for place, data in records:
        errors = list(validator(models[place.kind]).iter_errors(data))
        assert by_model(models[place.kind], data) is (not errors), (place, errors)


TAG: dict[str, object] = {
    "label": "GPU",
    "description": "Processors.",
    "aliases": ["A", "B"],
    "order": 3,
}
ENTRY: dict[str, object] = {
    "question": "Does it run?",
    "phrasings": ["one", "two"],
    "summary": "Yes.",
    "answer": "Yes.\n",
    "tags": {"hardware": ["gpu"]},
    "status": "published",
    "reviewed_on": "2026-11-22",
    "applies_to": ">=2.0",
    "sources": [{"url": "https://a.b/c", "supports": "All."}],
    "origin": ["feature_advice-04"],
    "related": ["other"],
    "former_ids": ["old"],
    "errors": ["Error 12"],
}

# Not compared, because JSON Schema cannot say it:
#   - what is a version specifier is for `packaging` to say;
#   - to JSON the number 1.0 is an integer;
#   - the line break that `>` leaves is removed before items are compared.
# So `applies_to` is never wrong here, no number has a fraction of zero, and no item of a list
# differs from another by a final line break only.
_LINES = st.sampled_from(
    ["", " ", "x", "x y", "Error 12", " x", "x ", "x\ny", "x\r", "y\n", "z\n\n", "é漢😀?", "`x`",
     "x?", "*x?*", "x？", "y" * 60, "y" * 61, "y" * 200, "y" * 201, "y" * 300, "y" * 301, "y" * 400,
     "y" * 401, "y" * 80, "y" * 81, "\u00a0x", "?\t"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["a", "gpu", "run-on-2", "A", "a--b", "-a", "a\n", "", "a_b", "page-01", "page-1", "page-0001",
     "2026-11-22", "2026-11-22\n", "2026-02-30", "2026-1-1", "20261122", "draft", "published",
     "superseded", "withdrawn", "Published", "https://a.b", "https://a.b/c d", "https://", "HTTPS://a",
     "https://a@b", "https://a.b:80/?c#d", "https://[::1]/", "http://a.b", "https://a.b\n",
     "https://é.b/", "https://a.b/é"]
)  # fmt: skip
_SCALARS = st.one_of(
    _LINES, _WORDS, st.none(), st.booleans(), st.integers(-1, 1001), st.sampled_from([1.5, 0.25])
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(_WORDS | st.sampled_from(["url", "supports", "label"]), inner, max_size=3)
        | st.builds(
            lambda item, size: [f"{item}{n}" for n in range(size)], _WORDS, st.integers(0, 60)
        )
    ),
    max_leaves=6,
)


def changes(model: type[Model], base: dict[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """Draw a record with some fields changed, removed or added."""
    names = st.sampled_from([*model.model_fields, "colour"])
    removed = st.just(...)
    return st.lists(st.tuples(names, removed | _DATA), max_size=3).map(
        lambda edits: _apply(base, [edit for edit in edits if edit[0] != "applies_to"])
    )


def _apply(base: dict[str, object], edits: list[tuple[str, object]]) -> dict[str, object]:
    data = copy.deepcopy(base)
    for name, value in edits:
        data[name] = value
        if value is ...:
            del data[name]
    return data


@settings(max_examples=400)
@given(changes(Entry, ENTRY))
def test_generated_entries_agree(data: dict[str, object]) -> None:
    assert by_model(Entry, data) is by_contract(Entry, data)


@given(changes(Tag, TAG))
def test_generated_tags_agree(data: dict[str, object]) -> None:
    assert by_model(Tag, data) is by_contract(Tag, data)


@pytest.mark.parametrize("name", Entry.model_fields)
@settings(max_examples=60)
@given(value=_DATA)
def test_every_field_agrees(name: str, value: object) -> None:
    if name != "applies_to":
        data = _apply(ENTRY, [(name, value)])
        assert by_model(Entry, data) is by_contract(Entry, data)


@pytest.mark.parametrize("status", ["draft", "published", "superseded", "withdrawn"])
@pytest.mark.parametrize("fields", [[], ["superseded_by"], ["reason"], ["superseded_by", "reason"]])
def test_the_fields_of_a_status_agree(status: str, fields: list[str]) -> None:
    data = _apply(ENTRY, [("status", status), *((field, "other") for field in fields)])
    assert by_model(Entry, data) is by_contract(Entry, data)


@pytest.mark.parametrize("data", [None, [], "x", 5, {}, {"question": None}])
def test_what_is_no_record_agrees(data: object) -> None:
    assert not by_model(Entry, data)
    assert not by_contract(Entry, data)


def test_the_exceptions_are_true() -> None:
    """If one of these begins to agree, take it off the list above."""
    for data in (
        _apply(ENTRY, [("applies_to", "2.0 and later")]),
        _apply(ENTRY, [("related", ["a", "a"]), ("phrasings", ["a", "a\n"]), ("related", ["b"])]),
    ):
        assert by_contract(Entry, data)
        assert not by_model(Entry, data)
    assert by_contract(Tag, {**TAG, "order": 1.0})
    assert not by_model(Tag, {**TAG, "order": 1.0})


def test_the_base_is_right() -> None:
    assert by_model(Entry, ENTRY)
    assert by_contract(Entry, ENTRY)
    assert datetime.date.fromisoformat(str(ENTRY["reviewed_on"]))
