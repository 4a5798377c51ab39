"""What the rules say beyond the place, and what they leave alone."""

from __future__ import annotations

import pkgutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schema import rules
from schema.catalogue import Catalogue, TagKey
from schema.knowledge_base import judge_text
from schema.policy import Policy
from schema.problems import Fix, Problem
from schema.records import Place
from schema.rules import CATALOGUE_RULES, RECORD_RULES, check_catalogue, tag_names
from tests.growth import assert_linear
from tests.schema.base import (
    ANOTHER,
    ENTRY,
    EXAMPLE,
    NO_CHECKS,
    OTHER,
    Found,
    another,
    entry,
    found,
    other,
    problems_of,
)
from tests.schema.cases import SUPERSEDED
from tests.schema.test_catalogue import KEYS, entry_card, facet_card, tag_card


def tag(label: str) -> str:
    return f"label: {label}\ndescription: {label} of its kind.\n"


def test_every_rule_is_in_one_list() -> None:
    modules = {name for _, name, _ in pkgutil.iter_modules(rules.__path__)}
    listed = [rule.__module__.rpartition(".")[2] for rule in (*RECORD_RULES, *CATALOGUE_RULES)]
    assert sorted(listed) == sorted(modules)


def only(project: Path, fields: str) -> Problem:
    (problem,) = problems_of(project, {EXAMPLE: entry(fields)})
    return problem


# What is to do ------------------------------------------------------------------------


def test_what_is_still_to_do_in_a_published_entry_is_told_each_by_its_own(tmp_path: Path) -> None:
    first = entry("# To do: One.\n# To do: Two.\nanswer: Yes.\n# To do: Three.\n")
    told = judge_text(Place.entry("example"), first, NO_CHECKS, Policy(date(2026, 11, 22)))[1]
    assert {problem.code for problem in told} == {"left-to-do"}
    assert {problem.severity for problem in told} == {"error"}
    line = first.splitlines().index("answer: Yes.") + 1
    assert [(problem.line, problem.message.split("'")[1]) for problem in told] == [
        (1, "# To do: Three."), (line, "# To do: One."), (line, "# To do: Two."),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["", "status: publish\n", "status: withdrawn\nreason: Gone.\n"])
def test_what_is_to_do_is_told_of_what_is_surely_published_only(status: str) -> None:
    text = entry("# To do: Check.\nsummary: Yes.\nstatus: draft\n").replace(
        "status: draft\n", status
    )
    told = judge_text(Place.entry("example"), text, NO_CHECKS, Policy(date(2026, 11, 22)))[1]
    assert "left-to-do" not in {problem.code for problem in told}


def test_what_is_to_do_waits_until_it_is_certain_what_is_a_comment() -> None:
    text = entry("# To do: Check.\nrelated: []\nrelated: []\n")
    told = judge_text(Place.entry("example"), text, NO_CHECKS, Policy(date(2026, 11, 22)))[1]
    assert [problem.code for problem in told] == ["yaml-duplicate-key"]


# Tags ---------------------------------------------------------------------------------


def test_an_unknown_tag_gets_a_hint(tmp_path: Path) -> None:
    problem = only(tmp_path, "tags: {hardware: [ascent]}\n")
    assert problem.message == "There is no tag 'ascent' in the facet 'hardware'."
    assert problem.hint == "Did you mean 'ascend'?"


def test_an_unknown_tag_like_no_other_gets_them_all_or_the_way_to_add_it(tmp_path: Path) -> None:
    assert only(tmp_path, "tags: {hardware: [xyz]}\n").hint == "Known: ascend, gpu."
    ids = [letter * 5 for letter in "abcdefghijklmnopqrstuvw"]
    many = {f"kb/tags/hardware/{id}.yaml": tag(id) for id in ids}
    files = {
        EXAMPLE: entry("tags: {hardware: [z0]}\n"),
        OTHER: other(f"tags: {{hardware: [gpu, {', '.join(ids)}]}}\n"),
    }
    (problem,) = problems_of(tmp_path, {**many, **files})
    assert problem.hint == "To add it, write kb/tags/hardware/z0.yaml."


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("tags:\n  hardware: [GPU]\n", "Did you mean 'gpu'? "),
        ("tags:\n  hardware: [Atlas 200/300]\n", "Did you mean 'atlas-200-300'? "),
        ("tags:\n  hardware: ['模型']\n", "An id is lower-case words "),
        ("sources:\n  - {url: http://a.b/c, supports: All}\n", "Did you mean 'https://a.b/c'? "),
        ("tags:\n  hardware: gpu\n", "Write [gpu], or "),
        ("answer: |\n\tx\n", "Indent with spaces: "),
        ("summary\nanswer: x\n", "Write 'name: ' if a field begins here; "),
    ],
)
def test_a_common_slip_gets_a_hint_that_names_the_way_out(
    fields: str, hint: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(tmp_path, {EXAMPLE: entry(fields)})
    assert problem.hint.startswith(hint)


def test_a_name_without_a_colon_is_told_on_its_own_line(tmp_path: Path) -> None:
    """YAML notices on the next one."""
    text = ENTRY.replace("summary: Yes.", "summary Yes.")
    (problem,) = problems_of(tmp_path, {EXAMPLE: text})
    line = text.splitlines().index("summary Yes.") + 1
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", line, 1)


def test_an_unknown_facet_is_told_once_and_gets_a_hint(tmp_path: Path) -> None:
    problem = only(tmp_path, "tags: {hardwear: [gpu, ascend, cpu]}\n")
    assert (problem.code, problem.hint) == ("unknown-facet", "Did you mean 'hardware'?")


def test_a_facet_whose_record_is_broken_or_missing_is_known(tmp_path: Path) -> None:
    files = {"kb/tags/export/index.yaml": "", "kb/tags/topic/x.yaml": tag("X")}
    text = entry("tags: {export: [onnx], topic: [y, x]}\n")
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
    names = ("zip", "tar", "air")
    files = {f"kb/tags/export/{name}.yaml": tag(name) for name in names}
    text = entry(f"tags: {{hardware: [gpu], export: [{', '.join(names)}]}}\n")
    files[EXAMPLE] = text
    (problem,) = problems_of(tmp_path, files)
    assert found((problem,)) == [Found("kb/tags/export/air.yaml", 1, 1, "missing-facet")]
    assert "kb/tags/export/index.yaml" in problem.hint


# References ---------------------------------------------------------------------------


def test_an_unknown_entry_gets_a_hint(tmp_path: Path) -> None:
    assert only(tmp_path, "related: [anothr]\n").hint.startswith("Did you mean 'another'")


def test_a_renamed_entry_is_named(tmp_path: Path) -> None:
    files = {EXAMPLE: entry("related: [old]\n"), OTHER: other("former_ids: [old]\n")}
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.hint) == ("unknown-entry", "It is now called 'other'.")


def test_relations_to_entries_that_are_not_listed_are_fine(tmp_path: Path) -> None:
    files = {EXAMPLE: entry("related: [other]\n"), OTHER: other("status: draft\n")}
    assert problems_of(tmp_path, files) == ()


def test_a_former_id_of_a_broken_entry_is_taken(tmp_path: Path) -> None:
    files = {EXAMPLE: entry("former_ids: [other]\n"), OTHER: ""}
    assert [p.code for p in problems_of(tmp_path, files)] == ["former-id-taken", "yaml-empty"]


def test_a_former_id_that_two_claim_is_told_where_it_is_claimed_second(tmp_path: Path) -> None:
    fields = "former_ids: [old]\n"
    files = {EXAMPLE: entry(fields), OTHER: other(fields), ANOTHER: another(fields)}
    told = problems_of(tmp_path, files)
    assert [problem.path for problem in told] == [EXAMPLE, OTHER]
    assert all("'another'" in problem.message for problem in told)


# Succession ---------------------------------------------------------------------------


def test_every_entry_on_the_way_into_a_circle_is_told(tmp_path: Path) -> None:
    files = {
        EXAMPLE: entry(f"{SUPERSEDED}other\n"),
        OTHER: other(f"{SUPERSEDED}another\n"),
        ANOTHER: another(f"{SUPERSEDED}other\n"),
    }
    told = found(problems_of(tmp_path, files))
    assert told == [Found(path, 12, 16, "succession-circle") for path in (ANOTHER, EXAMPLE, OTHER)]


def test_an_entry_that_supersedes_itself_is_no_circle_but_the_way_into_it_is(
    tmp_path: Path,
) -> None:
    files = {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: other(f"{SUPERSEDED}other\n")}
    told = [(problem.path, problem.code) for problem in problems_of(tmp_path, files)]
    assert told == [(EXAMPLE, "succession-circle"), (OTHER, "self-reference")]


def test_an_end_that_is_unknown_is_told_where_it_is_named(tmp_path: Path) -> None:
    files = {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: other(f"{SUPERSEDED}nowhere\n")}
    assert [(p.path, p.code) for p in problems_of(tmp_path, files)] == [(OTHER, "unknown-entry")]


@pytest.mark.parametrize("status", ["draft", "withdrawn\nreason: x"])
def test_a_successor_must_be_published(status: str, tmp_path: Path) -> None:
    files = {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: other(f"status: {status}\n")}
    (problem,) = problems_of(tmp_path, files)
    assert problem.message == f"The successor 'other' is {status.partition(chr(10))[0]}."


# Dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "codes"), [(22, []), (23, []), (24, ["future-date"])])
def test_a_review_may_be_a_day_ahead_somewhere(day: int, codes: list[str]) -> None:
    text = ENTRY.replace("2026-11-22", f"2026-11-{day}")
    _, problems = judge_text(Place.entry("example"), text, NO_CHECKS, Policy(date(2026, 11, 22)))
    assert [problem.code for problem in problems] == codes


# Cost ---------------------------------------------------------------------------------


def test_many_wrong_references_among_many_entries_take_linear_time() -> None:
    """Each wrong reference once had its own search among all ids."""

    def with_wrong_references(count: int) -> Catalogue:
        cards = [
            entry_card(
                f"how-to-run-model-{n}-on-many-processors",
                f"Q{n}?",
                related=(f"how-to-run-models-{n % (count // 3)}-on-processor",),
                tags=(KEYS[n % 12],),
            )
            for n in range(count)
        ]
        vocabulary = [*map(tag_card, KEYS[:2]), facet_card("f"), facet_card("g")]
        return Catalogue.of([*cards, *vocabulary])

    def judge(catalogue: Catalogue) -> None:
        told = Counter(finding.code for _, finding in check_catalogue(catalogue))
        count = len(catalogue.entries)
        assert told["unknown-entry"] == count
        assert told["unknown-facet"] + told["unknown-tag"] == count * 10 // 12

    assert_linear(judge, with_wrong_references, 300)


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


# Hints and fixes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("hardware: [npu]", "Did you mean 'ascend'? It is also called 'NPU'."),
        ("hardware: [graphics-card]", "Did you mean 'gpu'? It is also called 'Graphics card'."),
        ("export: [gpu]", "Did you mean 'gpu' in the facet 'hardware'?"),
    ],
)
def test_another_name_of_a_tag_leads_to_it(wrong: str, hint: str, tmp_path: Path) -> None:
    files = {
        "kb/tags/hardware/ascend.yaml": f"{tag('Ascend')}aliases: [NPU]\n",
        "kb/tags/hardware/gpu.yaml": f"{tag('GPU')}aliases: [Graphics card]\n",
        "kb/tags/export/index.yaml": tag("Export"),
        EXAMPLE: entry(f"tags: {{{wrong}}}\n"),
    }
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.hint) == ("unknown-tag", hint)


@pytest.mark.parametrize(
    ("fields", "fix"),
    [
        ("related: [another, old]\n", Fix(("related", 1), "other")),
        ("related: [other, old]\n", Fix(("related", 1), None)),
        (f"{SUPERSEDED}old\n", Fix(("superseded_by",), "other")),
        ("related: [nowhere]\n", None),
    ],
)
def test_a_former_id_is_mended(fields: str, fix: Fix | None, tmp_path: Path) -> None:
    files = {EXAMPLE: entry(fields), OTHER: other("former_ids: [old]\n")}
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.fix) == ("unknown-entry", fix)


@pytest.mark.parametrize("status", ["draft", "withdrawn\nreason: x"])
@pytest.mark.parametrize("role", ["{faq:entry}`x <other>`", "{faq:entry}`old`"])
def test_links_to_what_readers_do_not_find_are_warned_of_wherever_they_stand(
    status: str, role: str, tmp_path: Path
) -> None:
    answer = f"answer: |\n  :::{{note}} {role}\n  | a |\n  |---|\n  | {role} |\n  :::\n"
    files = {EXAMPLE: entry(answer), OTHER: other(f"former_ids: [old]\nstatus: {status}\n")}
    told = problems_of(tmp_path, files)
    assert [(p.line, p.column, p.code) for p in told] == [
        (11, 13, "unlisted-target"), (14, 5, "unlisted-target"),
    ]  # fmt: skip
    assert {problem.severity for problem in told} == {"warning"}


def test_two_tags_are_told_once_and_a_label_is_no_longer_alone(tmp_path: Path) -> None:
    files = {"kb/tags/hardware/gpu.yaml": f"{tag('ASCENDs')}aliases: [a-scend, Ascend]\n"}
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.line, problem.column) == ("similar-tags", 1, 8)
    assert problem.message == (
        "The tag 'hardware/ascend' goes by 'Ascend'; readers cannot tell 'ASCENDs' from it."
    )


def test_no_tag_is_unused_while_an_entry_cannot_be_read(tmp_path: Path) -> None:
    files = {"kb/tags/hardware/x.yaml": tag("X")}
    assert [p.code for p in problems_of(tmp_path, files)] == ["unused-tag"]
    broken = [p.code for p in problems_of(tmp_path, {**files, OTHER: ""})]
    assert broken == ["yaml-empty"]
    assert "unused-tag" not in {p.code for p in problems_of(tmp_path, {OTHER: other("tags: 5\n")})}


def test_thousands_of_tags_are_compared_in_linear_time() -> None:
    def with_equal_labels(count: int) -> Catalogue:
        keys = [TagKey("f", f"tag-{number}") for number in range(count)]
        return Catalogue.of(
            replace(tag_card(key), label=f"parallel{'x' * (n % 50)}") for n, key in enumerate(keys)
        )

    def judge(catalogue: Catalogue) -> None:
        findings = list(tag_names.check(catalogue, frozenset()))
        assert len(findings) >= len(catalogue.tags) - 50

    assert_linear(judge, with_equal_labels, 1_000)
