"""The tasks for VS Code: what they run exists, and they read what it prints."""

import json
import re
from pathlib import Path

import pytest

from cli import main as cli
from cli.command import PROBLEMS
from tests.pages import ROOT, make_targets
from tests.schema.base import BASE, EXAMPLE, validate, write

TASKS = {
    task["command"]: task
    for task in json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
}
NAMES = ("file", "line", "column", "code", "severity", "message")
"""What VS Code takes from a line."""

BAD = {
    EXAMPLE: BASE[EXAMPLE]
    .replace("[gpu]", "[gpus]")
    .replace("Yes.\ntags", "<b>12:30:1: a b</b>\ntags"),
    "kb/entries/with space.yaml": BASE[EXAMPLE],
    "kb/entries/not-yaml.yaml": "question: [\n",
    "kb/tags/none/tag.yaml": "label: 1:2:3\n",
}


def test_tasks_run_targets_that_exist() -> None:
    assert {"make validate", "make serve"} <= set(TASKS)
    assert set(TASKS) <= {f"make {target}" for target in make_targets()}


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
    matcher = TASKS["make validate"]["problemMatcher"]
    pattern, default = matcher["pattern"], matcher["severity"]
    lines = (printed.out + printed.err).splitlines()
    matches = [found for line in lines if (found := re.search(pattern["regexp"], line, re.ASCII))]
    assert [[found[pattern[name]] or default for name in NAMES] for found in matches] == [
        [str(getattr(problem, "path" if name == "file" else name)) for name in NAMES]
        for problem in problems
    ]
