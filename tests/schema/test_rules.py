"""What the rules say beyond the place, and what they leave alone."""

from __future__ import annotations

import pkgutil
import time
from datetime import date
from pathlib import Path

import pytest

from schema import rules
from schema.catalogue import Catalogue
from schema.loading import Place
from schema.problems import Problem
from schema.rules import CATALOGUE_RULES, RECORD_RULES, check_catalogue
from schema.validation import judge_text
from tests.schema.base import ENTRY, EXAMPLE, TAG, Found, entry, found, problems_of
from tests.schema.cases import SUPERSEDED
from tests.schema.test_catalogue import KEYS, entry_card, facet_card, tag_card

OTHER = "kb/entries/other.yaml"
ANOTHER = "kb/entries/another.yaml"


def test_every_rule_is_in_one_list() -> None:
    modules = {name for _, name, _ in pkgutil.iter_modules(rules.__path__)}
    listed = [rule.__module__.rpartition(".")[2] for rule in (*RECORD_RULES, *CATALOGUE_RULES)]
    assert sorted(listed) == sorted(modules)


def only(project: Path, fields: str) -> Problem:
    (problem,) = problems_of(project, {EXAMPLE: entry(fields)})
    return problem


# Tags ---------------------------------------------------------------------------------


def test_an_unknown_tag_gets_a_hint(tmp_path: Path) -> None:
    problem = only(tmp_path, "tags: {hardware: [ascent]}\n")
    assert problem.message == "There is no tag 'ascent' in the facet 'hardware'."
    assert problem.hint == "Did you mean 'ascend'?"


def test_an_unknown_tag_like_no_other_gets_them_all_or_the_way_to_add_it(tmp_path: Path) -> None:
    assert only(tmp_path, "tags: {hardware: [xyz]}\n").hint == "Known: ascend, gpu."
    many = {f"kb/tags/hardware/{letter * 5}.yaml": TAG for letter in "abcdefghijklmnopqrstuvw"}
    (problem,) = problems_of(tmp_path, {**many, EXAMPLE: entry("tags: {hardware: ['0']}\n")})
    assert problem.hint == "To add it, write kb/tags/hardware/0.yaml."


def test_an_unknown_facet_is_told_once_and_gets_a_hint(tmp_path: Path) -> None:
    problem = only(tmp_path, "tags: {hardwear: [gpu, ascend, cpu]}\n")
    assert (problem.code, problem.hint) == ("unknown-facet", "Did you mean 'hardware'?")


def test_a_facet_whose_record_is_broken_or_missing_is_known(tmp_path: Path) -> None:
    files = {"kb/tags/export/index.yaml": "", "kb/tags/topic/x.yaml": TAG}
    text = entry("tags: {export: [onnx], topic: [y]}\n")
    told = problems_of(tmp_path, {**files, EXAMPLE: text})
    assert [problem.code for problem in told] == [
        "unknown-tag", "unknown-tag", "yaml-empty", "missing-facet",
    ]  # fmt: skip
    assert told[1].hint == "Known: x."


def test_every_unknown_tag_has_its_own_place(tmp_path: Path) -> None:
    text = entry("tags: {hardware: [a, gpu, b], x: [y], hard: [gpu]}\n")
    assert [problem[2:] for problem in found(problems_of(tmp_path, {EXAMPLE: text}))] == [
        (19, "unknown-tag"), (27, "unknown-tag"), (31, "unknown-facet"), (39, "unknown-facet"),
    ]  # fmt: skip


def test_a_folder_of_tags_without_a_record_is_told_once(tmp_path: Path) -> None:
    files = {f"kb/tags/export/{name}.yaml": TAG for name in ("mindir", "onnx", "air")}
    (problem,) = problems_of(tmp_path, files)
    assert found((problem,)) == [Found("kb/tags/export/air.yaml", 1, 1, "missing-facet")]
    assert "kb/tags/export/index.yaml" in problem.hint


# References ---------------------------------------------------------------------------


def test_an_unknown_entry_gets_a_hint(tmp_path: Path) -> None:
    assert only(tmp_path, "related: [anothr]\n").hint.startswith("Did you mean 'another'")


def test_a_renamed_entry_is_named(tmp_path: Path) -> None:
    files = {EXAMPLE: entry("related: [old]\n"), OTHER: entry("former_ids: [old]\n")}
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.hint) == ("unknown-entry", "It is now called 'other'.")


def test_relations_to_entries_that_are_not_listed_are_fine(tmp_path: Path) -> None:
    files = {EXAMPLE: entry("related: [other]\n"), OTHER: entry("status: draft\n")}
    assert problems_of(tmp_path, files) == ()


def test_a_former_id_of_a_broken_entry_is_taken(tmp_path: Path) -> None:
    files = {EXAMPLE: entry("former_ids: [other]\n"), OTHER: ""}
    assert [p.code for p in problems_of(tmp_path, files)] == ["former-id-taken", "yaml-empty"]


def test_a_former_id_that_two_claim_is_told_where_it_is_claimed_second(tmp_path: Path) -> None:
    files = {path: entry("former_ids: [old]\n") for path in (EXAMPLE, OTHER, ANOTHER)}
    told = problems_of(tmp_path, files)
    assert [problem.path for problem in told] == [EXAMPLE, OTHER]
    assert all("'another'" in problem.message for problem in told)


# Succession ---------------------------------------------------------------------------


def test_every_entry_on_the_way_into_a_circle_is_told(tmp_path: Path) -> None:
    files = {
        EXAMPLE: entry(f"{SUPERSEDED}other\n"),
        OTHER: entry(f"{SUPERSEDED}another\n"),
        ANOTHER: entry(f"{SUPERSEDED}other\n"),
    }
    told = found(problems_of(tmp_path, files))
    assert told == [Found(path, 12, 16, "succession-circle") for path in (ANOTHER, EXAMPLE, OTHER)]


def test_an_entry_that_supersedes_itself_is_no_circle_but_the_way_into_it_is(
    tmp_path: Path,
) -> None:
    files = {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: entry(f"{SUPERSEDED}other\n")}
    told = [(problem.path, problem.code) for problem in problems_of(tmp_path, files)]
    assert told == [(EXAMPLE, "succession-circle"), (OTHER, "self-reference")]


def test_an_end_that_is_unknown_is_told_where_it_is_named(tmp_path: Path) -> None:
    files = {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: entry(f"{SUPERSEDED}nowhere\n")}
    assert [(p.path, p.code) for p in problems_of(tmp_path, files)] == [(OTHER, "unknown-entry")]


@pytest.mark.parametrize("status", ["draft", "withdrawn\nreason: x"])
def test_a_successor_must_be_published(status: str, tmp_path: Path) -> None:
    files = {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: entry(f"status: {status}\n")}
    (problem,) = problems_of(tmp_path, files)
    assert problem.message == f"The successor 'other' is {status.partition(chr(10))[0]}."


# Dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "codes"), [(22, []), (23, []), (24, ["future-date"])])
def test_a_review_may_be_a_day_ahead_somewhere(day: int, codes: list[str]) -> None:
    text = ENTRY.replace("2026-11-22", f"2026-11-{day}")
    _, problems = judge_text(Place.entry("example"), text, date(2026, 11, 22))
    assert [problem.code for problem in problems] == codes


# Cost ---------------------------------------------------------------------------------


def test_many_wrong_references_among_many_entries_are_told_in_time() -> None:
    """Each wrong reference once had its own search, of 0.3 s among 10,000 ids."""
    ids = [f"how-to-run-model-{number}-on-many-processors" for number in range(1_500)]
    wrong = [f"how-to-run-models-{number}-on-processor" for number in range(500)]
    cards = [
        entry_card(id, related=(wrong[n % 500],), tags=(KEYS[n % 12],)) for n, id in enumerate(ids)
    ]
    vocabulary = [*map(tag_card, KEYS[:2]), facet_card("f"), facet_card("g")]
    catalogue = Catalogue.of([*cards, *vocabulary])
    start = time.process_time()
    findings = list(check_catalogue(catalogue))
    assert time.process_time() - start < 10
    assert len(findings) == 1_500 + 1_250
    assert findings[-1][1].code == "unknown-entry"


def test_links_of_answers_lead_somewhere(tmp_path: Path) -> None:
    answer = """\
answer: |
  See {faq:entry}`other`, {faq:entry}`that <another>`, {faq:tag}`hardware/gpu`, {faq:tag}`hardware`.

  - {faq:entry}`!nowhere`, `{faq:entry}` and {faq:entry}`that <¦nowhere>`
  - {faq:tag}`gpu`

  ```text
  {faq:entry}`nowhere`
  ```
"""
    text = answer.replace("¦", "")
    problems = problems_of(tmp_path, {EXAMPLE: entry(text)})
    lines = entry(text).splitlines()
    third = next(n for n, line in enumerate(lines, 1) if "that <nowhere>" in line)
    assert [(p.line, p.column, p.code) for p in problems] == [
        (third, lines[third - 1].index("{faq:entry}`that <nowhere>") + 1, "unknown-entry"),
        (third + 1, 5, "unknown-tag"),
    ]
    assert "hardware/gpu" in problems[1].hint
