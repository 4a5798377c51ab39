"""The JSON Schemas say what the models say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schema import json_schema as contract
from schema.models import Model

FILES = {model: name for name, model in contract.MODELS.items()}


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
    assert '"null"' not in json.dumps(schema)


def test_a_list_has_no_default_that_an_editor_would_offer() -> None:
    for text in contract.generate().values():
        assert "[]" not in text


def test_what_is_written_in_markdown_is_shown_as_markdown() -> None:
    fields = json.loads(contract.generate()["entry.schema.json"])["properties"]
    assert fields["applies_to"]["markdownDescription"] == fields["applies_to"]["description"]
    assert "markdownDescription" not in fields["phrasings"]


@pytest.mark.parametrize(
    ("field", "status"), [("superseded_by", "superseded"), ("reason", "withdrawn")]
)
def test_a_field_that_does_not_go_with_the_status_is_wrong_at_its_name(
    field: str, status: str
) -> None:
    schema = json.loads(contract.generate()["entry.schema.json"])
    (clause,) = (one for one in schema["allOf"] if field in one["then"]["required"])
    assert clause["else"]["properties"] == {field: False}
    assert f"'{status}'" in clause["else"]["errorMessage"]
    assert f"'{field}' is missing" in clause["then"]["errorMessage"]


def test_fields_stand_in_the_order_of_the_models() -> None:
    """Editors write them in this order."""
    for name, model in contract.MODELS.items():
        assert list(json.loads(contract.generate()[name])["properties"]) == list(model.model_fields)
