"""Whatever a file holds: an import soon, with a warning, and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.importing import import_files, to_json, to_text
from cli.importing.decoding import MAX_BYTES
from cli.importing.sources import MAX_LINES, MAX_QUESTIONS
from tests.cli.importing.helpers import imported, missing, other_problems
from tests.growth import assert_linear
from tests.schema.base import TODAY

MANY = 25_000
LINES = MAX_LINES - 10
HEAD = "## Q: x?\n\n"

BOMBS = {
    "line.md": "a" * 10 * MANY,
    "question.md": "# T\n\n## Q: " + "a " * 5 * MANY + "\n\nA: yes\n",
    "brackets.md": HEAD + "[" * 45_000 + "\n\n" + "[a](" * 12_000 + "\n\n" + "![" * 20_000,
    "ticks.md": HEAD + " ".join("`" * (n % 290 + 1) for n in range(290)) + "\n\n" + "` `` " * 9_000,
    "quotes.md": HEAD + "> " * 20_000 + "a\n\n" + ">\n" * LINES,
    "lists.md": HEAD + "- " * 20_000 + "a\n\n" + "\n".join("  " * n + "- a" for n in range(300)),
    "items.md": HEAD + "1. a\n\n" * (LINES // 2),
    "table.md": HEAD + "|a|b|\n|-|-|\n" + "|a|b|\n" * (LINES - 5),
    "html.md": HEAD + "<div>" * 9_000 + "\n\n" + "<b>" * 12_000 + "\n\nx " + "<code>" * 8_000,
    "cells.md": HEAD + "<table>" + "<tr><td rowspan=999 colspan=999>x" * 800 + "</table>",
    "comments.md": HEAD + "<!--" * 12_000 + "\n\ntext " + "<!-- " * 9_000,
    "many-comments.md": HEAD + "<!-- a -->" * 190 + "x\n\n" + "<!-- a --> " * 4_000 + "x",
    "titles.md": HEAD + "<div><h1>" * 5_000 + "\n\n<details><summary>" * 3_000,
    "roles.md": HEAD + "{doc}`a" + " " * 40_000 + "b`",
    "signs.md": "## Q: " + "*a _b `c [d " * 4_000 + "?\n\nA: x\n",
    "sections.md": "# T\n\n" + "## a\n\nQ: b?\n\nc\n\n" * (LINES // 6),
    "spaces.rst": "A?\n--\n\n" + "`a" + " " * 40_000 + "<b>`_ x\n\n" + "::\n\n" * 5_000,
    "tags.md": HEAD + "x <a " * 9_000 + "\n\n" + '<a b="' * 8_000,
    "fences.md": HEAD + "```\na\n\n## b?\n\n" * 3_901,
    "colons.md": HEAD + ":::{note}\n" * 4_000,
    "boxes.md": '!!! note "T"\n    a\n' * 5_000,
    "entities.md": HEAD + "&#8203;" * 6_000,
    "definitions.md": HEAD + "[a]: http://x\n" * 10_000,
    "emphasis.md": HEAD + "**" * 20_000 + "\n\n" + "*a _b " * 7_000,
    "headings.md": "# a\n\nx\n\n" * 5_000,
    "same.md": "## Q: same question here?\n\nA: yes\n\n" * 5_000,
    "marks.md": "Q: a\n" * LINES,
    "sentences.md": HEAD + "a. " * 15_000,
    "blanks.md": HEAD + " " * 49_999 + "a\n" * 3 + "\t" * 40_000,
    "deep.rst": "T\n=\n\nA?\n--\n\n" + "\n".join("  " * n + "* a" for n in range(300)),
    "inline.rst": "A?\n--\n\n" + "`a " * 15_000 + "\n\n" + "*a " * 15_000 + "\n\n" + "|a " * 15_000,
    "items.rst": "A?\n--\n\n" + "* a\n  b\n" * (LINES // 2),
    "directives.rst": "A?\n--\n\n" + ".. foo::\n\n   bar\n\n" * (LINES // 4),
    "lines.rst": "====\n" * LINES,
    "bullets.rst": "A?\n--\n\n" + "- " * 20_000 + "a",
    "paragraphs.md": HEAD + ("[" * 70 + "\n") * 500 * 20,
    "many-paragraphs.md": HEAD + ("[" * 70 + "\n") * 500 + "\n" + ("<" * 70 + "\n\n") * 4_000,
    "ticks.rst": "A?\n--\n\n" + ("`a " * 23 + "\n") * 14_000,
    "rules.md": "-\n" * LINES,
    "indents.rst": "A?\n--\n\n" + "\n\n".join(" " * (n % 1_000) + "x" for n in range(2_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read(tmp_path: Path, name: str) -> None:
    text = BOMBS[name][:MAX_BYTES]
    made = imported(tmp_path, {name: text})
    assert to_json(made.report)
    assert to_text(made.report)
    assert made.drafts or made.warnings
    small = made.drafts[:20]
    assert len(made.drafts) > 20 or other_problems(made) == []
    assert all("/" not in draft.id for draft in small)
    covered = {n for fate in made.ledger for n in range(fate.first, fate.last + 1)}
    lines = text.split("\n")
    assert all(n in covered for n, line in enumerate(lines, 1) if line.strip())


def test_time_is_linear_in_the_text(tmp_path: Path) -> None:
    text = HEAD + "[a](b.md) <b>c</b> `d`\n\n- e\n\n"
    assert_linear(lambda text: imported(tmp_path, {"a.md": text}), lambda times: text * times, 100)


@pytest.mark.parametrize(
    "title", ["../../x", "/etc/passwd", "..", "a\\b", "nul", "$(x)", "{}", "'\"", "%2e%2e"]
)
def test_titles_cannot_lead_out_of_the_folder(tmp_path: Path, title: str) -> None:
    made = imported(
        tmp_path, {"a.md": f"## Q: {title}?\n\nA: no\n", "b.rst": f"{title}?\n{'-' * 20}\n\nno\n"}
    )
    assert len(made.drafts) == 2
    assert other_problems(made) == []


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    large.write_bytes(b"a" * (MAX_BYTES + 1))
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    paths = [tmp_path / "none.md", tmp_path, large, pipe, tmp_path / "nul\0.md"]
    made = import_files(paths, None, TODAY)
    assert not made.drafts
    assert len(made.warnings) == 5
    assert all(len(file.warnings) == 1 for file in made.report.files)


def test_no_files(tmp_path: Path) -> None:
    assert import_files([], None, TODAY).drafts == ()


_signs = st.text(alphabet="Q: A?#*_`<>[](){}!|-=+.~\\&;/ab1\n\n\n  \t:'\"$%^", max_size=300)
_fixture = [HealthCheck.function_scoped_fixture]


@settings(max_examples=300, deadline=None, suppress_health_check=_fixture)
@given(_signs, st.sampled_from(["a.md", "a.rst"]))
def test_any_signs(tmp_path: Path, text: str, name: str) -> None:
    made = imported(tmp_path, {name: text})
    assert other_problems(made) == []
    covered = {n for fate in made.ledger for n in range(fate.first, fate.last + 1)}
    lines = text.split("\n")
    assert all(n in covered for n, line in enumerate(lines, 1) if line.strip())


@settings(max_examples=100, deadline=None, suppress_health_check=_fixture)
@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.rst", "a.txt"]))
def test_any_bytes(tmp_path: Path, raw: bytes, name: str) -> None:
    made = imported(tmp_path, {name: raw})
    assert made.drafts or made.warnings
    assert other_problems(made) == []


def test_nul_and_other_hidden_characters_are_told(tmp_path: Path) -> None:
    made = imported(tmp_path, {"a.md": b"## Q: a\x00b\xe2\x80\x8b?\n\nA: y\xe2\x80\xaees.\n"})
    assert [note.line for note in made.report.files[0].changed] == [1, 3]
    assert other_problems(made) == []
    assert missing(made, tmp_path / "a.md") == []


def test_a_file_of_too_many_lines_is_refused(tmp_path: Path) -> None:
    made = imported(tmp_path, {"a.md": "# a\n" * 2 * LINES, "b.md": "# b\r" * 2 * LINES})
    assert not made.drafts
    assert [warning.endswith("lines; divide it.") for warning in made.warnings] == [True, True]


def test_questions_that_are_too_many_are_left_out_with_their_lines(tmp_path: Path) -> None:
    made = imported(tmp_path, {"a.md": "## Q: what?\n\nyes\n\n" * (MAX_QUESTIONS + 2)})
    assert len(made.drafts) == MAX_QUESTIONS
    line = 4 * MAX_QUESTIONS + 1
    assert [one.line for one in made.report.files[0].left_out] == [line + n for n in (0, 2, 4, 6)]
    assert made.warnings[0].startswith(f"{(tmp_path / 'a.md').as_posix()}:{line}: ")


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("## Q: what?\n\nyes\n")
    (tmp_path / "link.md").symlink_to(path)
    made = import_files([path, path, tmp_path / "link.md"], None, TODAY)
    assert len(made.drafts) == 1
    assert ["the same as" in warning for warning in made.warnings] == [True, True]


def test_a_warning_is_told_for_each_of_many_changes(tmp_path: Path) -> None:
    text = HEAD + "".join(f"[a](p{n}.md)\n" for n in range(1_500))
    made = imported(tmp_path, {"a.md": text})
    told = {note.message for note in made.report.files[0].changed}
    assert all(any(f"'p{n}.md'" in one for one in told) for n in (0, 999, 1_000, 1_499))
