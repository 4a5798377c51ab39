"""How claims stand by their checks and results, and what follows for their entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from schema import knowledge_base
from schema.evidence.proof import Evidence, Standing, derived_range
from schema.evidence.proving import EvidenceReader
from schema.evidence.results import (
    BadLedger,
    Ledger,
    Outcome,
    Result,
    dump_ledger,
    merge,
    parse_ledger,
)
from schema.markdown.text import with_examples
from tests.schema.base import BASE, EXAMPLE, POLICY, entry, validate, write
from tests.schema.proofs import (
    CHECKS,
    CLAIM,
    LEDGER,
    PROGRAM,
    PROVEN,
    claimed,
    ledger,
    result,
)

PASSED, FAILED = result(), result(Outcome.FAILED, reason="TypeError: no")
SKIPPED = result(Outcome.NOT_RUNNABLE, reason="needs Ascend")
STALE = result(digest="0" * 16)


def evidence(project: Path, files: dict[str, str] | None = None, **results: Result) -> Evidence:
    """Return the evidence of the example entry, with results by version."""
    write(project, {**PROVEN, LEDGER: ledger(**results), **(files or {})})
    return knowledge_base.read(project).evidence("example")


def standing(project: Path, **results: Result) -> tuple[Standing, str]:
    """Return how the only claim stands, and in which words."""
    found = evidence(project, **results)
    (proof,) = found.proofs
    return proof.standing, proof.verdict(POLICY.settings)


def test_a_check_that_passed(tmp_path: Path) -> None:
    words = "Checked with MindSpore 2.10.0 on CPU, 2026-11-22"
    assert standing(tmp_path, v2_10_0=PASSED) == (Standing.CHECKED, words)


def test_the_newest_version_decides_and_2_10_is_newer_than_2_9(tmp_path: Path) -> None:
    words = "Checked with MindSpore 2.10.0 on CPU, 2026-11-22, and with 2.8.0 and 2.9.0"
    found = standing(tmp_path, v2_10_0=PASSED, v2_9_0=PASSED, v2_8_0=PASSED)
    assert found == (Standing.CHECKED, words)


def test_a_check_that_failed_since_a_version(tmp_path: Path) -> None:
    words = "Failed since MindSpore 2.10.0, 2026-11-22: TypeError: no"
    assert standing(tmp_path, v2_7_0=PASSED, v2_10_0=FAILED) == (Standing.FAILED, words)


def test_a_check_that_never_passed(tmp_path: Path) -> None:
    found = standing(tmp_path, v2_7_0=FAILED, v2_10_0=result(Outcome.SURVIVED))
    assert found == (Standing.FAILED, "Failed with MindSpore 2.10.0, 2026-11-22")


def test_a_claim_that_does_not_hold_for_an_older_version(tmp_path: Path) -> None:
    words = "Checked with MindSpore 2.10.0 on CPU, 2026-11-22. It does not hold with 2.7.0"
    found = standing(tmp_path, v2_7_0=FAILED, v2_10_0=PASSED)
    assert found == (Standing.CHECKED, words)


def test_a_check_that_cannot_run_here(tmp_path: Path) -> None:
    words = "Not run with MindSpore 2.10.0 on CPU: needs Ascend"
    assert standing(tmp_path, v2_10_0=SKIPPED) == (Standing.NOT_RUNNABLE, words)


def test_a_check_that_cannot_run_with_the_newest_version(tmp_path: Path) -> None:
    words = "Not run with MindSpore 2.10.0 on CPU: needs Ascend. It holds with 2.7.0"
    found = standing(tmp_path, v2_7_0=PASSED, v2_10_0=SKIPPED)
    assert found == (Standing.NOT_RUNNABLE, words)


def test_results_of_another_text_count_for_nothing(tmp_path: Path) -> None:
    found = standing(tmp_path, v2_10_0=STALE)
    assert found == (Standing.UNCHECKED, "Not checked since it was changed")


def test_a_check_that_was_never_run(tmp_path: Path) -> None:
    assert standing(tmp_path) == (Standing.UNCHECKED, "Not checked yet")


def test_the_card_of_an_entry_says_how_each_claim_stands(tmp_path: Path) -> None:
    source = "{claim: x, source: 'https://a.b/c'}"
    sources = "sources: [{url: 'https://a.b/c', supports: All.}]\n"
    claims = f"{{claim: {CLAIM}, check: it_runs}}, {source}, {{claim: other, check: it_walks}}"
    write(tmp_path, {**PROVEN, EXAMPLE: entry(f"{sources}claims: [{claims}]\n")})
    write(tmp_path, {LEDGER: ledger(v2_10_0=PASSED)})
    card = knowledge_base.read(tmp_path).catalogue.entries["example"]
    assert card.claims == (Standing.CHECKED, Standing.SOURCED, Standing.UNCHECKED)


@pytest.mark.parametrize(
    ("results", "wanted"),
    [
        ({"v2_10_0": PASSED}, ""),
        ({"v2_7_0": PASSED, "v2_10_0": PASSED}, ">=2.7.0"),
        ({"v2_7_0": FAILED, "v2_9_0": PASSED, "v2_10_0": PASSED}, ">=2.9.0"),
        ({"v2_7_0": PASSED, "v2_9_0": FAILED, "v2_10_0": PASSED}, ">=2.10.0"),
        ({"v2_7_0": PASSED, "v2_10_0": FAILED}, ""),
        ({"v2_7_0": SKIPPED, "v2_10_0": PASSED}, ""),
        ({"v2_7_0": STALE, "v2_10_0": PASSED}, ""),
    ],
)
def test_the_range_of_versions_follows_from_the_checks(
    results: dict[str, Result], wanted: str, tmp_path: Path
) -> None:
    assert derived_range(evidence(tmp_path, **results).proofs) == wanted


def test_an_entry_without_claims_has_no_evidence(tmp_path: Path) -> None:
    found = evidence(tmp_path, {EXAMPLE: entry()}, v2_10_0=PASSED)
    assert found.proofs == ()
    assert derived_range(found.proofs) == ""


def test_the_digest_of_evidence_changes_with_checks_and_results_only(tmp_path: Path) -> None:
    write(tmp_path, PROVEN)
    known = EvidenceReader(tmp_path).digest("example")
    assert EvidenceReader(tmp_path).digest("example") == known
    assert EvidenceReader(tmp_path).digest("other") == ""
    (tmp_path / LEDGER).write_text(ledger(v2_10_0=FAILED), encoding="utf-8")
    failed = EvidenceReader(tmp_path).digest("example")
    (tmp_path / CHECKS).write_text(PROGRAM + "\n", encoding="utf-8")
    assert len({known, failed, EvidenceReader(tmp_path).digest("example")}) == 3


# The ledger ---------------------------------------------------------------------------


def test_a_ledger_comes_back_from_its_text() -> None:
    text = ledger(v2_10_0=PASSED, v2_9_0=FAILED)
    assert dump_ledger(parse_ledger(text)) == text
    assert text.index('"2.9.0"') < text.index('"2.10.0"')
    assert parse_ledger(text).versions == ("2.9.0", "2.10.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 2}',
        '{"results": {"../x": {}}}',
        '{"results": {"a": {"it": {"latest": {}}}}}',
        ledger(v2_10_0=PASSED).replace("2026-11-22", "2026-13-22"),
        ledger(v2_10_0=PASSED).replace("passed", "proven"),
        ledger(v2_10_0=FAILED).replace("TypeError", "Type\\nError"),
    ],
)
def test_what_is_no_ledger_is_refused(text: str) -> None:
    with pytest.raises(BadLedger):
        parse_ledger(text)


def test_merging_keeps_other_versions_and_forgets_checks_that_are_gone() -> None:
    old = Ledger(
        results={"a": {"one": {"2.7.0": PASSED, "2.10.0": FAILED}, "two": {"2.7.0": PASSED}}}
    )
    new = merge(old, "2.10.0", {("a", "one"): PASSED}, [("a", "one"), ("b", "new")])
    assert new.results == {"a": {"one": {"2.7.0": PASSED, "2.10.0": PASSED}}}


def test_what_cannot_run_here_is_known_from_elsewhere() -> None:
    key, here = ("a", "one"), result(Outcome.NOT_RUNNABLE, PASSED.digest)
    for old in (PASSED, FAILED):
        ledger = Ledger(results={"a": {"one": {"2.10.0": old}}})
        assert merge(ledger, "2.10.0", {key: here}, [key]) == ledger
        other = here.model_copy(update={"digest": "0" * 16})
        for version, new in (("2.10.0", other), ("2.7.0", here), ("2.10.0", PASSED)):
            assert merge(ledger, version, {key: new}, [key]).of(*key)[version] == new


def test_a_ledger_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, PROVEN)
    (tmp_path / "other.json").write_text((tmp_path / LEDGER).read_text(encoding="utf-8"))
    (tmp_path / LEDGER).unlink()
    (tmp_path / LEDGER).symlink_to(tmp_path / "other.json")
    reader = EvidenceReader(tmp_path)
    assert [problem.code for problem in reader.problems()] == ["unreadable-file"]
    assert reader.ledger == Ledger()


def test_a_claim_is_judged_by_its_own_words(tmp_path: Path) -> None:
    """The same check under another claim has not been run for that claim."""
    found = evidence(tmp_path, {EXAMPLE: claimed(claim="It runs anywhere.")}, v2_10_0=PASSED)
    assert [proof.standing for proof in found.proofs] == [Standing.UNCHECKED]


# Hostile files ------------------------------------------------------------------------


def test_a_hostile_ledger_or_file_name_is_told_in_characters_that_can_be_seen(
    tmp_path: Path,
) -> None:
    write(tmp_path, {**BASE, LEDGER: '{"\\u001b[31mx\\n::error::": 1}'})
    (tmp_path / "checks" / "\x1b[31mred\n::error:.py").write_text("")
    problems = validate(tmp_path).problems
    assert {problem.code for problem in problems} == {"bad-ledger", "unclaimed-check"}
    assert all((p.path + p.message + p.hint).isprintable() for p in problems)


def test_a_check_with_characters_that_nobody_sees_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **PROVEN, CHECKS: PROGRAM + "# \u202e\n"})
    (problem,) = validate(tmp_path).problems
    assert problem.code == "unknown-check"
    assert "line 12, has the character U+202E, which nobody can see" in problem.message


@pytest.mark.parametrize("version", ["\\n2.10.0", "2.10.0 ", "v2.10.0", "2.10.0RC1"])
def test_a_version_is_written_in_one_way(version: str) -> None:
    with pytest.raises(BadLedger):
        parse_ledger(ledger(v2_10_0=PASSED).replace('"2.10.0"', f'"{version}"'))


def test_a_bad_ledger_makes_no_check_stale(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **PROVEN, LEDGER: "<<<<<<< HEAD\n"})
    assert [problem.code for problem in validate(tmp_path).problems] == ["bad-ledger"]


def test_one_entry_run_with_another_version_makes_no_other_check_stale(tmp_path: Path) -> None:
    other = entry(f"claims: [{{claim: {CLAIM}, check: it_runs}}]\n").replace("GPUs", "TPUs", 1)
    text = dump_ledger(
        Ledger(
            results={
                "example": {"it_runs": {"2.11.0": PASSED}},
                "other": {"it_runs": {"2.10.0": PASSED}},
            }
        )
    )
    files = {"kb/entries/other.yaml": other, "checks/other.py": PROGRAM, LEDGER: text}
    write(tmp_path, {**PROVEN, **files})
    assert "stale-check" not in {p.code for p in validate(tmp_path).problems}


def test_a_broken_claim_is_not_also_an_unknown_check(tmp_path: Path) -> None:
    answer = "answer: |\n  ```{check} it_runs\n  ```\n"
    write(tmp_path, {**BASE, **PROVEN, EXAMPLE: claimed(answer).replace("claim: It", "claims: It")})
    codes = {problem.code for problem in validate(tmp_path).problems}
    assert codes == {"unknown-field", "missing-field"}


# Examples in answers ------------------------------------------------------------------


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
    ],
)
def test_an_answer_shows_its_examples_in_a_terminal_too(answer: str, wanted: str) -> None:
    assert with_examples(answer, {"it": "a\n"}) == wanted


def test_code_with_backticks_stays_in_its_block() -> None:
    shown = with_examples("```{check} it\n```\n", {"it": "x = '''\n````\n'''\n"})
    assert shown == "`````python\nx = '''\n````\n'''\n`````\n"
