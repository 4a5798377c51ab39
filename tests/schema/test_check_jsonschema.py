"""The command by which others check records against our schemas agrees about real files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main
from click.testing import CliRunner

from schema import knowledge_base
from schema.json_schema import ENTRY_SCHEMA, describe, generate, update
from schema.models import Entry
from tests.schema.base import BASE, EXAMPLE, write

KB = Path(__file__).resolve().parents[2] / "kb"


def check(schema: Path, files: Iterable[Path]) -> tuple[int, dict[str, list[str]]]:
    """Run the command; returns its exit code and the messages by the name of the file."""
    arguments = ["--output-format", "json", "--schemafile", str(schema), *map(str, files)]
    run = CliRunner().invoke(main, arguments)
    assert not run.stderr, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    assert not told.get("parse_errors"), told
    found: dict[str, list[str]] = {}
    for error in told["errors"]:
        found.setdefault(Path(error["filename"]).name, []).append(error["message"])
    return run.exit_code, found


def records() -> dict[Path, list[Path]]:
    """Return the files of this knowledge base by the schema that judges them."""
    tags = sorted((KB / "tags").glob("*/*.yaml"))
    return {
        KB / "entry.schema.json": sorted((KB / "entries").glob("*.yaml")),
        KB / "tag.schema.json": [path for path in tags if path.name != "index.yaml"],
        KB / "facet.schema.json": [path for path in tags if path.name == "index.yaml"],
        KB / "settings.schema.json": [KB / "settings.yaml"],
    }


@pytest.mark.parametrize("schema", records(), ids=lambda path: path.name)
def test_every_record_is_accepted(schema: Path) -> None:
    files = records()[schema]
    assert files
    assert check(schema, files) == (0, {})


WRONG = {
    "unknown-field": (EXAMPLE, "summary: Yes.", "summary: Yes.\ncolour: red"),
    "missing-field": (EXAMPLE, "summary: Yes.\n", ""),
    "wrong-type": (EXAMPLE, "summary: Yes.", "summary: 5"),
    "bad-date": (EXAMPLE, "2026-11-22", "2026-02-30"),
    "bad-id": (EXAMPLE, "[gpu]", "[GPU]"),
    "duplicate-item": (EXAMPLE, "[gpu]", "[gpu, gpu]"),
    "not-a-question": (EXAMPLE, "GPUs?", "GPUs"),
    "status-field": (EXAMPLE, "published", "withdrawn"),
    "unknown-choice": (EXAMPLE, "published", "public"),
}


def test_wrong_records_are_refused_each(tmp_path: Path) -> None:
    files = {}
    for name, (path, old, new) in WRONG.items():
        assert BASE[path].count(old) == 1, name
        files[f"kb/entries/{name}.yaml"] = BASE[path].replace(old, new)
    write(tmp_path, {**BASE, **files})
    for schema in (_without_tags(tmp_path), _vocabulary(tmp_path)):
        code, found = check(schema, sorted((tmp_path / "kb/entries").glob("*.yaml")))
        assert code == 1
        assert set(found) == {f"{name}.yaml" for name in WRONG}


def test_only_the_schema_of_the_knowledge_base_refuses_an_unknown_tag(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, EXAMPLE: BASE[EXAMPLE].replace("[gpu]", "[gpu, fpga]")})
    files = sorted((tmp_path / "kb/entries").glob("*.yaml"))
    assert check(_without_tags(tmp_path), files) == (0, {})
    code, found = check(_vocabulary(tmp_path), files)
    assert (code, set(found)) == (1, {"example.yaml"})
    assert "'fpga' is not one of ['ascend', 'gpu']" in found["example.yaml"][0]


def _vocabulary(project: Path) -> Path:
    update(project, generate(knowledge_base.read(project)))
    return project / ENTRY_SCHEMA


def _without_tags(project: Path) -> Path:
    path = project / "entry.schema.json"
    path.write_text(json.dumps(describe(Entry)), encoding="utf-8")
    return path
