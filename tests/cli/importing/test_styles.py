"""Each style in which FAQs are written yields its questions, and nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.importing import Import, to_json
from tests.cli.importing.helpers import (
    answers,
    check_books,
    imported,
    missing,
    other_problems,
    records,
)
from tests.cli.importing.samples import STYLES


@pytest.mark.parametrize("name", STYLES)
def test_a_style_yields_its_questions(tmp_path: Path, name: str) -> None:
    text, count = STYLES[name]
    made = imported(tmp_path, {name: text})
    assert [one.question for one in made.report.files[0].records] == list(_questions(made))
    assert made.report.questions == count == len(made.drafts)


def _questions(made: Import) -> list[str]:
    return [record["question"] for record in records(made).values()]


@pytest.mark.parametrize("name", STYLES)
def test_nothing_of_a_style_is_lost(tmp_path: Path, name: str) -> None:
    made = imported(tmp_path, {name: STYLES[name][0]})
    check_books(made)
    assert missing(made, tmp_path / name) == []


@pytest.mark.parametrize("name", STYLES)
def test_drafts_of_a_style_have_the_stated_problems_only(tmp_path: Path, name: str) -> None:
    assert other_problems(imported(tmp_path, {name: STYLES[name][0]})) == []


def test_marks_are_taken_away(tmp_path: Path) -> None:
    made = imported(tmp_path, {"font.md": STYLES["font.md"][0]})
    assert _questions(made) == ["Does the net tear on `rocks`?", "How long is the line?"]
    assert [one.splitlines()[0] for one in answers(made)] == [
        "It does, on \\<PORT> side too.",
        "Ten metres.",
    ]


def test_sub_headings_of_an_answer_begin_at_level_two(tmp_path: Path) -> None:
    made = imported(tmp_path, {"sectioned.md": STYLES["sectioned.md"][0]})
    assert "## In a storm\n" in answers(made)[1]


def test_a_topic_with_one_marked_question_is_another_wording(tmp_path: Path) -> None:
    made = imported(tmp_path, {"topics.md": STYLES["topics.md"][0]})
    first = next(iter(records(made).values()))
    assert first["question"] == "How can I use two rods?"
    assert first["phrasings"] == ["Several rods at once"]


def test_headings_that_are_no_questions_are_told(tmp_path: Path) -> None:
    made = imported(tmp_path, {"trouble.md": STYLES["trouble.md"][0]})
    assert any("headings not marked as questions" in warning for warning in made.warnings)
    record = made.report.files[0].records[-1]
    assert record.section == "Steering Issues"
    assert {todo.field for todo in record.todo} >= {"question", "phrasings", "tags"}
    assert "# In the source below the heading: Steering Issues" in made.drafts[-1].text


def test_what_stands_before_the_questions_is_told_as_it_is(tmp_path: Path) -> None:
    made = imported(tmp_path, {name: STYLES[name][0] for name in ("marked.md", "bold.md")})
    marked, bold = made.report.files
    assert [(one.line, one.reason) for one in marked.left_out[:2]] == [
        (1, "the title of the source"),
        (3, "nothing but a badge"),
    ]
    assert (bold.left_out[0].line, bold.left_out[0].text) == (1, "Some words before.")


def test_code_with_hashes_is_no_heading(tmp_path: Path) -> None:
    made = imported(tmp_path, {"marked.md": STYLES["marked.md"][0]})
    assert '```python\n# a comment, no heading\ncast("worm")\n```' in answers(made)[0]


@pytest.mark.parametrize("text", ["", "\n \n", "Only a paragraph.\n", "# Title\n"])
def test_a_file_without_questions_is_told(tmp_path: Path, text: str) -> None:
    made = imported(tmp_path, {"none.md": text})
    assert not made.drafts
    assert any("No question was found." in warning for warning in made.warnings)
    assert missing(made, tmp_path / "none.md") == []


_number = iter(range(10_000_000))
_PIECES = (
    "{0} {1}.\n{2}",
    "```python\n{0}\n\n# {1}\n```",
    "- {0}\n\n  {1}\n- {2}",
    "1. {0}\n   - {1}\n\n     ```\n     {2}\n     ```",
    "| {0} | {1} |\n| --- | --- |\n| {2} | x |",
    "> {0}\n> {1}",
    "<div align=center>\n<b>{0}</b> {1}\n</div>",
    "<table><tr><td>{0}</td></tr>\n\n<tr><td>{1}<br>{2}</td></tr></table>",
    "[{0}](http://example.org/x) [{1}](y.md) ![{2}](z.png)",
    "<!-- {0}\n\n{1} -->",
    "    {0}\n\n    {1}",
    '!!! warning "{0}"\n    {1}\n\n    {2}',
    "> [!NOTE]\n> {0}",
    ":::{{tip}}\n{0}\n:::",
    "```{{unknown}} {0}\n{1}\n```",
    "## {0}\n\n{1}",
    "#### {0}",
    "<script>{0}</script>",
    "<{0}> and <b>{1}",
    "{{doc}}`{0}` {{w}}`{1}` `` {2} ``",
    "***\n{0}\n---",
)
_HEADS = (
    "## Q: {0} {1}?",
    "<font size=3>**Q: {0}?**</font>",
    "## {0}",
    "**{0}?**",
    "Q: {0}\nA: {1}",
)


def _fill(piece: str) -> str:
    return piece.format(*(f"w{next(_number)}w" for _ in range(3)))


_documents = st.tuples(
    st.sampled_from(_HEADS),
    st.lists(st.lists(st.sampled_from(_PIECES), max_size=5), min_size=1, max_size=4),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_documents)
def test_every_word_is_in_a_draft_or_in_the_report(
    tmp_path: Path, document: tuple[str, list[list[str]]]
) -> None:
    head, bodies = document
    parts = [_fill(piece) for body in bodies for piece in (head, *body)]
    text = "\n\n".join(["# FAQ", *parts])
    made = imported(tmp_path, {"any.md": text})
    check_books(made)
    assert missing(made, tmp_path / "any.md") == []
    assert other_problems(made) == []

    told = "".join(draft.text for draft in made.drafts) + to_json(made.report)
    assert [word for word in re.findall(r"w\d+w", text) if word not in told] == []
