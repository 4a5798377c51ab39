"""No pull request runs code with rights, and workflows run only what make can.

`make actions-check` finds what is unsafe in any workflow: unpinned actions, expressions in scripts,
and events that lend rights.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from faq.settings import QUESTION_FORM, Settings

from tests.github.repository import load
from tests.pages import ROOT, make_targets

WORKFLOWS = {file.name: load(file) for file in (ROOT / ".github/workflows").glob("*.yml")}
VALIDATE = WORKFLOWS["validate.yml"]
"""What runs for pull requests."""


def test_a_step_runs_one_make_target_that_exists() -> None:
    for workflow in WORKFLOWS.values():
        for job in workflow["jobs"].values():
            for step in job.get("steps", ()):
                if "run" in step:
                    target = re.fullmatch(r"make ([a-z-]+)( [A-Z_]+=[\w./^-]+)*", step["run"])
                    assert target, step["run"]
                    assert target[1] in make_targets()


def test_checks_of_claims_never_run_for_a_pull_request() -> None:
    """They run programs with MindSpore, and their results say that answers are true."""
    verifying = {name for name, workflow in WORKFLOWS.items() if "make verify" in str(workflow)}
    assert verifying == {"verify.yml"}
    workflow = WORKFLOWS["verify.yml"]
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch", "push"}
    assert workflow["on"]["push"]["branches"] == ["main"]
    assert workflow["jobs"]["run"]["if"] == "${{ github.ref == 'refs/heads/main' }}"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not re.search(r"^(?!verify:)[a-z-]+:.*\bverify\b", makefile, re.MULTILINE)


def test_a_strangers_pull_request_finds_no_secret_and_no_cache() -> None:
    assert "pull_request" in VALIDATE["on"]
    for word in ("secrets", "cache", "write"):
        assert word not in str(VALIDATE), word
    names = set(re.findall(r"github\.([a-z_.]+)", str(VALIDATE)))
    assert names <= {"event_name", "base_ref", "ref"}


def test_nothing_of_a_pull_request_runs_before_its_records_are_taken() -> None:
    trusted, change, python, adopt, *after = VALIDATE["jobs"]["records"]["steps"]
    assert trusted["with"]["ref"] == "${{ github.base_ref }}"
    assert "path" not in trusted["with"]
    assert (change["with"]["path"], change["with"]["sparse-checkout"]) == ("change", "/kb/")
    assert change["with"]["sparse-checkout-cone-mode"] == "false"
    assert python["uses"].startswith("actions/setup-python@")
    assert adopt["run"] == "make adopt CHANGE=change"
    for step in after:
        assert f"steps.{adopt['id']}.outputs.code == 'false' }}}}" in step["if"]
    code = VALIDATE["jobs"]["code"]
    assert code["needs"] == "records"
    assert "needs.records.outputs.code == 'true'" in code["if"]


def test_the_required_check_waits_for_every_other() -> None:
    assert "edited" in VALIDATE["on"]["pull_request"]["types"]  # also of the target branch
    passed = VALIDATE["jobs"]["passed"]
    assert set(passed["needs"]) == set(VALIDATE["jobs"]) - {"passed"}
    assert passed["if"] == "${{ always() }}"
    (step,) = passed["steps"]
    assert "'failure'" in step["if"]
    assert "'cancelled'" in step["if"]


def test_the_site_opens_a_form_for_questions_that_exists() -> None:
    form = load(ROOT / ".github/ISSUE_TEMPLATE" / QUESTION_FORM)
    field = Settings("https://github.com/owner/name", "main").new_question["text"]
    assert [part["type"] for part in form["body"] if part.get("id") == field] == ["textarea"]


STAND_IN = """
const [, , script, cases] = process.argv;
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const context = { repo: { owner: 'owner', repo: 'name' } };
async function callsOf([report, open]) {
  require('node:fs').writeFileSync('report.md', report);
  const calls = [];
  const record = (name) => async (options) => { calls.push([name, options]); };
  const listForRepo = async () => ({ data: open });
  const issues = { listForRepo, create: record('create'), update: record('update') };
  await new AsyncFunction('github', 'context', 'require', script)(
    { rest: { issues } }, context, require,
  );
  return calls;
}
(async () => {
  for (const one of JSON.parse(cases)) console.log(JSON.stringify(await callsOf(one)));
})();
"""
OPEN = {"number": 7, "body": "old\r\n"}
PULL = {"number": 6, "body": "old", "pull_request": {}}
CREATED = {"title": "What to look at", "labels": ["weekly-report"]}
CLOSED = {"issue_number": 7, "state": "closed", "state_reason": "completed"}
CASES: list[tuple[str, list[Any], list[Any]]] = [
    ("a `${{ b }}` `$(id)`\n", [], [["create", {**CREATED, "body": "a `${{ b }}` `$(id)`"}]]),
    ("new", [PULL, OPEN], [["update", {"issue_number": 7, "body": "new"}]]),
    ("", [OPEN], [["update", CLOSED]]),
    ("old\n", [OPEN], []),
    ("", [], []),
]
"""A report, the open issues, and the calls that follow."""


def test_one_issue_follows_the_report(tmp_path: Path) -> None:
    (job,) = WORKFLOWS["report.yml"]["jobs"].values()
    (script,) = (step["with"]["script"] for step in job["steps"] if "script" in step["with"])
    (tmp_path / "run.js").write_text(STAND_IN, encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("node"), "run.js", script, json.dumps(CASES)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "LABEL": "weekly-report", "TITLE": "What to look at"},
    )
    repo = {"owner": "owner", "repo": "name"}
    for (_, _, calls), line in zip(CASES, done.stdout.splitlines(), strict=True):
        assert json.loads(line) == [[name, {**repo, **options}] for name, options in calls]
