"""The workflows are safe to run for strangers, and run only what anyone can run with make."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.github.repository import WORKFLOWS, load
from tests.pages import ROOT

EACH = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)

STRANGERS = ROOT / ".github/workflows/validate.yml"
"""What runs for pull requests."""

TELL = ".github/workflows/tell.yml"
"""What keeps an issue."""

CALL = f"$/{TELL}"
"""How other workflows call it: at the same commit."""


def jobs(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = load(file)["jobs"]
    assert found
    return found


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(file).values():
        yield from job.get("steps", ())


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    return {name for line in re.findall(r"^\.PHONY:(.*)", makefile, re.M) for name in line.split()}


@EACH
def test_a_step_runs_one_make_target_that_exists(file: Path) -> None:
    """Also, with nothing to expand, there is nothing to inject into."""
    for step in steps(file):
        if "run" in step:
            found = re.fullmatch(r"make ([a-z][a-z-]*)( [A-Z_]+=[\w./^-]+)*", step["run"])
            assert found, step["run"]
            assert found[1] in targets()


@EACH
def test_every_action_is_pinned_to_a_commit_and_says_which_release(file: Path) -> None:
    lines = re.findall(r"uses:(.*)", file.read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        if line == f" {CALL}":
            continue
        assert re.fullmatch(r" [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@EACH
def test_a_workflow_gives_nothing_and_a_job_what_it_needs(file: Path) -> None:
    assert load(file)["permissions"] == {}
    for job in jobs(file).values():
        if "uses" in job:
            assert (job["uses"], job["permissions"]) == (CALL, {"issues": "write"})
            continue
        assert "permissions" in job
        assert "timeout-minutes" in job
        if any("run" in step for step in job["steps"]):
            # Code of the repository and of its packages may read, and nothing else.
            assert job["permissions"] == {"contents": "read"}


@EACH
def test_no_event_lends_a_stranger_the_rights_of_the_repository(file: Path) -> None:
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(load(file)["on"])


def test_checks_of_claims_never_run_for_a_pull_request() -> None:
    """They run programs with MindSpore, and their results say that answers are true."""
    running = [file for file in WORKFLOWS if "make verify" in file.read_text(encoding="utf-8")]
    assert [file.name for file in running] == ["verify.yml"]
    for file in running:
        events = load(file)["on"]
        assert set(events) == {"schedule", "workflow_dispatch", "push"}
        assert events["push"]["branches"] == ["main"]
        for name, job in jobs(file).items():
            assert name == "tell" or job["if"] == "${{ github.ref == 'refs/heads/main' }}"
    other = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not re.search(r"^[a-z-]+:.*\bverify\b", other.replace("\nverify:", "\n"), re.M)


def test_a_strangers_pull_request_finds_no_secret_and_no_cache() -> None:
    assert "pull_request" in load(STRANGERS)["on"]
    text = "\n".join(re.sub(r"#.*", "", line) for line in STRANGERS.read_text().splitlines())
    for word in ("secrets", "cache", "write"):
        assert word not in text, word
    assert set(re.findall(r"github\.([a-z_.]+)", text)) <= {
        "event_name",
        "base_ref",
        "ref",
    }


def test_nothing_of_a_pull_request_runs_before_its_records_are_taken() -> None:
    trusted, change, python, adopt, *after = jobs(STRANGERS)["records"]["steps"]
    assert trusted["with"]["ref"] == "${{ github.base_ref }}"
    assert "path" not in trusted["with"]
    assert (change["with"]["path"], change["with"]["sparse-checkout"]) == ("change", "/kb/")
    assert change["with"]["sparse-checkout-cone-mode"] == "false"
    assert python["uses"].startswith("actions/setup-python@")
    assert adopt["run"] == "make adopt CHANGE=change"
    assert [step["run"] for step in after if "run" in step] == [
        "make check FORMAT=github BASE=HEAD"
    ]
    for step in after:
        assert f"steps.{adopt['id']}.outputs.code == 'false' }}}}" in step["if"]


def test_the_code_of_a_pull_request_runs_only_if_it_changes_code() -> None:
    code = jobs(STRANGERS)["code"]
    assert "needs.records.outputs.code == 'true'" in code["if"]
    assert code["needs"] == "records"


def test_the_check_to_require_waits_for_every_other() -> None:
    passed = jobs(STRANGERS)["passed"]
    assert set(passed["needs"]) == set(jobs(STRANGERS)) - {"passed"}
    assert passed["if"] == "${{ always() }}"
    (step,) = passed["steps"]
    assert "'failure'" in step["if"]
    assert "'cancelled'" in step["if"]


@EACH
def test_a_script_contains_no_expression(file: Path) -> None:
    for step in steps(file):
        assert "${{" not in step.get("with", {}).get("script", "")


# The issues ------------------------------------------------------------------------------

STAND_IN = """
const fs = require('node:fs');
const [, , script, open] = process.argv;
const calls = [];
const noted = (name) => async (asked) => { calls.push([name, asked]); };
const issues = {
  listForRepo: async (asked) => { calls.push(['list', asked]); return { data: JSON.parse(open) }; },
  create: noted('create'),
  update: noted('update'),
};
const context = { repo: { owner: 'owner', repo: 'name' } };
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
new AsyncFunction('github', 'context', 'require', fs.readFileSync(script, 'utf8'))(
  { rest: { issues } }, context, require,
).then(() => console.log(JSON.stringify(calls)));
"""


def told(folder: Path, report: str, open: list[dict[str, Any]]) -> list[list[Any]]:
    """Run the script of the workflow on a report; return the calls after the first."""
    (script,) = [
        step["with"]["script"] for step in steps(ROOT / TELL) if "script" in step.get("with", {})
    ]
    (folder / "script.js").write_text(script, encoding="utf-8")
    (folder / "run.js").write_text(STAND_IN, encoding="utf-8")
    (folder / "report.md").write_text(report, encoding="utf-8")
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [node, "run.js", "script.js", json.dumps(open)],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "LABEL": "weekly-report", "TITLE": "What to look at"},
    )
    listed, *calls = json.loads(done.stdout)
    repo = {"owner": "owner", "repo": "name"}
    assert listed == ["list", {**repo, "state": "open", "labels": "weekly-report"}]
    assert all(repo.items() <= asked.items() for _, asked in calls)
    return calls


def test_a_report_opens_an_issue(tmp_path: Path) -> None:
    text = "## Links\n\n- `${{ github.token }}` `$(id)`\n"
    [[call, asked]] = told(tmp_path, text, [])
    assert call == "create"
    assert asked["body"] == text.strip()
    assert asked["title"] == "What to look at"
    assert asked["labels"] == ["weekly-report"]


def test_the_open_issue_is_updated_instead_of_another(tmp_path: Path) -> None:
    pull_request = {"number": 6, "body": "old", "pull_request": {}}
    [[call, asked]] = told(tmp_path, "new", [pull_request, {"number": 7, "body": "old"}])
    assert (call, asked["issue_number"], asked["body"]) == ("update", 7, "new")
    assert "state" not in asked


def test_the_issue_is_closed_when_there_is_nothing_to_tell(tmp_path: Path) -> None:
    [[call, asked]] = told(tmp_path, "", [{"number": 7, "body": "old"}])
    assert (call, asked["issue_number"], asked["state"]) == ("update", 7, "closed")


@pytest.mark.parametrize(
    ("report", "open"), [("", []), ("same\n", [{"number": 7, "body": "same\r\n"}])]
)
def test_without_news_nothing_is_said(
    tmp_path: Path, report: str, open: list[dict[str, Any]]
) -> None:
    assert told(tmp_path, report, open) == []
