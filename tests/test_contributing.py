"""The steps that CONTRIBUTING.md shows lead from a question to a valid record."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from schema.evidence.checks import parse_checks
from schema.models import Claim
from tests import examples
from tests.pages import ROOT, Section, read
from tests.schema.base import validate

PAGE = "CONTRIBUTING.md"
RECORD = "kb/entries/check-installation.yaml"


def section(title: str) -> Section:
    (found,) = (part for part in read(PAGE) if part.title == title)
    return found


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give the test the real records, and a `kb` as the environment has it."""
    for folder in ("kb", "checks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / RECORD).unlink(missing_ok=True)  # somebody may have followed the example
    kb = tmp_path / "bin" / "kb"
    kb.parent.mkdir()
    kb.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cli "$@"\n', encoding="utf-8")
    kb.chmod(0o755)
    return tmp_path


def run(clone: Path, command: str, exits: int) -> str:
    """Return what a command prints; fail unless it exits with the expected code."""
    variables = {"PATH": f"{clone}/bin:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command,
        shell=True,
        cwd=clone,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )
    assert done.returncode == exits, f"{command}\n{done.stdout}"
    return done.stdout


def commands(title: str) -> list[str]:
    """Return the commands that a step shows with their output."""
    fences = (fence for fence in section(title).fences if fence.language == "console")
    found = [re.match(r"\$ ((?:[^\n]*\\\n)*[^\n]*\n)", fence.text) for fence in fences]
    return [match[1] for match in found if match]


def test_the_steps_lead_from_a_question_to_a_valid_record(clone: Path) -> None:
    for title in ("2. See whether it is answered", "3. Write the record"):
        assert commands(title)
        for command in commands(title):
            run(clone, command, exits=0)
    assert "status: draft" in (clone / RECORD).read_text(encoding="utf-8")
    finished = section("3. Write the record").yaml
    (clone / RECORD).write_text(finished, encoding="utf-8")
    for command in ("kb validate --strict", *commands("4. Check it")):
        run(clone, command, exits=0)


def test_the_shown_mistakes_are_reported(clone: Path) -> None:
    change, output, _ = section("4. Check it").fences
    record = section("3. Write the record").yaml
    lines = change.text.splitlines(keepends=True)
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        assert (before[0], after[0]) == ("-", "+")
        assert before[1:] in record
        record = record.replace(before[1:], after[1:])
    (clone / RECORD).write_text(record, encoding="utf-8")
    printed = run(clone, "kb validate", exits=1)
    places = re.compile(rf"^{RECORD}\S+ [a-z-]+", re.MULTILINE)
    assert places.findall(printed) == places.findall(output.text) != []


def test_the_example_tag_and_facet_are_valid(tmp_path: Path) -> None:
    examples.write_base(tmp_path)
    tag, facet = section("Add a tag or a facet").fences
    examples.add(tmp_path, tag, "kb/tags/system/linux.yaml")
    examples.add(tmp_path, facet, "kb/tags/system/index.yaml")
    codes = {problem.code for problem in validate(tmp_path).problems}
    assert codes == {"unused-tag"}, "no entry has it yet"


@pytest.mark.parametrize("title", ["Rename an entry", "Replace or withdraw an entry"])
def test_the_examples_of_a_change_are_valid(title: str, tmp_path: Path) -> None:
    examples.write_base(tmp_path)
    blocks = [fence for fence in section(title).fences if fence.language == "yaml"]
    assert blocks
    for fence in blocks:
        examples.add(tmp_path, fence)
        assert examples.problems(tmp_path) == []


def test_the_example_check_belongs_to_the_example_claim() -> None:
    part = section("Check a claim")
    (code,) = (fence.text for fence in part.fences if fence.language == "python")
    (check,) = parse_checks(code).values()
    (claim,) = yaml.safe_load(part.yaml)["claims"]
    assert Claim.model_validate(claim).check == check.name
    assert "Proof" in check.program
    assert "Proof" not in check.example
    assert f"{{check}} {check.name}" in part.text
