"""The settings for VS Code that the project commits: what they name exists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli import main as cli
from cli.outcome import PROBLEMS
from schema.knowledge_base import validate
from schema.problems import Problem
from schema.records import Place, find_records
from tests.schema.base import BASE, EXAMPLE, write

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".vscode"


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def tasks() -> dict[str, dict[str, Any]]:
    """Return the tasks by their command."""
    return {task["command"]: task for task in load("tasks.json")["tasks"]}


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_a_file_is_json_as_this_project_writes_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert isinstance(json.loads(text), dict)
    assert text.endswith("}\n")
    assert "\t" not in text


def test_only_files_that_vs_code_reads_are_there() -> None:
    names = {file.name for file in FOLDER.iterdir()}
    assert names == {"settings.json", "extensions.json", "tasks.json"}


def globbed(pattern: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}


def test_every_record_has_the_schema_that_it_names() -> None:
    schemas = load("settings.json")["yaml.schemas"]
    found: dict[str, list[Path]] = {}
    for schema, patterns in schemas.items():
        listed = [patterns] if isinstance(patterns, str) else patterns
        files = set().union(*(globbed(one) for one in listed if not one.startswith("!")))
        files -= set().union(*(globbed(one[1:]) for one in listed if one.startswith("!")))
        assert (ROOT / schema).is_file(), schema
        for file in files:
            found.setdefault(file, []).append((ROOT / schema).resolve())
    named = {}
    for place in find_records(ROOT):
        assert isinstance(place, Place)
        line = (ROOT / place.path).read_text(encoding="utf-8").partition("\n")[0]
        _, _, schema = line.partition("# yaml-language-server: $schema=")
        named[place.path] = [((ROOT / place.path).parent / schema).resolve()]
    assert found == named


def test_settings_name_extensions_that_are_recommended() -> None:
    settings = load("settings.json")
    recommended = load("extensions.json")["recommendations"]
    formatters = {
        value["editor.defaultFormatter"]
        for value in settings.values()
        if isinstance(value, dict) and "editor.defaultFormatter" in value
    }
    assert formatters <= set(recommended)
    assert "redhat.vscode-yaml" in recommended
    assert all(re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", name) for name in recommended)


def test_the_editor_wraps_and_indents_as_the_project_does() -> None:
    settings = load("settings.json")
    ruff = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (width,) = re.findall(r"^line-length = (\d+)$", ruff, re.MULTILINE)
    assert settings["editor.rulers"] == [int(width)]
    assert settings["[yaml]"]["editor.wordWrapColumn"] == int(width)
    assert settings["[yaml]"]["editor.tabSize"] == 2
    assert settings["files.eol"] == "\n"
    assert settings["yaml.format.enable"] is False


def test_tasks_run_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    targets = {
        name for line in re.findall(r"^\.PHONY:(.*)", makefile, re.M) for name in line.split()
    }
    assert {"make validate", "make serve"} <= set(tasks())
    for command in tasks():
        make, target = command.split()
        assert (make, target in targets) == ("make", True), command


# The problem matcher ------------------------------------------------------------------


def matched(printed: str) -> Iterator[dict[str, str | None]]:
    """Yield what VS Code makes of the lines that its pattern matches."""
    matcher = tasks()["make validate"]["problemMatcher"]
    pattern = dict(matcher["pattern"])
    regexp = re.compile(pattern.pop("regexp"), re.ASCII)
    for line in printed.splitlines():
        if found := regexp.search(line):
            made = {name: found[group] for name, group in pattern.items()}
            yield {**made, "severity": made["severity"] or matcher["severity"]}


def facts(problem: Problem) -> dict[str, str]:
    return {
        "file": problem.path,
        "line": str(problem.line),
        "column": str(problem.column),
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
    }


BAD = {
    EXAMPLE: BASE[EXAMPLE]
    .replace("[gpu]", "[gpus]")
    .replace("Yes.\ntags", "<b>12:30:1: a b</b>\ntags"),
    "kb/entries/with space.yaml": BASE[EXAMPLE],
    "kb/entries/not-yaml.yaml": "question: [\n",
    "kb/tags/none/tag.yaml": "label: 1:2:3\n",
}


def test_the_problem_matcher_matches_what_kb_validate_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every problem once, and no other line: no hint, no quoted line, no closing line."""
    write(tmp_path, {**BASE, **BAD})
    monkeypatch.chdir(tmp_path)
    problems = validate(tmp_path).problems
    assert len({problem.code for problem in problems}) > 4
    assert cli.main(["validate"]) == PROBLEMS
    printed = capsys.readouterr()
    assert list(matched(printed.out + printed.err)) == [facts(problem) for problem in problems]


def test_the_problem_matcher_knows_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem("kb/entries/a.yaml", 3, 7, "vague-fragment", "It is vague (warning).", "Do.")
    monkeypatch.setattr("schema.problems.WARNINGS", frozenset({problem.code}))
    assert list(matched(str(problem))) == [{**facts(problem), "severity": "warning"}]


def test_the_task_prints_without_colours() -> None:
    assert tasks()["make validate"]["options"]["env"] == {"NO_COLOR": "1"}
    assert not list(
        matched("\x1b[1mkb/entries/a.yaml:3:7:\x1b[0m \x1b[31;1mimage\x1b[0m An image.")
    )
