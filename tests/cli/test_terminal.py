"""What a person at a terminal sees."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.terminal import console as module
from cli.terminal.console import bold, progress
from cli.terminal.problems import WIDTH, quoted, show
from schema.problems import Problem
from tests.cli.conftest import Terminal


def test_the_caret_stands_below_the_place_also_after_wide_letters() -> None:
    assert quoted("a: [bc]", 5) == ("a: [bc]", 4)
    assert quoted("漢字: x", 5) == ("漢字: x", 6)


def test_a_long_line_is_cut_around_the_place() -> None:
    text, caret = quoted("x" * 5_000 + "!" + "y" * 5_000, 5_001)
    assert text[0] == text[-1] == "…"
    assert text[caret] == "!"
    assert len(text) <= WIDTH + 2


@given(st.text(), st.integers(1, 500))
def test_a_quoted_line_can_do_nothing_to_the_terminal(line: str, column: int) -> None:
    text, caret = quoted(line, column)
    assert text.isprintable()
    assert caret >= 0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_problem_is_shown_with_its_line(folder: Path) -> None:
    (folder / "a").write_bytes(b"one\r\ntwo\rthree\nfour")
    problems = [Problem("a", n, 2, "bad-id", "No.", "Mend it.") for n in (1, 2, 3, 4, 5)]
    lines = [text.split("\n")[1] for text in show(problems)]
    assert lines == ["    1 | one", "    2 | two", "    3 | three", "    4 | four", "    Mend it."]
    gone = Problem("gone", 1, 1, "bad-id", "No.")
    (shown,) = show([gone])
    assert shown == "gone:1:1: bad-id No.\n"


@pytest.mark.parametrize("column", [1, 3, 4])
def test_a_quoted_line_is_no_command_to_a_workflow(column: int, folder: Path) -> None:
    (folder / "a").write_text("a ##[error]b")
    (shown,) = show([Problem("a", 1, column, "bad-id", "No.")])
    assert "##[" not in shown


def test_colors_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for term, no_color, colored in (
        ("xterm", "", True),
        ("dumb", "", False),
        ("xterm", "1", False),
    ):
        monkeypatch.setenv("NO_COLOR", no_color)
        monkeypatch.setenv("TERM", term)
        monkeypatch.setattr(module.sys, "stdout", Terminal())
        assert bold("a") == ("\x1b[1ma\x1b[0m" if colored else "a")
        monkeypatch.setattr(module.sys, "stdout", io.StringIO())
        assert bold("a") == "a"


def test_colors_change_no_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a").write_text("one")
    problem = Problem("a", 1, 2, "bad-id", "No.", "Mend it.")
    (plain,) = show([problem])
    monkeypatch.setattr(module.sys, "stdout", Terminal())
    (colored,) = show([problem])
    assert "\x1b[" in colored
    for code in ("0", "1", "2", "31;1", "32"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == plain


def test_progress_is_shown_at_a_terminal_if_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(module.sys, "stderr", stream)
        assert list(progress("Reading")(range(10))) == list(range(10))
        assert stream.getvalue() == ""
    clock = iter(range(1_000))
    monkeypatch.setattr(module.time, "monotonic", lambda: float(next(clock)) / 2)
    stream = Terminal()
    monkeypatch.setattr(module.sys, "stderr", stream)
    assert list(progress("Reading")(range(10))) == list(range(10))
    output = stream.getvalue().split("\r")
    assert output[1] == f"Reading [{'####':<20}]  20% (2/10)", "the first second is over"
    assert output[-1] == "\x1b[K"
