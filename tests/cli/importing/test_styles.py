"""Each style of FAQ yields its questions, and nothing of it is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.importing.report import to_text, warnings_of
from tests.cli.importing.helpers import answers, drafts, imported, lost_words, questions, uncovered

MARKED_HEADINGS = """\
# Fishing FAQ

[![Source](https://img.example/badge.svg)](https://example.org/faq.md)

## Q: How do I catch a trout?

A: Use a worm.

<br/>

## On the water

### Q1: Which lakes are open?

A：Two of them.

#### In a storm

Row home first.
"""

STYLES = {
    "marked.md": (MARKED_HEADINGS, 2),
    "font.md": (
        "# FAQ\n\n<font size=3>**Q: Does the net tear on `rocks`?**</font>\n\n"
        "A: It does, on <PORT> side too.\n<br/>\n\n"
        "<font size=3>**Q: How long is the line?*</font>\n\nA:Ten metres.\n",
        2,
    ),
    "headings.md": (
        "# Troubleshooting\n\n## Overview\n\nLook at the log first.\n\n## Steering Issues\n\n"
        "### The Rudder Sticks\n\nGrease it.\n\n### The Rudder Fell Off\n\nDrop the anchor.\n",
        3,
    ),
    "asking.md": (
        "---\ntitle: Questions\n---\n\n# Frequently asked\n\n```{contents}\n:local:\n```\n\n"
        "## Why worms? I prefer bread\n\nFish disagree.\n\n## Is it safe ?\n\n"
        "See [rules](rules.md#top).\n\n## How to clean a fish\n\nLike this:\n\n    knife down\n",
        3,
    ),
    "underlined.md": ("FAQ\n===\n\nIs it far?\n----------\n\nNo: a\nmile\n---\n", 1),
    "html.md": ("# FAQ\n\n<h2>Is it far?</h2>\n\nNo.\n\n## Contents\n\n- [a](#b)\n", 1),
    "only.md": ("# Is it far?\n\n**No.**\n", 1),
    "items.md": (
        "## Questions\n\nFeel free to add some.\n\n### Setup\n\n"
        '- "KeyError: hook not found"\n\n  Register the hook first.\n\n'
        '- "no module named reel"\n\n  1. Remove the old reel\n  2. Install it again\n\n'
        '### Use\n\n- "line is too short"\n\n  Buy a longer one.\n',
        3,
    ),
    "marked-items.md": ("- Q: Is it far?\n\n  A: No.\n- Q2: Is it steep?\n\n  A bit.\n", 2),
    "plain.md": ("Q: Is it far?\nA: No.\nQ: Is it steep?\nA: A bit.\nAnd slippery.\n", 2),
    "bold.md": (
        "Some words before.\n\n**Is the ice thick enough?**\n\nDrill a hole and look.\n\n"
        "**When does the season end?**\n\nIn autumn.\n",
        2,
    ),
    "any-bold.md": ("**Ice**\n\nDrill.\n\n**Season**\n\nAutumn.\n", 2),
    "details.md": (
        "# FAQ\n\n<details>\n<summary>May I fish at night?</summary>\n\nWith a lamp.\n\n"
        "</details>\n\n<details><summary>May I swim?</summary>\n\nBetter not.\n\n</details>\n",
        2,
    ),
    "lake.rst": (
        "Lakes\n#####\n\n.. contents:: Questions\n    :local:\n\nGeneral\n=======\n\n"
        "1. Where do I find the ``rules``?\n---------------------------------\n\n"
        "Look at `Lake Map`_::\n\n    cat rules.txt\n\n.. _rain:\n\n"
        "2. It rains.\n------------\n\nTake a *coat*.\n\n.. _Lake Map: https://example.org/map\n",
        2,
    ),
}
"""Text and number of questions by file name."""


@pytest.mark.parametrize("name", STYLES)
def test_a_style_yields_its_questions_and_loses_nothing(tmp_path: Path, name: str) -> None:
    text, count = STYLES[name]
    result = imported(tmp_path, {name: text})
    assert len(drafts(result)) == count
    assert uncovered(result[0], text) == []
    assert lost_words(result, r"[^\W_]{3,}", re.sub(r"<[^>]*>", " ", text)) == []


def test_marks_are_removed(tmp_path: Path) -> None:
    result = imported(tmp_path, {"font.md": STYLES["font.md"][0]})
    assert questions(result) == ["Does the net tear on `rocks`?", "How long is the line?"]
    assert answers(result) == ["It does, on \\<PORT> side too.", "Ten metres."]


def test_a_heading_without_a_mark_is_reported(tmp_path: Path) -> None:
    result = imported(tmp_path, {"headings.md": STYLES["headings.md"][0]})
    assert "Headings without a mark such as 'Q:' became questions: 3." in warnings_of(result)[0]
    draft = drafts(result)[-1]
    assert {todo.field for todo in draft.todo} >= {"question", "phrasings", "tags"}
    assert "# The heading in the source: Steering Issues" in draft.text


def test_what_is_left_out_is_reported_with_line_and_reason(tmp_path: Path) -> None:
    result = imported(tmp_path, {"marked.md": STYLES["marked.md"][0]})
    assert [(note.line, note.message) for note in result[0].notes_of("left-out")] == [
        (1, "the title"),
        (3, "text before the first question of the source"),
        (9, "page layout"),
        (11, "a section heading"),
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "Only a paragraph.\n", "# Title\n"])
def test_a_file_without_questions_is_reported(tmp_path: Path, text: str) -> None:
    result = imported(tmp_path, {"none.md": text})
    assert not drafts(result)
    assert any("No questions found." in warning for warning in warnings_of(result))
    assert uncovered(result[0], text) == []


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
_REST_PIECES = (
    "{0}\n{1}::\n\n  {2}",
    "- {0}\n- {1}\n\n  {2}",
    "#. {0}\n#. {1}\n\nA. {2}\nB. x",
    "{0}\n  {1} {2}",
    ":{0}: {1} {2}",
    ".. note:: {0}\n   :class: {1}\n\n   {2}",
    ".. code-block:: c\n   :caption: {0}\n   :name: {1}\n\n   {2}",
    ".. odd:: {0}\n\n   {1} {2}",
    ".. topic:: {0}\n\n   {1} {2}",
    ".. math::\n\n   {0}\n\n   {1} {2}",
    ".. {0} {1}\n\n   {2}",
    ".. [#] {0} {1} {2}",
    "=== ===\n{0} {1}\n=== ===\n{2} x\n=== ===",
    "=== ===\n{0}\n{1} {2}",
    "*{0}* `{1}`_ :doc:`{2}`",
    "{0}\n^^^^\n{1} {2}",
)
_rest_documents = st.tuples(
    st.just("{0} {1} {2}?\n---------------------------"),
    st.lists(st.lists(st.sampled_from(_REST_PIECES), max_size=5), min_size=1, max_size=4),
)
_documents = st.tuples(
    st.sampled_from(_HEADS),
    st.lists(st.lists(st.sampled_from(_PIECES), max_size=5), min_size=1, max_size=4),
)
_settings = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_settings
@given(st.tuples(st.just("any.md"), _documents) | st.tuples(st.just("any.rst"), _rest_documents))
def test_no_word_is_lost(tmp_path: Path, source: tuple[str, tuple[str, list[list[str]]]]) -> None:
    name, (head, bodies) = source
    pieces = [piece for body in bodies for piece in (head, *body)]
    numbered = [piece.format(*(f"w{next(_number)}w" for _ in range(3))) for piece in pieces]
    text = "\n\n".join(["# FAQ" if name == "any.md" else "FAQ\n===", *numbered])
    result = imported(tmp_path, {name: text})
    assert uncovered(result[0], text) == []
    assert lost_words(result, r"w\d+w", text) == []
    for draft in drafts(result):
        numbers = [int(number) for number in re.findall(r"w(\d+)w", draft.fields.answer)]
        assert numbers == sorted(numbers)


_signs = st.text(alphabet="Q: A?#*_`<>[](){}!|-=+.~\\&;/ab1\n\n\n  \t:'\"$%^", max_size=300)


@_settings
@given(_signs, st.sampled_from(["a.md", "a.rst"]))
def test_any_text_becomes_drafts_with_stated_problems(tmp_path: Path, text: str, name: str) -> None:
    result = imported(tmp_path, {name: text})
    assert to_text(result)
    assert uncovered(result[0], text) == []
