"""What the rules on words say, what they mend, and what they leave alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.knowledge_base import judge_text
from schema.markdown.lint import find_prose, find_violations, may_violate
from schema.mojibake import repaired
from schema.names import ACRONYMS, BEFORE, NAMES, may_misspell, misspellings
from schema.policy import Policy
from schema.problems import Fix, Problem
from schema.records import Place
from tests.growth import assert_linear
from tests.schema.base import BASE, ENTRY, EXAMPLE, NO_CHECKS, TODAY, entry, validate, write
from tests.schema.cases import nested


def judged(text: str) -> tuple[Problem, ...]:
    return judge_text(Place.entry("example"), text, NO_CHECKS, Policy(TODAY))[1]


def only(fields: str) -> Problem:
    (problem,) = judged(entry(fields))
    return problem


# Phrasings and summaries --------------------------------------------------------------


def test_phrasings_are_taken_away_as_long_as_two_remain() -> None:
    fields = "phrasings: [DOES it run on gpu, 'On GPU, does it run?', x y, x-y]\n"
    fixes = [problem.fix for problem in judged(entry(fields))]
    assert fixes == [Fix(("phrasings", 0), None), Fix(("phrasings", 1), None)]
    assert only("phrasings: [does it run on gpu, x y]\n").fix is None


@pytest.mark.parametrize(
    ("question", "summary", "restates"),
    [
        ("Does it run on GPUs?", "It does run on GPUs.", False),
        ("Which is faster, PyNative or Graph mode?", "Graph mode is faster.", False),
        ("How does it run on GPUs?", "It runs on GPUs.", True),
        ("How does it run on GPUs?", "How it runs on a GPU.", True),
        ("How does it run on GPUs?", "Fast.", False),
        ("Why `x`?", "…", False),
        ("?", "It is.", False),
    ],
)
def test_a_summary_says_something(question: str, summary: str, *, restates: bool) -> None:
    codes = [p.code for p in judged(entry(f'question: "{question}"\nsummary: "{summary}"\n'))]
    assert codes == ["summary-restates"] * restates


# Names --------------------------------------------------------------------------------


def test_a_fix_mends_all_names_of_a_text() -> None:
    fields = "answer: |\n  Mindspore `mindspore` and\n  pytorch, *Gpus*.\n"
    problems = judged(entry(fields))
    assert [(p.line, p.column) for p in problems] == [(11, 3), (12, 3), (12, 13)]
    fix = Fix(("answer",), "MindSpore `mindspore` and\npytorch, *GPUs*.\n")
    assert [problem.fix for problem in problems] == [fix, None, fix], "pytorch may be a package"
    assert judged(entry("answer: |\n  MindSpore `mindspore` and\n  PyTorch, *GPUs*.\n")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "pip install mindspore",
        "the mindspore package",
        "see https://www.mindspore.cn/mindspore and a@mindspore.cn",
        "mindspore.export, mindspore-gpu, mindspore_x, /a/mindspore, mindspore==2, .onnx, gpu()",
        "“On gpu” and \"on gpu\" and 'gpu' and `gpu`",
        "inputs cannot ascend, atlas of kits, MINDIR and PYNATIVE",
        "from mindspore import nn",
    ],
)
def test_what_may_be_code_or_quoted_is_left(text: str) -> None:
    quoted = text.replace("'", "''")
    assert judged(entry(f"summary: '{quoted}'\nanswer: |\n  {text}\n")) == ()


@pytest.mark.parametrize("name", [*NAMES, *ACRONYMS])
def test_every_name_is_known_in_small_letters_and_right_as_it_is(name: str) -> None:
    ((start, end, right),) = misspellings(f"On {name.lower()} it runs.")
    assert (start, end, right) == (3, 3 + len(name), name)
    assert list(misspellings(f"On {name} it runs.")) == []
    assert may_misspell(name.lower())
    assert not may_misspell(name)


def test_ordinary_words_are_names_before_what_they_name() -> None:
    assert [one.right for one in misspellings("On ascend 910 and atlas 200.")] == list(BEFORE)
    assert list(misspellings("They ascend to an atlas.")) == []


@given(st.text(alphabet="mindsporeMSgpu cuaGPU.`/ -", max_size=60))
def test_a_text_that_cannot_misspell_does_not(text: str) -> None:
    if not may_misspell(text):
        assert list(misspellings(text)) == []
    for start, end, right in misspellings(text):
        assert text[start:end].lower() == right.lower()
        assert text[start:end] != right


def test_prose_is_neither_code_nor_address() -> None:
    text = "a `b` [c](https://d) <https://e>\n\n```f\ng\n```\n\n:::{note} h\n> i\n:::\n"
    text += "\n| j |\n|-|\n| k |"
    found = find_prose(text)
    assert "".join(piece.text.strip() for piece in found) == "achijk"
    lines = text.split("\n")
    assert all(lines[line].startswith(piece, column) for line, column, piece in found)


# Garbled letters ----------------------------------------------------------------------


@given(st.text(alphabet="aé’漢“ü ñ–", max_size=30))
def test_what_was_garbled_is_repaired_or_left(text: str) -> None:
    garbled = text.encode().decode("cp1252", "replace")
    if "\ufffd" not in garbled:
        assert repaired(garbled) in (text, garbled) or repaired(text) == text
    assert repaired(text) == text


def test_a_garbled_text_has_a_fix_that_leaves_code() -> None:
    problem = only("answer: |\n  `cafÃ©`\n  is a cafÃ© itâ€™s\n")
    assert (problem.line, problem.column) == (12, 11)
    assert problem.fix == Fix(("answer",), "`cafÃ©`\nis a café it’s\n")
    assert "'é it’s'" in problem.hint


def test_messages_are_quoted_as_they_are() -> None:
    assert judged(entry("errors: ['message of cafÃ©']\n")) == ()


# Fences -------------------------------------------------------------------------------

_LINES = [
    "```",
    "```c",
    "~~~",
    "````c",
    "~~~c",
    "a",
    "",
    "> ```c",
    "- ```",
    "  ```",
    "    ```",
    "```{note}",
]


@given(st.lists(st.sampled_from(_LINES), max_size=8))
def test_what_needs_no_parse_has_no_violation(lines: list[str]) -> None:
    from schema.markdown.lint import _judged

    text = "\n".join(lines)
    if not may_violate(text):
        assert _judged(text).violations == []


def test_closed_directives_have_no_violation() -> None:
    assert find_violations(nested(3)) == ()


# Reviews ------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "stale"), [(30, False), (31, True)])
def test_how_long_a_review_holds_can_be_set(days: int, tmp_path: Path, *, stale: bool) -> None:
    day = TODAY - timedelta(days=days)
    write(tmp_path, {**BASE, EXAMPLE: ENTRY.replace("2026-11-22", str(day))})
    codes = [problem.code for problem in validate(tmp_path, TODAY, review_within=30).problems]
    assert codes == ["stale-review"] * stale
    assert validate(tmp_path).problems == ()


def test_a_record_without_a_day_has_no_stale_review() -> None:
    text = ENTRY.replace("reviewed_on: 2026-11-22\n", "")
    problems = judge_text(Place.entry("example"), text, NO_CHECKS, Policy(date(2030, 1, 1)))[1]
    assert [problem.code for problem in problems] == ["missing-field"]


# Cost ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        "mindspore ",
        "“gpu ",
        '"gpu" ',
        "`gpu ",
        "Ã©",
        "`Ã© ",
        "cafÃ©` ",
        "```c ",
        "~~~c\n  ",
        "gpu # ",
        "- gpu\n  ",
        "[gpu](https://a.b) ",
        "\\*gpu ",
    ],
)
def test_long_answers_take_linear_time(piece: str) -> None:
    assert_linear(
        judged, lambda size: entry(f"answer: |\n  {piece * (size // len(piece))}\n"), 12_000
    )


def test_a_line_of_many_texts_takes_linear_time() -> None:
    def many(count: int) -> str:
        items = ", ".join(f"abcdefgh {n}" for n in range(count))
        return entry(f"errors: [{items}] # all\n")

    assert_linear(judged, many, 1_000)


@pytest.mark.parametrize(
    ("question", "summary"),
    [
        ("If I use Windows, do I need WSL?", "If you use Windows you need WSL."),
        ("In graph mode, can I use print?", "You can use print in graph mode."),
        ("On Windows, is conda required?", "Conda is required on Windows."),
    ],
)
def test_yes_to_a_question_that_begins_with_a_condition_is_an_answer(
    question: str, summary: str
) -> None:
    assert judged(entry(f"question: {question}\nsummary: {summary}\n")) == ()


def test_phrasings_in_two_directions_differ() -> None:
    phrasings = "phrasings: [convert onnx to mindir, convert mindir to onnx, other way]\n"
    assert judged(entry(phrasings)) == ()
