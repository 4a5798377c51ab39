"""The way that CONTRIBUTING.md shows leads from a question to a record, with that very output."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import examples
from tests.pages import ROOT, Section, read

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
    kb.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m schema "$@"\n', encoding="utf-8")
    kb.chmod(0o755)
    return tmp_path


def run(clone: Path, command: str) -> str:
    """Return what a command prints, as a terminal of a usual width shows it."""
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
        env={**os.environ, "COLUMNS": "100", **variables},
    )
    return done.stdout


def shown(title: str) -> Iterator[tuple[str, str]]:
    """Yield each command that a step shows, with its output."""
    for fence in section(title).fences:
        if fence.language == "console":
            found = re.fullmatch(r"\$ ((?:[^\n]*\\\n)*[^\n]*\n)(.*)", fence.text, re.DOTALL)
            assert found
            command, output = found.groups()
            yield command, output


def without_counts(text: str) -> str:
    """Return output without the number of records, which grows from day to day."""
    text = re.sub(r"( \([0-9,]+ elsewhere\))?; usable: .*", "; usable: …", text)
    return re.sub(r"[0-9,]+ (were|are)\b", "… are", text)


def follow(clone: Path, title: str) -> None:
    """Run the commands of a step; fail unless each prints what is shown below it."""
    steps = list(shown(title))
    assert steps
    for command, output in steps:
        printed = run(clone, command)
        assert without_counts(printed) == without_counts(output), (
            f"{PAGE} shows another output of '{command.strip()}'. It prints:\n{printed}"
        )


def finished() -> str:
    return section("3. Write the record").yaml


def test_the_search_prints_what_is_shown(clone: Path) -> None:
    follow(clone, "2. See whether it is answered")


def test_the_new_record_becomes_the_finished_one(clone: Path) -> None:
    follow(clone, "3. Write the record")
    made = (clone / RECORD).read_text(encoding="utf-8").splitlines()
    kept = [line for line in made if not line.lstrip().startswith("# To do") and '""' not in line]
    lines = finished().splitlines()
    changed = [line for line in kept if line not in lines and not line.startswith("reviewed_on: ")]
    assert changed == ["status: draft", "sources: []"]


def test_the_finished_record_is_valid_and_in_its_layout(clone: Path) -> None:
    (clone / RECORD).write_text(finished(), encoding="utf-8")
    assert run(clone, "kb validate --strict").startswith("No problems: ")
    follow(clone, "4. Check it")


def test_two_mistakes_are_told_as_shown(clone: Path) -> None:
    change, told, _ = section("4. Check it").fences
    record = finished()
    lines = change.text.splitlines(keepends=True)
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        assert (before[0], after[0]) == ("-", "+")
        assert before[1:] in record
        record = record.replace(before[1:], after[1:])
    (clone / RECORD).write_text(record, encoding="utf-8")
    assert told.language == "text"
    assert without_counts(run(clone, "kb validate")) == without_counts(told.text)


def test_the_example_tag_and_facet_are_valid(tmp_path: Path) -> None:
    examples.write_base(tmp_path)
    tag, facet = section("Add a tag or a facet").fences
    examples.add(tmp_path, tag, "kb/tags/system/linux.yaml")
    examples.add(tmp_path, facet, "kb/tags/system/index.yaml")
    assert examples.codes(tmp_path) == {"unused-tag"}, "no entry has it yet"


@pytest.mark.parametrize("title", ["Rename an entry", "Replace or withdraw an entry"])
def test_the_examples_of_a_change_are_valid(title: str, tmp_path: Path) -> None:
    examples.write_base(tmp_path)
    blocks = [fence for fence in section(title).fences if fence.language == "yaml"]
    assert blocks
    for fence in blocks:
        examples.add(tmp_path, fence)
        assert examples.problems(tmp_path) == []


def test_the_page_of_the_site_is_this_one() -> None:
    assert "{include} ../CONTRIBUTING.md" in (ROOT / "docs/contribute.md").read_text("utf-8")
