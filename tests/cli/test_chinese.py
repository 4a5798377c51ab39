"""A terminal in Chinese: problems, prompts and closing lines."""

import pickle
import re
from copy import copy
from dataclasses import replace
from gettext import GNUTranslations
from pathlib import Path

import pytest

from cli.main import COMMANDS, main
from cli.terminal.language import said, translation
from cli.terminal.problems import show
from schema.phrases import Phrase
from schema.problems import Problem, printable
from tests.cli.conftest import Kb
from tests.cli.test_new import FILE, typed
from tests.schema.base import files_of, problems_of, unmarked, write
from tests.schema.test_examples import EXAMPLES, FURTHER_EXAMPLES

HOSTILE = "{x}{0} ::error::##[group]\x1b[2J"


def speak_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a terminal in which a sentence that no catalogue has fails."""
    look = GNUTranslations.gettext

    def gettext(catalogue: GNUTranslations, message: str) -> str:
        assert look(catalogue, message) != message or not re.search("[a-z]{2} [a-z]{2}", message)
        return look(catalogue, message)

    monkeypatch.setattr(GNUTranslations, "gettext", gettext)
    monkeypatch.setattr("argparse._", str)  # not for the tests that follow
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    translation.cache_clear()


def test_values_can_hold_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_chinese(monkeypatch)
    phrase = Phrase("There is no entry '{id}'.", HOSTILE)
    problem = replace(Problem("a", 1, 1, "x", phrase), message=copy(phrase))
    problem = pickle.loads(pickle.dumps(problem))
    assert problem.message == phrase == f"There is no entry '{HOSTILE}'."
    assert printable(phrase) == "There is no entry '{x}{0} ::error::##\\[group]\\u001b[2J'."
    assert said(problem.message) == "没有条目“{x}{0} ::error::##\\[group]\\u001b[2J”。"
    assert printable(Phrase("{id} is up to date.", "::error::")) == "\\::error:: is up to date."


@pytest.mark.parametrize(("code", "bad", "good"), [*EXAMPLES, *FURTHER_EXAMPLES])
def test_no_problem_is_in_english(
    code: str, bad: str, good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_chinese(monkeypatch)
    for problem in problems_of(tmp_path, {p: unmarked(t)[0] for p, t in files_of(bad).items()}):
        (shown,) = show([replace(problem, path="gone")])
        _, message, hint = re.split(r"^\S+ \S+ |\n    ", shown.strip())
        for text, english in ((message, problem.message), (hint, problem.hint)):
            words = re.sub(r"“[^”]*”|`[^`]*`|(?:YAML|结果)：.*", "", text)
            assert text != english
            assert not re.search(r"[A-Za-z]{2,} [a-z]+ [a-z]+", words), text


def test_a_newcomer(project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    speak_chinese(monkeypatch)
    assert kb("validate")[2] == "没有问题：4个条目、2个标签、1个分类、3份译文。\n"
    assert kb("show", "exampel")[2] == "kb: 没有条目“exampel”。你是指“example”吗？\n"
    assert kb("validate", "{x}.yaml")[2] == "kb: 文件或文件夹“{x}.yaml”不存在。\n"
    typed(monkeypatch, "怎么导出？", "", "", "GPU，{x}", "gpu", "", "export-model-disk", "y")
    out, text = kb("new")[1], Path(FILE).read_text("utf-8")
    assert "没有标签“{x}”。" in out
    assert f"已写入{FILE}。\n\n还需完成：\n  第" in out
    assert "# To do: 用一两句简单的话写出答案。" in text
    assert "\nlanguage: zh-cn\n" in text
    assert not re.search("[a-z]{3,} [a-z]+ [a-z]+ [a-z]+", out.replace("Write the answer here", ""))
    assert not re.search("[a-z]{3,} [a-z]+", kb("stats")[1])
    write(project, {"kb/entries/example.yaml": "sumary: {x}\n", "kb/x.yaml": ""})
    out = kb("validate")[1]
    assert "unknown-field 没有字段“sumary”。" in out
    assert "unexpected-file 记录不能放在这里。" in out
    assert kb("format", "--check")[2].endswith("个无需改动。跳过1个。请运行`kb format`。\n")
    assert "\"There is no field 'sumary'.\"" in kb("validate", "--format", "json")[1]


def test_help_is_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    speak_chinese(monkeypatch)
    for name in ("", *COMMANDS):
        with pytest.raises(SystemExit):
            main([name, "--help"] if name else [])
        assert not re.search(r"[a-z]{2,} [a-z]+ [a-z]+", capsys.readouterr().out)
    for arguments, reason in (
        (["search"], "缺少这些参数：WORDS"),
        (["search", "--format", "x", "a"], "参数--format：没有'x'这个选项"),
        (["validate", "--strikt"], "没有参数“--strikt”。你是指“--strict”"),
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        assert reason in capsys.readouterr().err
