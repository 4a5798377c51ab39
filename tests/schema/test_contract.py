"""The JSON Schemas say what the models say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schema.json_schema import describe, outdated, update
from schema.models import Entry, Model
from schema.records import MODELS

SCHEMAS = {model: describe(model) for model in MODELS.values()}


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    texts = {"a.json": "{}\n", "b.json": "[]\n"}
    assert outdated(tmp_path, texts) == update(tmp_path, texts) == ("a.json", "b.json")
    assert outdated(tmp_path, texts) == update(tmp_path, texts) == ()
    (tmp_path / "b.json").write_bytes(b"\xff")
    kept = (tmp_path / "a.json").stat().st_mtime_ns
    assert outdated(tmp_path, texts) == update(tmp_path, texts) == ("b.json",)
    assert (tmp_path / "a.json").stat().st_mtime_ns == kept
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.json", "b.json"]


def patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "pattern")
        yield from node.get("patternProperties", ())
        for value in node.values():
            yield from patterns(value)
    elif isinstance(node, list):
        for value in node:
            yield from patterns(value)


@pytest.mark.parametrize("model", SCHEMAS)
def test_patterns_mean_the_same_in_python_and_in_ecmascript(model: type[Model]) -> None:
    """Only what both have: no `\\Z`, no named groups, no flags; `$` with its final line break."""
    found = set(patterns(SCHEMAS[model]))
    assert found
    for pattern in found:
        assert not re.search(r"\\[AZzpPdDwWbBhH]|\(\?[^:=!]", pattern), pattern
        assert re.sub(r"\$\(\?!\\n\)", "", pattern).count("$") == 0, pattern


@pytest.mark.parametrize("model", SCHEMAS)
def test_fields_are_described_and_unknown_ones_refused(model: type[Model]) -> None:
    schema = SCHEMAS[model]
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(model.model_fields)
    assert all(field.get("description") for field in schema["properties"].values())
    assert '"null"' not in json.dumps(schema)


def test_a_list_has_no_default_that_an_editor_would_offer() -> None:
    for schema in SCHEMAS.values():
        assert not re.search(r"\[\]|\{\}", json.dumps(schema))


def test_what_is_written_in_markdown_is_shown_as_markdown() -> None:
    fields = SCHEMAS[Entry]["properties"]
    assert fields["applies_to"]["markdownDescription"] == fields["applies_to"]["description"]
    assert "markdownDescription" not in fields["phrasings"]


@pytest.mark.parametrize(
    ("field", "status"), [("superseded_by", "superseded"), ("reason", "withdrawn")]
)
def test_a_field_that_does_not_go_with_the_status_is_wrong_at_its_name(
    field: str, status: str
) -> None:
    schema = SCHEMAS[Entry]
    (clause,) = (one for one in schema["allOf"] if field in one["then"]["required"])
    assert clause["else"]["properties"] == {field: False}
    assert f"'{status}'" in clause["else"]["errorMessage"]
    assert f"'{field}' is missing" in clause["then"]["errorMessage"]


def test_fields_stand_in_the_order_of_the_models() -> None:
    """Editors write them in this order."""
    for model, schema in SCHEMAS.items():
        assert list(schema["properties"]) == list(model.model_fields)
