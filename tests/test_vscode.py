"""The settings for VS Code that the project commits: what they name exists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli import main as cli
from cli.command import PROBLEMS
from schema.problems import Problem
from tests.pages import ROOT, make_targets
from tests.schema.base import BASE, EXAMPLE, validate, write


def tasks() -> dict[str, dict[str, Any]]:
    """Return the tasks by their command."""
    text = (ROOT / ".vscode/tasks.json").read_text(encoding="utf-8")
    return {task["command"]: task for task in json.loads(text)["tasks"]}


def test_tasks_run_targets_that_exist() -> None:
    assert {"make validate", "make serve"} <= set(tasks())
    assert set(tasks()) <= {f"make {target}" for target in make_targets()}


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
