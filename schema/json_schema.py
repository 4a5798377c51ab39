"""The JSON Schemas of the records, generated from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schema.files import write_if_changed
from schema.models import Model


def differing(folder: Path, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the files below a folder that do not have these texts."""
    return tuple(name for name, text in texts.items() if _read(folder / name) != text)


def update(folder: Path, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Give the files below a folder these texts; returns the names of those that changed."""
    return tuple(name for name, text in texts.items() if write_if_changed(folder / name, text))


def describe(model: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema of a model, as every editor and validator can use it."""
    schema: dict[str, Any] = _strict(model.model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def dump(schema: Mapping[str, Any]) -> str:
    """Return the text of a schema file."""
    # Not sorted: editors write the fields of a new record in this order.
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _strict(node: Any) -> Any:
    """Say what the source reader says: no nulls, and no keys beside the patterned ones."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _strict(value) for key, value in node.items()}
    if "patternProperties" in made:
        made["additionalProperties"] = False
    if isinstance(options := made.get("anyOf"), list) and {"type": "null"} in options:
        (only,) = (option for option in options if option != {"type": "null"})
        del made["anyOf"], made["default"]
        made = {**only, **made}
    return _for_editors(made)


def _for_editors(node: dict[str, Any]) -> dict[str, Any]:
    """Mean the same in the words that editors make most of.

    They show `description` as it stands, offer every `default`, and underline the whole record
    where `not` fails but the key alone where its schema is false. `errorMessage` and
    `patternErrorMessage`, of which the standard knows nothing, stand in for their own messages.
    """
    if node.get("default") in ([], {}):
        del node["default"]
    if isinstance(description := node.get("description"), str) and "`" in description:
        node["markdownDescription"] = description
    if node.get("format") == "date":
        node["patternErrorMessage"] = "A date is written as year-month-day, like 2026-11-22."
    match node:
        case {
            "if": {"properties": {"status": {"const": status}}},
            "then": {"required": [field]} as then,
            "else": {"not": {"required": [same]}},
        } if field == same:
            then["errorMessage"] = f"The status is '{status}', but '{field}' is missing."
            message = (
                f"'{field}' belongs to the status '{status}'. Remove it, or change the status."
            )
            node["else"] = {"properties": {field: False}, "errorMessage": message}
    return node
