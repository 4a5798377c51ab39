"""The evidence for claims: their checks, the results, and what follows for the entry."""

from pathlib import Path

import pytest

from schema import knowledge_base
from schema.evidence.claims import Evidence, EvidenceReader, Example
from schema.evidence.results import (
    BadResults,
    Outcome,
    Result,
    Results,
    dump_results,
    merge,
    parse_results,
)
from schema.markdown.text import expanded
from tests.schema.base import BASE, EXAMPLE, POLICY, entry, validate, write
from tests.schema.evidence import CHECKED, CHECKS, CLAIM, PROGRAM, RESULTS, result, results_file

PASSED, FAILED = result(), result(Outcome.FAILED, reason="TypeError: no")
SKIPPED = result(Outcome.NOT_RUNNABLE, reason="needs Ascend")
STALE = result(digest="0" * 16)


def evidence(project: Path, files: dict[str, str] | None = None, **results: Result) -> Evidence:
    """Return the evidence of the example entry, with results by version."""
    write(project, {**CHECKED, RESULTS: results_file(**results), **(files or {})})
    return knowledge_base.read(project).records["example"].evidence


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ({"v2_10_0": PASSED}, "Checked with MindSpore 2.10.0 on CPU, 2026-11-22"),
        (
            {"v2_10_0": PASSED, "v2_9_0": PASSED, "v2_8_0": PASSED},
            "Checked with MindSpore 2.10.0 on CPU, 2026-11-22, and with 2.8.0 and 2.9.0",
        ),
        (
            {"v2_7_0": PASSED, "v2_10_0": FAILED},
            "Failed since MindSpore 2.10.0, 2026-11-22: TypeError: no",
        ),
        (
            {"v2_7_0": FAILED, "v2_10_0": result(Outcome.SURVIVED)},
            "Failed with MindSpore 2.10.0, 2026-11-22",
        ),
        (
            {"v2_7_0": FAILED, "v2_10_0": PASSED},
            "Checked with MindSpore 2.10.0 on CPU, 2026-11-22. It does not hold with 2.7.0",
        ),
        ({"v2_10_0": SKIPPED}, "Not run with MindSpore 2.10.0 on CPU: needs Ascend"),
        (
            {"v2_7_0": PASSED, "v2_10_0": SKIPPED},
            "Not run with MindSpore 2.10.0 on CPU: needs Ascend. It holds with 2.7.0",
        ),
        ({"v2_10_0": STALE}, "Not checked since it was changed"),
        ({}, "Not checked yet"),
    ],
)
def test_the_newest_version_decides(results: dict[str, Result], words: str, tmp_path: Path) -> None:
    (claim,) = evidence(tmp_path, **results).claims
    assert str(claim.describe(POLICY.settings)) == words


def test_a_results_file_comes_back_from_its_text() -> None:
    text = results_file(v2_10_0=PASSED, v2_9_0=FAILED)
    assert dump_results(parse_results(text)) == text
    assert text.index('"2.9.0"') < text.index('"2.10.0"')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 2}',
        '{"results": {"../x": {}}}',
        '{"results": {"it": {"latest": {}}}}',
        results_file(v2_10_0=PASSED).replace("2026-11-22", "2026-13-22"),
        results_file(v2_10_0=PASSED).replace("passed", "proven"),
        results_file(v2_10_0=FAILED).replace("TypeError", "Type\\nError"),
        *(
            results_file(v2_10_0=PASSED).replace('"2.10.0"', f'"{version}"')
            for version in ("\\n2.10.0", "2.10.0 ", "v2.10.0", "2.10.0RC1")
        ),
    ],
)
def test_what_is_not_a_results_file_is_refused(text: str) -> None:
    with pytest.raises(BadResults):
        parse_results(text)


def test_what_cannot_run_here_is_known_from_elsewhere() -> None:
    here = result(Outcome.NOT_RUNNABLE, PASSED.digest)
    for old in (PASSED, FAILED):
        known = Results(results={"one": {"2.10.0": old}})
        assert merge(known, "2.10.0", {"one": here}) == known
        other = here.model_copy(update={"digest": "0" * 16})
        for version, new in (("2.10.0", other), ("2.7.0", here), ("2.10.0", PASSED)):
            assert merge(known, version, {"one": new}).of("one")[version] == new


def test_a_results_file_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, CHECKED)
    (tmp_path / "other.json").write_text((tmp_path / RESULTS).read_text(encoding="utf-8"))
    (tmp_path / RESULTS).unlink()
    (tmp_path / RESULTS).symlink_to(tmp_path / "other.json")
    reader = EvidenceReader(tmp_path)
    assert [problem.code for problem in reader.problems()] == ["unreadable-file"]
    assert reader.results("example") == Results()


def test_hostile_results_and_file_names_are_told_in_visible_characters(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, RESULTS: '{"\\u001b[31mx\\n::error::": 1}'})
    (tmp_path / "checks" / "\x1b[31mred\n::error:.py").write_text("")
    problems = validate(tmp_path).problems
    assert {problem.code for problem in problems} == {"bad-results", "unclaimed-check"}
    assert all((p.path + p.message + p.hint).isprintable() for p in problems)


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({RESULTS: "<<<<<<< HEAD\n"}, {"bad-results"}),
        ({RESULTS.replace("example", "gone"): "{}\n"}, {"unclaimed-check"}),
        ({CHECKS: f"{PROGRAM}# \u202e\n"}, {"unknown-check"}),
        (
            {EXAMPLE: entry("claims: [{claims: x, check: y}]\nanswer: |\n  ```{check} y\n  ```\n")},
            {"unknown-field", "missing-field"},
        ),
        ({EXAMPLE: entry("colour: red\n")}, {"unknown-field", "unclaimed-check"}),
    ],
)
def test_no_problem_follows_another(files: dict[str, str], codes: set[str], tmp_path: Path) -> None:
    problems = validate(write(tmp_path, {**BASE, **CHECKED, **files})).problems
    assert {problem.code for problem in problems} == codes


def test_one_entry_run_with_another_version_makes_no_other_check_stale(tmp_path: Path) -> None:
    other = entry(f"claims: [{{claim: {CLAIM}, check: it_runs}}]\n").replace("GPUs", "TPUs", 1)
    files = {
        "kb/entries/other.yaml": other,
        "checks/other.py": PROGRAM,
        RESULTS: results_file(v2_11_0=PASSED),
        RESULTS.replace("example", "other"): results_file(v2_10_0=PASSED),
    }
    write(tmp_path, {**CHECKED, **files})
    assert "stale-check" not in {p.code for p in validate(tmp_path).problems}


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("```{check} it\n```\n", "```python\na\n```\n"),
        (":::{check} it\n:::\nb", "```python\na\n```\nb"),
        ("~~~~{check} it\n\n~~~~~\n", "```python\na\n```\n"),
        ("> 1. ```{check} it\n>    ```\n", "> 1. ```python\n>    a\n>    ```\n"),
        ("````text\n```{check} it\n```\n````\n", "````text\n```{check} it\n```\n````\n"),
        ("```{check} other\n```\n", "```{check} other\n```\n"),
        (":::{note}\n```{check} it\n```\n:::\n", ":::{note}\n```python\na\n```\n:::\n"),
        ("```{check} ticks\n```\n", "`````python\nx = '''\n````\n'''\n`````\n"),
        ("> ```{check} prints\n> ```\n", "> ```python\n> print(1)\n> ```\n> ```text\n> 1\n> ```\n"),
        ("```{tip}\nb\n```\n```{check} it\n```\n", "```{tip}\nb\n```\n```python\na\n```\n"),
        ("- ```{table} pairs\n  ```\nb", "- | a |\n  | - |\nb"),
        ("```{table} other\n```\n", "```{table} other\n```\n"),
        ("```{check} pairs\n```\n", "```{check} pairs\n```\n"),
    ],
)
def test_an_answer_shows_examples_and_tables_in_a_terminal_too(answer: str, wanted: str) -> None:
    examples = {
        "it": Example("a\n"),
        "ticks": Example("x = '''\n````\n'''\n"),
        "prints": Example("print(1)\n", "1"),
    }
    tables = {"pairs": "| a |\n| - |\n"}
    assert expanded(answer, examples, tables) == wanted


def test_the_output_is_that_of_the_newest_version_that_passed(tmp_path: Path) -> None:
    old, new = (PASSED.model_copy(update={"output": text}) for text in ("old", "new"))
    known = evidence(tmp_path, v2_7_0=old, v2_9_0=new, v2_10_0=SKIPPED)
    assert known.examples["it_runs"].output == "new"
