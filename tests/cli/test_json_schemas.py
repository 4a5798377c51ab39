"""The JSON Schemas say what the models say, and the one of the entries knows the tags."""

import json
from collections.abc import Iterable
from pathlib import Path

import check_jsonschema
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cli.commands.schema import ENTRY_SCHEMA, describe, generate
from schema import knowledge_base
from schema.models.entry import Entry
from tests.pages import ROOT
from tests.schema.base import BASE, EXAMPLE, write

TOPIC = {
    "kb/tags/topic/index.yaml": "label: Topic\ndescription: What it is *about*.\norder: 1\n",
    "kb/tags/topic/training.yaml": "label: Training\ndescription: To `fit`.\naliases: [fit, T]\n",
}


def test_facets_and_tags_are_described_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **TOPIC, "kb/tags/e/index.yaml": "label: E\ndescription: Empty.\n"})
    ours = json.loads(generate(knowledge_base.read(tmp_path))[ENTRY_SCHEMA])
    Draft202012Validator.check_schema(ours)
    models = describe(Entry)
    facets = ours["properties"].pop("tags")["properties"]
    assert list(facets) == ["topic", "hardware"], "no entry can have a tag of an empty facet"
    described = facets["topic"]["title"], facets["topic"]["description"]
    assert described == ("Topic", "What it is about.")
    assert facets["topic"]["items"]["enum"] == ["training"]
    assert facets["topic"]["items"]["enumDescriptions"] == ["Training (fit, T): To fit."]
    assert facets["hardware"]["items"]["enum"] == ["ascend", "gpu"]
    del models["properties"]["tags"]
    assert ours == models


def check(schema: Path, files: Iterable[Path]) -> set[str]:
    """Return the names of the files that the documented command refuses."""
    arguments = ["--output-format", "json", "--schemafile", str(schema), *map(str, files)]
    run = CliRunner().invoke(check_jsonschema.main, arguments)
    errors = json.loads(run.stdout)["errors"]
    assert run.exit_code == bool(errors), run.stderr
    return {Path(error["filename"]).name for error in errors}


def test_check_jsonschema_accepts_our_records_and_refuses_wrong_ones(tmp_path: Path) -> None:
    for kind, pattern in (
        ("entry", "entries/*"), ("tag", "tags/*/[!i]*"), ("facet", "tags/*/index"),
        ("settings", "settings"), ("glossary", "glossary"), ("table", "compatibility/*"),
        ("entry-translation", "translations/*/*"),
        ("tag-translation", "translations/*/tags/*/[!i]*"),
        ("facet-translation", "translations/*/tags/*/index"),
    ):  # fmt: skip
        files = sorted((ROOT / "kb").glob(f"{pattern}.yaml"))[:10]
        assert files
        assert check(ROOT / f"kb/{kind}.schema.json", files) == set()
    text = BASE[EXAMPLE]
    wrong = {
        "kb/entries/choice.yaml": text.replace("published", "public"),
        "kb/entries/date.yaml": text.replace("2026-11-22", "2026-02-30"),
        "kb/entries/field.yaml": text.replace("summary:", "summery:"),
        "kb/entries/tag.yaml": text.replace("[gpu]", "[fpga]"),
    }
    write(tmp_path, {**BASE, **wrong})
    write(tmp_path, generate(knowledge_base.read(tmp_path)))
    refused = check(tmp_path / ENTRY_SCHEMA, sorted((tmp_path / "kb/entries").glob("*.yaml")))
    assert refused == {Path(path).name for path in wrong}
