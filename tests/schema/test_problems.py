"""How problems are worded, and what is suggested."""

import pytest

from schema.problems import Problem, printable


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
