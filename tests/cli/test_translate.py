"""`kb translate` starts, compares and accepts translations."""

from pathlib import Path

import pytest

from cli.command import chosen_language
from schema.knowledge_base import read
from schema.records import Place
from tests.cli.conftest import Kb
from tests.github.repository import commit, git
from tests.schema.base import validate, write

THIRD = Path("kb/translations/zh-cn/third.yaml")


@pytest.mark.parametrize(
    ("name", "path", "codes"),
    [
        ("other", "other", {"too-short"}),
        ("hardware/gpu", "tags/hardware/gpu", {"untranslated-text"}),
        ("kb/entries/other.yaml", "other", {"too-short"}),
    ],
)
def test_a_new_translation_has_the_texts_of_the_original(
    project: Path, kb: Kb, name: str, path: str, codes: set[str]
) -> None:
    file = f"kb/translations/zh-cn/{path}.yaml"
    code, out, err = kb("translate", name)
    assert (code, err) == (0, "")
    assert f"Wrote {file}" in out
    assert {problem.code for problem in validate(project).problems} == codes
    assert kb("format", "--check", file)[0] == 0


def test_an_original_that_changed_is_compared_with_what_was_translated(
    project: Path, kb: Kb
) -> None:
    assert kb("translate", "third") == (0, f"{THIRD} is up to date.\n", "")
    git(project, "init", "--quiet")
    commit(project)
    entry = project / "kb/entries/third.yaml"
    text = entry.read_text("utf-8")
    entry.write_text(text.replace("|\n  Yes.", "|\n  Yes,\n  on the \x1b web."), "utf-8")
    assert "\x1b" not in kb("translate", "third")[1]
    entry.write_text(text.replace("|\n  Yes.", "|\n  Yes,\n  on the web."), "utf-8")
    code, out, _ = kb("translate", "third", "--language", "zh-cn")
    assert code == 1
    change = "  {+Yes, on the web.+} [-Yes.-]"
    assert f"{THIRD}: the original of 'answer' has changed.\n{change}\n" in out
    assert kb("translate", "--accept", "third", "summary")[1] == f"{THIRD}: nothing has changed.\n"
    assert kb("translate", "--accept", str(THIRD), "answer")[1] == f"{THIRD}: accepted answer.\n"
    assert kb("translate", "third")[0] == 0
    assert validate(project).problems == ()
    THIRD.write_text(THIRD.read_text("utf-8").partition("translates")[0] + "translates: {}\n")
    code, out, _ = kb("translate", "third")
    assert (code, out.count("Git has no text")) == (1, 3)
    assert "accepted question, summary and answer" in kb("translate", "--accept", "third")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["thrid"], 1, "There is no usable record 'thrid'. Did you mean 'third' or 'other'?"),
        (["third", "answer"], 2, "Fields can be named with --accept only."),
        (["--accept", "third", "answers"], 2, "There is no field 'answers'."),
        (["--accept", "other"], 1, "kb/translations/zh-cn/other.yaml:1:1: unreadable-file"),
        (["other", "--language", "en"], 2, "The language to translate into isn't clear."),
        (["kb/settings.yaml"], 1, "There is no usable record 'kb/settings.yaml'."),
    ],
)
def test_what_cannot_be_translated_is_explained(
    project: Path, kb: Kb, arguments: list[str], code: int, message: str
) -> None:
    result = kb("translate", *arguments)
    assert result[0] == code
    assert result[2].startswith(f"kb: {message}")


def test_entries_are_shown_in_the_wanted_language(
    project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "它的主页在哪里？"
    assert question in kb("show", "third", "--language", "zh-cn")[1]
    assert question not in kb("show", "third")[1]
    assert question not in kb("search", "home")[1]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert question in kb("search", "home")[1]
    assert question in kb("show", "third")[1]
    assert "Does it run on GPUs?" in kb("show", "example")[1], "it is not translated"
    assert kb("show", "third", "--language", "fr")[0] == 2
    assert "zh-cn）\n  最新  3" in kb("stats")[1]


@pytest.mark.parametrize(
    ("languages", "terminal", "language"),
    [
        ("zh-cn, en", "en_US.UTF-8", "en"),
        ("en, zh-CN", "zh_CN.UTF-8", "zh-CN"),
        ("en, de", "C", "en"),
    ],
)
def test_a_terminal_has_the_nearest_language(
    project: Path, monkeypatch: pytest.MonkeyPatch, languages: str, terminal: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", terminal)
    write(project, {"kb/settings.yaml": f"languages: [{languages}]\n"})
    assert chosen_language(read(project), None) == language


def test_a_new_entry_can_be_in_another_language(project: Path, kb: Kb) -> None:
    arguments = ("new", "--language", "zh-cn", "--question", "怎样查看日志？")
    assert "Name the id with --id" in kb(*arguments)[2]
    assert kb(*arguments, "--id", "view-logs")[0] == 0
    base = read(project)
    assert base.members[Place.entry("view-logs").path].record.model.language == "zh-cn"
    write(project, {"kb/translations/zh-cn/view-logs.yaml": THIRD.read_text("utf-8")})
    codes = {problem.code for problem in validate(project).problems}
    assert "unknown-language" not in codes, "a broken original is compared with nothing"
