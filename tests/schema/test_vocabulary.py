"""The schema of the entries of one knowledge base knows its tags, and nothing else more."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cli import main as cli
from cli.command import MISUSE, OK, PROBLEMS
from schema import json_schema, knowledge_base
from schema.json_schema import ENTRY_SCHEMA, BrokenTags, describe, outdated, update
from schema.models import Entry
from schema.records import MODELS, OTHER_FILES
from tests.schema.base import BASE, validate, write

ROOT = Path(__file__).resolve().parents[2]

TOPIC = {
    "kb/tags/topic/index.yaml": "label: Topic\ndescription: What it is *about*.\norder: 1\n",
    "kb/tags/topic/training.yaml": "label: Training\ndescription: To `fit`.\naliases: [fit, T]\n",
}


def schema(project: Path) -> dict[str, Any]:
    text = json_schema.generate(knowledge_base.read(project))[ENTRY_SCHEMA]
    made: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(made)
    return made


def test_the_committed_schema_is_current() -> None:
    stale = outdated(ROOT, json_schema.generate(knowledge_base.read(ROOT)))
    assert not stale, f"{', '.join(stale)} differs from the models or the tags. Run 'kb schema'."


def test_facets_and_tags_are_described_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **TOPIC})
    facets = schema(tmp_path)["properties"]["tags"]["properties"]
    assert list(facets) == ["topic", "hardware"]
    assert (facets["topic"]["title"], facets["topic"]["description"]) == (
        "Topic",
        "What it is about.",
    )
    assert facets["topic"]["items"]["enum"] == ["training"]
    assert facets["topic"]["items"]["enumDescriptions"] == ["Training (fit, T): To fit."]
    hardware = facets["hardware"]["items"]
    assert hardware["enum"] == ["ascend", "gpu"]
    assert len(hardware["enumDescriptions"]) == len(hardware["enum"])


def test_all_but_the_tags_is_as_in_the_schema_of_the_models(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    ours = schema(tmp_path)
    models = describe(Entry)
    del ours["defaultSnippets"], ours["properties"]["tags"], models["properties"]["tags"]
    assert ours == models


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft202012Validator, ...]:
    """Give the test validators of `tags`, of a knowledge base with two facets and of the models."""
    project = write(tmp_path_factory.mktemp("project"), {**BASE, **TOPIC})
    made = [schema(project), describe(Entry)]
    return tuple(Draft202012Validator(one["properties"]["tags"]) for one in made)


@given(
    tags=st.dictionaries(
        st.sampled_from(["hardware", "topic", "none"]),
        st.lists(st.sampled_from(["gpu", "ascend", "training", "none"]), max_size=3),
        max_size=3,
    )
)
def test_tags_are_accepted_if_the_models_accept_them_and_they_exist(
    tags: dict[str, list[str]], judges: tuple[Draft202012Validator, ...]
) -> None:
    known = {"hardware": {"gpu", "ascend"}, "topic": {"training"}}
    exist = all(facet in known and set(tags[facet]) <= known[facet] for facet in tags)
    ours, models = judges
    assert ours.is_valid(tags) is (models.is_valid(tags) and exist)


def test_a_facet_without_tags_is_not_offered(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "kb/tags/empty/index.yaml": "label: Empty\ndescription: None.\n"})
    assert list(schema(tmp_path)["properties"]["tags"]["properties"]) == ["hardware"]


def test_a_knowledge_base_without_tags_has_a_schema(tmp_path: Path) -> None:
    (tmp_path / "kb/entries").mkdir(parents=True)
    assert schema(tmp_path)["properties"]["tags"]["properties"] == {}


def test_the_file_is_none_that_kb_validate_refuses(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    update(tmp_path, json_schema.generate(knowledge_base.read(tmp_path)))
    assert (tmp_path / ENTRY_SCHEMA).is_file()
    assert {f"kb/{kind}.schema.json" for kind in MODELS} < OTHER_FILES
    assert "unexpected-file" not in {problem.code for problem in validate(tmp_path).problems}


def test_the_first_line_of_an_entry_leads_to_the_file() -> None:
    _, _, target = json_schema.schema_line("entry").partition("$schema=")
    for path in (ROOT / "kb/entries").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith(
            f"{json_schema.schema_line('entry')}\n"
        ), path
        assert (path.parent / target).resolve() == ROOT / ENTRY_SCHEMA


@pytest.mark.parametrize(
    "broken",
    [
        {"kb/tags/hardware/gpu.yaml": "label: GPU\n"},
        {"kb/tags/hardware/index.yaml": "label: [\n"},
        {"kb/tags/hardware/Big.yaml": BASE["kb/tags/hardware/gpu.yaml"]},
        {"kb/tags/stray.yaml": "a: b\n"},
    ],
)
def test_a_broken_tag_is_told_and_nothing_is_written(
    broken: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(tmp_path, {**BASE, **broken})
    with pytest.raises(BrokenTags, match=re.escape(next(iter(broken)))):
        json_schema.generate(knowledge_base.read(tmp_path))
    monkeypatch.chdir(tmp_path)
    for arguments in (["schema"], ["schema", "--check"]):
        assert cli.main(arguments) == PROBLEMS
        assert "Run 'kb validate'" in capsys.readouterr().err
    assert not (tmp_path / ENTRY_SCHEMA).exists()


def test_a_wrong_entry_does_not_matter(tmp_path: Path) -> None:
    before = write(tmp_path, BASE)
    expected = json_schema.generate(knowledge_base.read(before))
    write(tmp_path, {"kb/entries/broken.yaml": "question: [\n"})
    assert json_schema.generate(knowledge_base.read(tmp_path)) == expected


def test_the_command_brings_the_file_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, BASE)
    monkeypatch.chdir(tmp_path / "kb/entries")
    assert cli.main(["schema", "--check"]) == PROBLEMS
    told = capsys.readouterr().err
    assert f"{ENTRY_SCHEMA} is out of date. Run 'kb schema'.\n" in told
    assert told.count("\n") == len(MODELS)
    assert cli.main(["schema"]) == OK
    assert f"Wrote {ENTRY_SCHEMA}.\n" in capsys.readouterr().out
    assert cli.main(["schema", "--check"]) == OK
    write(tmp_path, {"kb/tags/hardware/gpu.yaml": "label: GPUs\ndescription: Processors.\n"})
    assert cli.main(["schema", "--check"]) == PROBLEMS
    assert cli.main(["schema"]) == OK
    assert cli.main(["schema"]) == OK
    assert capsys.readouterr().out.endswith("All schemas are up to date.\n")


def test_without_a_knowledge_base_there_is_nothing_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["schema"]) == MISUSE
    assert "There is no folder 'kb/' here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
