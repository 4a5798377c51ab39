"""The steps that CONTRIBUTING.md shows lead from a question to a valid record."""

import io
import re
import shlex
from functools import partial
from pathlib import Path

import pytest
import yaml

from cli.main import main
from schema.evidence.checks import parse_checks
from schema.models.entry import Claim
from tests import pages
from tests.pages import ROOT
from tests.schema.base import BASE, problems_of, write
from tests.test_docs import codes_of

PAGE = "CONTRIBUTING.md"
RECORD = "kb/entries/check-installation.yaml"
KNOWN = "kb/entries/run-on-gpu-and-cpu.yaml"


section = partial(pages.section, PAGE)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test what the steps name of the real records and go there, without a terminal."""
    entry = yaml.safe_load((ROOT / KNOWN).read_text(encoding="utf-8"))
    fields = ("question", "phrasings", "summary", "errors", "status", "reviewed_on")
    record = {name: entry[name] for name in fields}
    record |= {"answer": "Yes.", "tags": {"topic": ["troubleshooting", "python-packages"]}}
    tags = [f"kb/tags/topic/{name}.yaml" for name in ("index", *record["tags"]["topic"])]
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in tags}
    write(tmp_path, {**BASE, **texts, KNOWN: yaml.safe_dump(record, allow_unicode=True)})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path


def run(command: str, capsys: pytest.CaptureFixture[str], exits: int = 0) -> str:
    """Return what a command prints; fail unless it exits with the expected code."""
    name, *arguments = shlex.split(command.replace("\\\n", " "))
    assert name == "kb"
    code = main(arguments)
    printed = "".join(capsys.readouterr())
    assert code == exits, f"{command}\n{printed}"
    return printed


def commands(title: str) -> dict[str, list[str]]:
    """Return the commands that a step shows, each with the lines that it prints."""
    shown = "".join(section(title).fences("console"))
    matches = re.findall(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", shown, re.MULTILINE)
    assert matches
    return {command: printed.splitlines() for command, printed in matches}


def test_the_steps_lead_to_a_valid_record(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for title in ("2. See whether it is answered", "3. Write the record"):
        for command, shown in commands(title).items():
            printed = run(command, capsys).splitlines()
            # What a record says may change: a line with dots stands for it.
            assert [line for line in shown if line not in (*printed, "    …")] == []
    assert "status: draft" in (clone / RECORD).read_text(encoding="utf-8")
    (finished,) = section("3. Write the record").fences("yaml")
    (clone / RECORD).write_text(finished, encoding="utf-8")
    for command in ("kb validate --strict", *commands("4. Check it")):
        run(command, capsys)
    (change,) = section("4. Check it").fences("diff")
    lines = change.splitlines(keepends=True)
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        assert before[1:] in finished
        finished = finished.replace(before[1:], after[1:])
    (clone / RECORD).write_text(finished, encoding="utf-8")
    printed = run("kb validate", capsys, exits=1)
    (shown,) = section("4. Check it").fences("text")
    # The numbers of records change.
    shown, printed = (re.sub(r"usable: .*", "", text) for text in (shown, printed))
    assert sorted(printed.splitlines()) == sorted(shown.splitlines())


def test_the_examples_are_valid(tmp_path: Path) -> None:
    tag, facet = section("Add a tag or a facet").fences("yaml")
    files = {"kb/tags/system/linux.yaml": tag, "kb/tags/system/index.yaml": facet}
    codes = {problem.code for problem in problems_of(tmp_path, files)}
    assert codes == {"unused-tag"}, "no entry has it yet"
    for title in ("Rename an entry", "Replace or withdraw an entry"):
        for number, example in enumerate(section(title).fences("yaml")):
            assert codes_of(tmp_path / f"{title} {number}", example) == set()


def test_the_example_check_belongs_to_the_example_claim() -> None:
    part = section("Check a claim")
    (code,) = part.fences("python")
    (check,) = parse_checks(code).values()
    (claim,) = yaml.safe_load(part.fences("yaml")[0])["claims"]
    assert Claim.model_validate(claim).check == check.name
    assert "Proof" in check.program
    assert "Proof" not in check.example
    assert f"{{check}} {check.name}" in part.prose
