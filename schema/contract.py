"""The JSON Schemas of the records, generated from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schema.models import Entry, Facet, Model, Tag

FOLDER = Path(__file__).parent

MODELS: Mapping[str, type[Model]] = {
    "entry.schema.json": Entry,
    "tag.schema.json": Tag,
    "facet.schema.json": Facet,
}
"""File name of each schema and the model it describes."""


def generate() -> dict[str, str]:
    """Return the text of each schema file by file name; the same bytes at every call."""
    return {name: _text(model) for name, model in MODELS.items()}


def stale(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the names of the schema files that differ from the models, or are missing."""
    return tuple(name for name, text in generate().items() if _read(folder / name) != text)


def write(folder: Path = FOLDER) -> tuple[str, ...]:
    """Bring the schema files up to date; returns the names of those that changed."""
    texts = generate()
    changed = stale(folder)
    for name in changed:
        draft = folder / f".{name}.new"
        draft.write_text(texts[name], encoding="utf-8", newline="\n")
        draft.replace(folder / name)
    return changed


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _text(model: type[Model]) -> str:
    schema = _strict(model.model_json_schema())
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


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
    return made
