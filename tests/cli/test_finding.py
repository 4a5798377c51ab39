"""Finding entries in a terminal: `kb search`, `kb show` and `kb stats`."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli import command
from cli.terminal.entries import answer_lines
from schema.evidence.results import Outcome
from schema.markdown.text import answer_text
from schema.tokens import tokenise
from tests.cli.conftest import Kb
from tests.growth import assert_linear
from tests.schema.base import BASE, ENTRY, FACET, TAG, entry, write
from tests.schema.evidence import CHECKED, RESULTS, result, results_file

EXPORT = """\
question: How do I export a model?
phrasings: [write a model to disk, save for inference]
summary: Call `export`.
answer: |
  Call it.

  ```python
  export(net, "a   b")
  ```
tags: {hardware: [ascend]}
status: published
reviewed_on: 2026-01-05
sources:
  - url: https://example.com/export
    supports: What it writes
former_ids: [old-export]
errors: ["RuntimeError: cannot write 42 bytes"]
related: [gpus]
"""
OLD = ENTRY.replace("published", "superseded") + "superseded_by: gpus\n"
DRAFT = ENTRY.replace("GPUs", "toasters").replace("published", "draft")
RECORDS = {
    "kb/tags/hardware/index.yaml": FACET,
    "kb/tags/hardware/ascend.yaml": TAG.replace("GPU", "Ascend"),
    "kb/tags/hardware/gpu.yaml": TAG,
    "kb/tags/hardware/fpga.yaml": TAG.replace("GPU", "FPGA"),
    "kb/entries/export.yaml": EXPORT,
    "kb/entries/gpus.yaml": ENTRY,
    "kb/entries/old.yaml": OLD,
    "kb/entries/toasters.yaml": DRAFT,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(write(tmp_path, RECORDS))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


Found = Callable[..., tuple[int, list[str], Any]]


@pytest.fixture
def found(kb: Kb) -> Found:
    """Search; return the exit code, the ids of the results and the whole answer."""

    def search(*arguments: str) -> tuple[int, list[str], Any]:
        code, out, _ = kb("search", "--format", "json", *arguments)
        answer = json.loads(out)
        return code, [result["id"] for result in answer["results"]], answer

    return search


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("export a model", ["export"]),
        ("exprot", ["export"]),
        ("nvidia card", ["gpus", "old"]),  # superseded by the first one
        ("toasters", []),  # a draft
        ("model on a card --tag hardware/ascend", ["export"]),
        ("model on a card --limit 1", ["export"]),
    ],
)
def test_the_best_entry_is_first(project: Path, found: Found, words: str, ids: list[str]) -> None:
    assert found(*words.split())[:2] == (command.OK if ids else command.PROBLEMS, ids)


def test_all_entries_with_one_tag_of_each_facet_are_found(project: Path, found: Found) -> None:
    both = ("--tag", "hardware/gpu", "--tag", "hardware/ascend")
    assert len(found("model on a card", *both)[1]) == 3
    assert found("toasters", "--all")[1][0] == "toasters"


def test_a_pasted_error_wins(project: Path, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    paste = "step 1\nRuntimeError: cannot write 42 bytes\non a GPU nvidia card\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(paste))
    code, ids, answer = found("-")
    assert (code, ids[0]) == (command.OK, "export")
    assert answer["results"][0]["error"] == "RuntimeError: cannot write 42 bytes"


def test_a_search_without_a_match_is_reported(project: Path, kb: Kb) -> None:
    code, out, _ = kb("search", "zzzz\x1b[31m")
    assert (code, out) == (command.PROBLEMS, "Nothing here about zzzz\\u001b[31m.\n")
    code, out, _ = kb("search", "bake unleavened sourdough bread with yeast flour model")
    assert code == command.PROBLEMS
    assert out.startswith("Nothing here about bake, unleavened, sourdough,")
    assert "\n\nNearest questions\n\n 1. " in out


def test_nothing_to_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["search", "x"], ["show", "x"], ["stats"], ["new", "--question", "X?"]):
        assert kb(*arguments)[0] == command.MISUSE


def test_a_broken_record_is_neither_found_nor_shown(project: Path, kb: Kb) -> None:
    write(project, {"kb/entries/gpus.yaml": "question: 5\n"})
    code, out, err = kb("search", "export")
    assert code == command.OK
    assert "gpus" not in out
    assert err == "kb: Skipped records with problems: 1. Run 'kb validate'.\n"
    code, _, err = kb("show", "gpus")
    assert code == command.PROBLEMS
    assert "kb validate kb/entries/gpus.yaml" in err


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("1. one [two](https://example.com/three) four", "one two four"),
        ("see {faq:entry}`it <some-entry>` and `a <b>`", "see it and a b"),
        ("a\n\n```python\nimport x # 1. y\n```\nb", "a import x 1 y b"),
        (":::{note} Mind\nthis\n:::", "Mind this"),
        ("`f[i](x)` and [a](https://example.com)", "f i x and a"),
    ],
)
def test_markup_is_not_a_word(markdown: str, words: str) -> None:
    assert sorted(tokenise(answer_text(markdown))) == sorted(tokenise(words))


@pytest.mark.parametrize(
    "make",
    [
        lambda size: " ".join("`" * length for length in range(int((2 * size) ** 0.5))),
        lambda size: "[a](" + "a" * size,
    ],
)
def test_markup_is_removed_in_linear_time(make: Callable[[int], str]) -> None:
    assert_linear(answer_text, make, 10_000)


def test_bytes_that_are_no_text_can_be_searched(project: Path, kb: Kb) -> None:
    assert kb("search", "export \udcff")[0] != command.MISUSE


def test_an_entry_is_shown_whole(project: Path, kb: Kb) -> None:
    code, out, err = kb("show", "export")
    assert (code, err) == (command.OK, "")
    for part in (
        "How do I export a model?",
        "Reviewed on 2026-01-05 · Ascend",
        '  export(net, "a   b")'.strip(),
        "- write a model to disk",
        "- https://example.com/export\n  What it writes",
        "- Does it run on GPUs?\n  gpus",
        "kb/entries/export.yaml",
    ):
        assert part in out


def test_an_entry_is_shown_with_its_check_results(project: Path, kb: Kb) -> None:
    old, new = result(Outcome.FAILED), result(Outcome.PASSED)
    write(project, {**CHECKED, RESULTS: results_file(v2_7_0=old, v2_9_0=new, v2_10_0=new)})
    _, out, _ = kb("show", "example")
    text = " ".join(out.split())
    assert "· Tested on 2.10.0 and 2.9.0 ·" in text
    assert "· Checked 1 of 1 claims ·" in text


def test_a_terminal_speaks_the_language_of_its_reader(
    tmp_path: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**BASE, **CHECKED, RESULTS: results_file(v2_10_0=result(Outcome.PASSED))}
    monkeypatch.chdir(write(tmp_path, files))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    _, out, _ = kb("show", "example")
    assert "审核于2026-11-22 · 已在2.10.0上实测 · 已验证1/1条结论" in out
    _, out, _ = kb("search", "它的主页在哪里")
    assert out.startswith("最佳匹配\n\n 1. 它的主页在哪里？\n")


def test_a_former_id_leads_to_the_present_one(project: Path, kb: Kb) -> None:
    code, out, err = kb("show", "old-export")
    assert (code, err) == (command.OK, "kb: 'old-export' is now called 'export'.\n")
    assert out == kb("show", "kb/entries/export.yaml")[1]


@pytest.mark.parametrize("id", ["exprot", "../export", "\x1b[2J", "a/b\n"])
def test_an_unknown_id_is_reported(project: Path, kb: Kb, id: str) -> None:
    code, out, err = kb("show", id)
    assert (code, out) == (command.PROBLEMS, "")
    assert "\x1b" not in err
    assert ("'export'" in err) == (id in ("exprot", "../export"))


@pytest.mark.parametrize("command", [["show", "export"], ["search", "export", "--all"], ["stats"]])
def test_a_record_cannot_control_the_terminal(project: Path, kb: Kb, command: list[str]) -> None:
    for field in ("question", "summary", "answer"):
        hostile = entry(f'{field}: "export \\e[2J\\u202e\\r\\x07?"\n').replace("GPUs", "x")
        write(project, {"kb/entries/export.yaml": hostile})
        _, out, err = kb(*command)
        assert not [c for c in out + err if not c.isprintable() and c != "\n"]


def test_an_answer_is_wrapped_but_its_code_is_not() -> None:
    long = "word " * 30
    code = "x = 1" + " # long" * 20
    text = f"{long}\n\n- {long}\n\n```\n{code}\n\ty\n```\n\n| {long} |\n\n> {long}\n"
    lines = list(answer_lines(text, 40))
    assert code in lines
    assert "    y" in lines
    assert [line for line in lines if len(line) > 40] == [code, f"| {long} |"]
    assert sum(line.startswith("> ") for line in lines) > 3
    assert sum(line.startswith("  word") for line in lines) > 2
    assert " ".join(lines).count("word") == 120


def test_roles_are_shown_as_code_only_outside_of_code() -> None:
    code = "    {faq:entry}`a`\n    b   c"
    lines = list(
        answer_lines(f"See {{faq:entry}}`a`.\n\n| Use {{faq:entry}}`a` |\n\n{code}\n\nd", 40)
    )
    assert lines == ["See `a`.", "", "| Use `a` |", "", *code.split("\n"), "", "d"]


def test_statistics_count_the_records(project: Path, kb: Kb) -> None:
    claims = "claims: [{claim: a, check: b}, {claim: c, source: https://a.b}]\n"
    path = project / "kb/entries/gpus.yaml"
    path.write_text(path.read_text(encoding="utf-8") + claims, encoding="utf-8")
    write(project, {"kb/entries/bad.yaml": "question: 5\n", "kb/tags/topic/index.yaml": FACET})
    code, out, _ = kb("stats", "--format", "json")
    assert code == command.PROBLEMS
    assert json.loads(out) == {
        "statuses": {"draft": 1, "published": 2, "superseded": 1, "withdrawn": 0},
        "tags": {"hardware": {"ascend": 1, "gpu": 1, "fpga": 0}, "topic": {}},
        "without_facet": {"hardware": [], "topic": ["export", "gpus"]},
        "unused_tags": ["hardware/fpga"],
        "oldest_reviews": [
            {"id": "export", "reviewed_on": "2026-01-05"},
            {"id": "gpus", "reviewed_on": "2026-11-22"},
        ],
        "without_sources": ["gpus"],
        "claims": {"checked": 0, "failed": 0, "not-runnable": 0, "unchecked": 1, "sourced": 1},
        "without_claims": ["export"],
        "translations": {},
        "broken": ["kb/entries/bad.yaml"],
    }


def test_statistics_are_a_table(project: Path, kb: Kb) -> None:
    out = kb("stats")[1]
    assert "  published   2  ####################\n" in out
    assert "  superseded  1  ##########\n" in out
    assert "Entries without sources: 1\n  gpus\n" in out
