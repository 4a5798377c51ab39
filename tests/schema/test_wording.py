"""How problems are worded, and product names, garbled letters and inline Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.markdown.inline import Piece, parse_inline
from schema.problems import Problem, printable
from schema.rules.garbling import repaired
from schema.rules.product_names import misspellings, product_names
from tests.schema.base import POLICY

SETTINGS = POLICY.settings
PATTERN, RIGHT = product_names(SETTINGS.names, tuple(SETTINGS.ambiguous_names.items()))


@given(st.text(alphabet="mindsporeMSgpu cuaGPU.`/ -", max_size=60))
def test_a_misspelling_differs_from_the_name_in_case_only(text: str) -> None:
    for name in misspellings(text, PATTERN, RIGHT):
        assert name[0] not in {RIGHT[name[0].lower()], name[0].upper()}


@given(st.text(alphabet="aé’漢“ü ñ–", max_size=30))
def test_what_was_garbled_is_repaired_or_left(text: str) -> None:
    garbled = text.encode().decode("cp1252", "replace")
    if "\ufffd" not in garbled:
        assert repaired(garbled) in (text, garbled) or repaired(text) == text
    assert repaired(text) == text


TEXT, CODE, EMPHASIS, STRONG = "text", "code", "emphasis", "strong"


@pytest.mark.parametrize(
    ("markdown", "pieces"),
    [
        ("", [(TEXT, "")]),
        ("  a\n b\t", [(TEXT, "a b")]),
        ("Is `a*b` *c* and **d**?", [
            (TEXT, "Is "), (CODE, "a*b"), (TEXT, " "), (EMPHASIS, "c"), (TEXT, " and "),
            (STRONG, "d"), (TEXT, "?"),
        ]),
        ("`` a`b ``", [(CODE, "a`b")]),
        ("**a *b* c**", [(STRONG, "a "), (EMPHASIS, "b"), (STRONG, " c")]),
        ("a \\*b\\* &lt;c&gt; &copy;", [(TEXT, "a *b* &lt;c&gt; &copy;")]),
        ("2 * 3 * 4 snake_case `open", [(TEXT, "2 * 3 * 4 snake_case `open")]),
        ("[a](https://b) <i>c</i> ![d](e) <https://f>", [
            (TEXT, "[a](https://b) <i>c</i> ![d](e) <https://f>")
        ]),
        ("{faq:entry}`x`", [(TEXT, "{faq:entry}"), (CODE, "x")]),
    ],
)  # fmt: skip
def test_only_code_emphasis_and_strong_are_read(
    markdown: str, pieces: list[tuple[str, str]]
) -> None:
    assert list(parse_inline(markdown)) == [Piece(*piece) for piece in pieces]


def test_a_problem_is_one_line_and_its_hint_another_whatever_its_path() -> None:
    problem = Problem("kb/a.yaml", 3, 7, "image", "There is an image.", "Take it away.")
    assert str(problem) == "kb/a.yaml:3:7: image There is an image.\n    Take it away."
    shown = str(Problem("kb/a\nb\x1b[2J\udcff\u202e.yaml", 1, 1, "image", "X."))
    assert shown == "kb/a\\u000ab\\u001b[2J\\udcff\\u202e.yaml:1:1: image X."
    shown.encode()
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 10), ("a", 9, 9)]
    problems = [Problem(*place, "image", "") for place in places]
    assert sorted(problems) == problems[::-1]


@pytest.mark.parametrize("command", ["::error::x", " \t::add-mask::x", "a ##[error]x", "##[group]"])
def test_no_text_is_a_command_to_a_workflow(command: str) -> None:
    shown = printable(command)
    assert "##[" not in shown
    assert not shown.lstrip().startswith("::")
    assert shown.replace("\\", "") == command.replace("\t", "u0009")
