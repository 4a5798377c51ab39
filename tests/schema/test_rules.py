"""How rules are found, what they suggest, how they judge records together, and their cost."""

from dataclasses import replace
from pathlib import Path

import pytest

from schema import rules
from schema.cards import TagKey
from schema.catalogue import Catalogue
from schema.problems import Fix
from schema.rules import check_catalogue, check_record, tag_names
from tests.growth import assert_linear
from tests.schema.base import (
    BASE,
    ENTRY,
    EXAMPLE,
    OTHER,
    POLICY,
    SUPERSEDED,
    entry,
    files_of,
    other,
    problems_of,
    problems_with,
    read,
)
from tests.schema.test_catalogue import KEYS, entry_card, facet_card, tag_card


@pytest.mark.parametrize("name", ["image", "a-new-code"])
def test_a_new_file_is_a_rule(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"rule_{len(name)}.py").write_text(
        "from schema.problems import Code\n"
        f"NEW = Code('{name}', 'What.', 'Do.')\n"
        "def check_record(record, policy):\n    yield 'a finding'\n"
    )
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    monkeypatch.setattr(rules, "_checks", rules._checks.__wrapped__)
    if name == "image":
        with pytest.raises(ValueError, match="Two codes are named 'image'"):
            rules.all_codes.__wrapped__()
    else:
        assert name in rules.all_codes.__wrapped__()
        record, _ = read(ENTRY)
        assert list(check_record(record, POLICY)) == ["a finding"]


@pytest.mark.parametrize(
    ("example", "hint"),
    [
        ("tags: {hardware: [ascent]}\n", "Did you mean 'ascend'?"),
        ("tags: {hardware: [xyz]}\n", "Known: ascend, gpu."),
        ("tags: {hardwear: [gpu, ascend, cpu]}\n", "Did you mean 'hardware'?"),
        ("tags: {hardware: [Atlas 200/300]}\n", "Did you mean 'atlas-200-300'? "),
        ("tags: {hardware: ['模型']}\n", "An id is lowercase words "),
        ("tags: {hardware: gpu}\n", "Write `[gpu]`, or "),
        (
            "tags: {hardware: [npu]}\n# kb/tags/hardware/ascend.yaml\naliases: [NPU]\n",
            "Did you mean 'ascend'? It is also called 'NPU'.",
        ),
        (
            "tags: {export: [gpu]}\n"
            "# kb/tags/export/index.yaml, the whole file\nlabel: Export\ndescription: Formats.\n",
            "Did you mean 'gpu' in the facet 'hardware'?",
        ),
        ("sources:\n  - {url: http://a.b/c, supports: All}\n", "Did you mean 'https://a.b/c'? "),
        ("sources:\n  - url: https://a.b/c\n     supports: All.\n", "If 'supports' is a field, "),
        ("phrasings:\n  - a b\n  - c: d e\n", "Put the text in quotes, because it contains `: `: "),
        ("answer: |\n    Run:\n  ```python\n  x\n  ```\n", "Indent this line by 2 spaces, "),
        ("question: “Does it run on GPUs?”\n", "Did you mean 'Does it run on GPUs?'?"),
        ("tags: {hardware: ['gpu、ascend']}\n", "Separate items with `,`"),
        ("question：是吗？\nsummary: 是。\n", "Write `:` and a space after the field name"),
        ("summary: “Yes: it does.”\n", "`“` is not a quote in YAML."),
        ("answer: >\n  Run:\n\n  ```python\n  x\n  ```\n", "Start the answer with `|`."),
        ("answer: |\n  [It](http://localhost:8080).\n", "Put any other address "),
        (
            "related: [old]\n# kb/entries/other.yaml\nformer_ids: [old]\n",
            "It is now called 'other'.",
        ),
    ],
)
def test_a_common_mistake_gets_a_hint(example: str, hint: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, files_of(example))
    assert hint in problem.hint


def test_an_unknown_tag_among_many_gets_the_path_of_its_record(tmp_path: Path) -> None:
    ids = [letter * 5 for letter in "abcdefghijklmnopqrstuvw"]
    tags = {f"kb/tags/hardware/{id}.yaml": f"label: {id}\ndescription: x.\n" for id in ids}
    used = other(f"tags: {{hardware: [gpu, {', '.join(ids)}]}}\n")
    (problem,) = problems_of(
        tmp_path, {**tags, EXAMPLE: entry("tags: {hardware: [z0]}\n"), OTHER: used}
    )
    assert problem.hint == "To add it, write kb/tags/hardware/z0.yaml."


@pytest.mark.parametrize(
    ("fields", "fix"),
    [
        ("related: [another, old]\n", Fix(("related", 1), "other")),
        ("related: [other, old]\n", Fix(("related", 1), None)),
        (f"{SUPERSEDED}old\n", Fix(("superseded_by",), "other")),
        ("distinct_from: [old]\n", Fix(("distinct_from", 0), "other")),
        ("phrasings: [does it run on gpu, x y]\n", None),
        ("phrasings: [does it run on gpu, x y, y z]\n", Fix(("phrasings", 0), None)),
        (
            "answer: |\n  `cafÃ©`\n  is a cafÃ© itâ€™s\n",
            Fix(("answer",), "`cafÃ©`\nis a café it’s\n"),
        ),
    ],
)
def test_what_can_mean_one_thing_has_a_fix(fields: str, fix: Fix | None, tmp_path: Path) -> None:
    (problem,) = problems_with(tmp_path, example=fields, other="former_ids: [old]\n")
    assert problem.fix == fix


def test_one_fix_corrects_all_names_in_a_text(tmp_path: Path) -> None:
    fields = "answer: |\n  Onnx `onnx` and\n  pytorch, *Gpus*.\n"
    problems = problems_of(tmp_path, {EXAMPLE: entry(fields)})
    assert [(p.line, p.column) for p in problems] == [(11, 3), (12, 3), (12, 13)]
    fix = Fix(("answer",), "ONNX `onnx` and\npytorch, *GPUs*.\n")
    assert [problem.fix for problem in problems] == [fix, None, fix], "pytorch may be a package"


_WITHDRAWN = "status: withdrawn\nreason: x\n"
_LINKS = "answer: |\n  :::{note} {faq:entry}`x <other>`\n  - {faq:entry}`old`\n  :::\n"


@pytest.mark.parametrize(
    ("example", "other", "codes"),
    [
        (f"{SUPERSEDED}other\n", f"{SUPERSEDED}example\n", ["succession-end"] * 2),
        (f"{SUPERSEDED}other\n", f"{SUPERSEDED}other\n", ["succession-end", "self-reference"]),
        (f"{SUPERSEDED}other\n", f"{SUPERSEDED}nowhere\n", ["succession-end", "unknown-entry"]),
        (f"{SUPERSEDED}other\n", f"{SUPERSEDED}another\n", ["succession-end"]),
        (f"{SUPERSEDED}other\n", _WITHDRAWN, ["succession-end"]),
        ("former_ids: [old, other]\n", "", ["former-id-taken"] * 2),
        ("related: [other]\n", "status: draft\n", []),
        (_LINKS, "former_ids: [old]\nstatus: draft\n", ["unlisted-target"] * 2),
        (
            "tags: {hardware: [a, gpu, b], hard: [gpu]}\n",
            "",
            ["unknown-tag"] * 2 + ["unknown-facet"],
        ),
    ],
)
def test_references_are_checked(example: str, other: str, codes: list[str], tmp_path: Path) -> None:
    problems = problems_with(tmp_path, example=example, other=other)
    assert [problem.code for problem in problems] == codes


def test_a_reference_to_a_broken_record_is_not_a_second_problem(tmp_path: Path) -> None:
    text = entry(f"{SUPERSEDED}broken\nrelated: [broken]\ntags: {{export: [onnx]}}\n")
    broken = ("kb/entries/broken.yaml", "kb/tags/export/onnx.yaml", "kb/tags/export/index.yaml")
    files = {EXAMPLE: text, **dict.fromkeys(broken, "")}
    assert [problem.code for problem in problems_of(tmp_path, files)] == ["yaml-empty"] * 3
    wrong = "question: 5\nphrasings: []\ntags: []\nstatus: nope\nformer_ids: [3]\n"
    files = {**BASE, broken[0]: wrong, EXAMPLE: entry("related: [broken]\n")}
    problems = problems_of(tmp_path / "wrong", files)
    assert {problem.path for problem in problems} == {broken[0]}


def test_no_tag_is_unused_while_an_entry_cannot_be_read(tmp_path: Path) -> None:
    files = {"kb/tags/hardware/x.yaml": "label: X\ndescription: x.\n"}
    assert [p.code for p in problems_of(tmp_path, {**files, OTHER: ""})] == ["yaml-empty"]
    codes = {p.code for p in problems_of(tmp_path, {**files, OTHER: other("tags: 5\n")})}
    assert codes == {"wrong-type"}


def test_many_wrong_references_among_many_entries_take_linear_time() -> None:
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
        findings = list(check_catalogue(catalogue, frozenset(), POLICY))
        assert len(findings) > len(catalogue.entries)

    assert_linear(judge, with_wrong_references, 300)


def test_thousands_of_tags_are_compared_in_linear_time() -> None:
    def with_equal_labels(count: int) -> Catalogue:
        keys = [TagKey("f", f"tag-{number}") for number in range(count)]
        return Catalogue.of(
            replace(tag_card(key), label=f"parallel{'x' * (n % 50)}") for n, key in enumerate(keys)
        )

    def judge(catalogue: Catalogue) -> None:
        findings = list(tag_names.check_catalogue(catalogue, frozenset(), POLICY))
        assert len(findings) >= len(catalogue.tags) - 50

    assert_linear(judge, with_equal_labels, 1_000)
