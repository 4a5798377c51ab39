"""What the rules report, what they suggest, and what they leave alone."""

from __future__ import annotations

import json
import pkgutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from schema import rules
from schema.cards import TagKey
from schema.catalogue import Catalogue
from schema.knowledge_base import judge_text
from schema.problems import Code, Fix
from schema.records import Place
from schema.rules import Policy, all_codes, check_catalogue, check_record, tag_names
from tests.growth import assert_linear
from tests.schema.base import (
    ANOTHER,
    BASE,
    ENTRY,
    EXAMPLE,
    NO_CHECKS,
    OTHER,
    POLICY,
    SUPERSEDED,
    TODAY,
    Found,
    another,
    entry,
    files_of,
    found,
    other,
    problems_of,
    read,
    unmarked,
    with_fields,
)
from tests.schema.test_catalogue import KEYS, entry_card, facet_card, tag_card

EXAMPLES = [
    pytest.param(code, code.bad, code.good, id=code.name)
    for code in all_codes().values()
    if code.bad
]
_GPU = "# kb/tags/hardware/gpu.yaml\n"
_KIRIN = "# kb/tags/hardware/kirin.yaml, the whole file\n¦label: Kirin\ndescription: Phones.\n"
_SOURCE = "sources: [{url: https://a.b/c, supports: All.}]\n"
FURTHER = {
    "cut-comment": ["errors:\n  - abcd ef 12\n  - ¦bcde fg 23 # 3\n"],
    "duplicate-item": [
        "sources:\n- {url: https://a.b/, supports: x}\n- ¦{supports: x, url: https://a.b/}\n",
    ],
    "empty-field": ["related: [other, ¦null]\n", "tags: {¦hardware: }\n", 'answer: ¦"  "\n'],
    "folded-answer": ["answer: ¦See a\n  - b\n"],
    "garbled-text": ["answer: |\n  a\n  b caf¦Ã©\n"],
    "left-to-do": [
        "sources:\n- url: https://a.b/c\n  #  To do: More.\n  ¦supports: All.\n",
        "¦status: published # To do: Wait.\n",
    ],
    "not-one-line": ["errors: [¦'two\n\n  lines']\n", "summary: ¦>+\n  x\n\n"],
    "product-name": [
        "question: ¦Is pytorch or\n  it?\n",
        "sources: [{url: https://a.b/c, supports: ¦cpus}]\n",
        f"{_GPU}label: ¦Nvidia GPU\n",
        "answer: |\n  a `gpu` \\* <https://a.gpu> ¦gpu\n",
        "answer: |\n  > - **on ¦Nvidia**\n  [¦Onnx](https://a.gpu)\n",
    ],
    "repeated-phrasing": ["phrasings: [run a model, ab, ¦model a runs!]\n"],
    "self-reference": [f"{SUPERSEDED}¦example\n", "former_ids: [¦example]\n"],
    "shared-phrasing": ["# kb/entries/other.yaml\nphrasings: [¦does it run on GPU, abc]\n"],
    "status-field": ["status: ¦superseded\n", "status: draft\nsuperseded_by: ¦other\n"],
    "summary-restates": ["summary: ¦Does it run on GPUs?\n"],
    "too-long": [f"summary: ¦{'x' * 301}\n", f"related: ¦{[f'e{n}' for n in range(51)]}\n"],
    "too-short": ["errors: [¦'Error:']\n", "answer: ¦|\nsummary: x\n", "tags: ¦{}\n"],
    "unknown-check": ["claims: [{claim: It runs on GPUs., check: ¦it-runs}]\n"],
    "unknown-choice": ["# kb/tags/hardware/index.yaml\ncolor: ¦orage\n"],
    "unknown-entry": [
        f"{SUPERSEDED}¦others\n",
        "answer: |\n  {faq:entry}`!nowhere`, ¦{faq:entry}`that <nowhere>`\n",
    ],
    "unknown-tag": ["answer: |\n  - ¦{faq:tag}`gpu`\n"],
    "unproven-claim": [f"{_SOURCE}claims: [{{claim: x, check: y, source: ¦https://a.b/c}}]\n"],
    "unused-tag": [
        f"{_KIRIN}# kb/entries/other.yaml\ntags: {{hardware: [kirin]}}\nstatus: draft\n"
    ],
    "wrong-type": [
        "# kb/entries/example.yaml, the whole file\n¦- question\n",
        "summary: ¦2.5\n",
        "summary: ¦true\n",
        "status: ¦[published]\n",
        "tags: {hardware: ¦gpu}\n",
        "sources: [¦https://a.b/c]\n",
        f'{_GPU}order: ¦"1"\n',
        f"{_GPU}order: ¦010\n",
        f"{_GPU}order: ¦{'9' * 5000}\n",
        f"{_GPU}order: ¦1.0\n",
    ],
    "yaml-alias": ["summary: ¦*x\n", "¦&x related: [other]\n"],
    "yaml-duplicate-key": ["tags: {hardware: [gpu], ¦hardware: [gpu]}\n"],
    "yaml-empty": [f"{_GPU[:-1]}, the whole file\n¦---\n"],
    "yaml-key": ["? ¦{summary: x}\n: y\n", "¦*x : y\n"],
    "yaml-syntax": [
        "summary: ¦`x` runs.\n",
        'summary: ¦"x\n',
        "applies_to: >¦=2.0\n",
        "summary: |\n¦\tx\n",
        "answer: |\n    ¦a\n  `b`\n",
    ],
    "yaml-tag": ["¦!!str related: [other]\n"],
}
"""Further examples by code, each with a problem of this kind at each mark and no other."""


@pytest.mark.parametrize(("code", "bad", "good"), EXAMPLES)
def test_a_bad_example_has_its_problem_at_its_place_and_a_good_one_none(
    code: Code, bad: str, good: str, tmp_path: Path
) -> None:
    check_example(code.name, bad, tmp_path)
    assert problems_of(tmp_path / "good", files_of(good)) == ()


@pytest.mark.parametrize(
    ("code", "bad"), [(code, bad) for code, examples in FURTHER.items() for bad in examples]
)
def test_a_further_example_has_its_problem_at_its_place(
    code: str, bad: str, tmp_path: Path
) -> None:
    check_example(code, bad, tmp_path)


def check_example(code: str, bad: str, folder: Path) -> None:
    """Assert that an example has a problem of this kind at each mark, and no other."""
    files = {path: unmarked(text) for path, text in files_of(bad).items()}
    places = [
        Found(path, *place, code) for path, (_, marks) in sorted(files.items()) for place in marks
    ]
    problems = problems_of(folder / "bad", {path: text for path, (text, _) in files.items()})
    assert places
    assert found(problems) == places, "\n".join(map(str, problems))
    for problem in problems:
        assert problem.severity == all_codes()[code].severity
        assert problem.message[0] == "'" or problem.message[0].isupper()
        assert problem.message.endswith(".")
        assert problem.hint.endswith((".", "?"))


WITHOUT_EXAMPLE = {
    *("file-too-large", "not-utf-8", "unreadable-file", "too-many-problems", "succession-circle"),
    *("changed-question", "unpublished-entry", "unreviewed-change", "vanished-entry"),
}
"""Codes that a single text in the right place cannot show."""


def test_every_code_has_an_example_or_is_tested_elsewhere() -> None:
    assert {code.name for code in all_codes().values() if not code.bad} == WITHOUT_EXAMPLE
    assert all(
        code.meaning.endswith(".") and code.hint.endswith(".") for code in all_codes().values()
    )


def test_every_file_of_rules_has_a_check() -> None:
    modules = [
        import_module(f"schema.rules.{info.name}") for info in pkgutil.iter_modules(rules.__path__)
    ]
    assert len(modules) > 12
    for module in modules:
        checks = {"check_record", "check_catalogue"} & vars(module).keys()
        assert len(checks) == 1, f"{module.__name__} defines no check_record or check_catalogue"


@pytest.mark.parametrize("name", ["image", "a-new-code"])
def test_a_new_file_is_a_rule_unless_its_code_is_taken(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
        assert record is not None
        assert list(check_record(record, POLICY)) == ["a finding"]


# Hints and fixes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("example", "hint"),
    [
        ("tags: {hardware: [ascent]}\n", "Did you mean 'ascend'?"),
        ("tags: {hardware: [xyz]}\n", "Known: ascend, gpu."),
        ("tags: {hardwear: [gpu, ascend, cpu]}\n", "Did you mean 'hardware'?"),
        ("tags: {hardware: [GPU]}\n", "Did you mean 'gpu'? "),
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
        ("answer: |\n\tx\n", "Indent with spaces: "),
        ("summary\nanswer: x\n", "Write `name: ` if a field starts here; "),
        (
            "sources:\n  - url: https://a.b/c\n     supports: All.\n",
            "If 'supports' is a field, indent it like the field above.",
        ),
        (
            "phrasings:\n  - on a graphics card\n  - save_checkpoint: trainable only\n",
            'Put the text in quotes, because it contains `: `. Write "save_checkpoint: trainable ',
        ),
        (
            "answer: |\n    Run it:\n  ```python\n  x = 1\n  ```\n",
            "Indent this line by 2 spaces, like the text below it.",
        ),
        ("question: “Does it run on GPUs?”\n", "Did you mean 'Does it run on GPUs?'?"),
        ("summary: “Yes: it does.”\n", "`“` is not a quote in YAML."),
        ("answer: >\n  Run it:\n\n  ```python\n  x = 1\n  ```\n", "Start the answer with `|`."),
        (
            "answer: |\n  Open [it](http://localhost:8080).\n",
            "Link to another entry with the role `faq:entry`, or write the whole https address. "
            "Put the address of a local server such as `http://localhost:8080` in `backticks`.",
        ),
        ("sources: [{supports: x, url: 'http://localhost/'}]\n", "Write the whole address"),
        ("related: [anothr]\n", "Did you mean 'another'"),
        (
            "related: [old]\n# kb/entries/other.yaml\nformer_ids: [old]\n",
            "It is now called 'other'.",
        ),
    ],
)
def test_a_common_mistake_gets_a_hint(example: str, hint: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, files_of(example))
    assert problem.hint.startswith(hint)


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
        ("related: [nowhere]\n", None),
        ("phrasings: [does it run on gpu, x y]\n", None),
        ("phrasings: [does it run on gpu, x y, y z]\n", Fix(("phrasings", 0), None)),
        (
            "answer: |\n  `cafÃ©`\n  is a cafÃ© itâ€™s\n",
            Fix(("answer",), "`cafÃ©`\nis a café it’s\n"),
        ),
    ],
)
def test_what_can_mean_one_thing_only_has_a_fix(
    fields: str, fix: Fix | None, tmp_path: Path
) -> None:
    files = {EXAMPLE: entry(fields), OTHER: other("former_ids: [old]\n")}
    (problem,) = problems_of(tmp_path, files)
    assert problem.fix == fix


def test_one_fix_corrects_all_names_in_a_text(tmp_path: Path) -> None:
    fields = "answer: |\n  Onnx `onnx` and\n  pytorch, *Gpus*.\n"
    problems = problems_of(tmp_path, {EXAMPLE: entry(fields)})
    assert [(p.line, p.column) for p in problems] == [(11, 3), (12, 3), (12, 13)]
    fix = Fix(("answer",), "ONNX `onnx` and\npytorch, *GPUs*.\n")
    assert [problem.fix for problem in problems] == [fix, None, fix], "pytorch may be a package"


# References between records -----------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        pytest.param(
            {
                EXAMPLE: f"{SUPERSEDED}other\n",
                OTHER: f"{SUPERSEDED}another\n",
                ANOTHER: f"{SUPERSEDED}other\n",
            },
            ["succession-circle"] * 3,
            id="the way into a cycle",
        ),
        pytest.param(
            {EXAMPLE: f"{SUPERSEDED}other\n", OTHER: f"{SUPERSEDED}other\n"},
            ["succession-circle", "self-reference"],
            id="a cycle of one",
        ),
        pytest.param(
            {EXAMPLE: f"{SUPERSEDED}other\n", OTHER: f"{SUPERSEDED}nowhere\n"},
            ["unknown-entry"],
            id="an unknown end",
        ),
        pytest.param(
            {EXAMPLE: f"{SUPERSEDED}other\n", OTHER: "status: withdrawn\nreason: x\n"},
            ["succession-end"],
            id="a withdrawn end",
        ),
        pytest.param(
            {EXAMPLE: "former_ids: [old, other]\n", OTHER: "reviewed_on: 2026-11-22\n"},
            ["former-id-taken"] * 2,
            id="a former id in use",
        ),
        pytest.param(
            {EXAMPLE: "related: [other]\n", OTHER: "status: draft\n"}, [], id="a related draft"
        ),
        pytest.param(
            {
                EXAMPLE: "answer: |\n  :::{note} {faq:entry}`x <other>`\n  | a |\n  |---|\n"
                "  | {faq:entry}`old` |\n  :::\n",
                OTHER: "former_ids: [old]\nstatus: draft\n",
            },
            ["unlisted-target"] * 2,
            id="links to a draft in blocks",
        ),
    ],
)
def test_relations_are_checked_across_records(
    files: Mapping[str, str], codes: list[str], tmp_path: Path
) -> None:
    records = {path: with_fields(BASE[path], fields) for path, fields in files.items()}
    assert [problem.code for problem in problems_of(tmp_path, records)] == codes


def test_a_reference_to_a_broken_record_is_not_a_second_problem(tmp_path: Path) -> None:
    text = entry(f"{SUPERSEDED}broken\nrelated: [broken]\ntags: {{export: [onnx]}}\n")
    broken = ("kb/entries/broken.yaml", "kb/tags/export/onnx.yaml", "kb/tags/export/index.yaml")
    files = {EXAMPLE: text, **dict.fromkeys(broken, "")}
    assert [problem.code for problem in problems_of(tmp_path, files)] == ["yaml-empty"] * 3
    wrong = "question: 5\nphrasings: []\ntags: []\nstatus: nope\nformer_ids: [3]\n"
    files = {**BASE, broken[0]: wrong, EXAMPLE: entry("related: [broken]\n")}
    problems = problems_of(tmp_path / "wrong", files)
    assert {problem.path for problem in problems} == {broken[0]}


def test_a_duplicate_question_is_reported_in_each_file_once(tmp_path: Path) -> None:
    """So the path-limited command that `kb new` recommends fails, whatever the file is called."""
    same = "question: Does it run on GPUs?\n"
    files = {OTHER: other(same), ANOTHER: another(same)}
    problems = problems_of(tmp_path, files)
    assert [(p.path, p.code) for p in problems] == [
        (path, "similar-question") for path in (ANOTHER, EXAMPLE, OTHER)
    ]


def test_every_unknown_tag_has_its_own_place(tmp_path: Path) -> None:
    text = entry("tags: {hardware: [a, gpu, b], x: [z], hard: [gpu]}\n")
    assert [problem[2:] for problem in found(problems_of(tmp_path, {EXAMPLE: text}))] == [
        (19, "unknown-tag"), (27, "unknown-tag"), (31, "unknown-facet"), (39, "unknown-facet"),
    ]  # fmt: skip


def test_no_tag_is_unused_while_an_entry_cannot_be_read(tmp_path: Path) -> None:
    files = {"kb/tags/hardware/x.yaml": "label: X\ndescription: x.\n"}
    assert [p.code for p in problems_of(tmp_path, {**files, OTHER: ""})] == ["yaml-empty"]
    codes = {p.code for p in problems_of(tmp_path, {**files, OTHER: other("tags: 5\n")})}
    assert codes == {"wrong-type"}


# One record ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        *(
            ("misleading-link", f"answer: |\n  {answer}\n")
            for answer in (
                "See [https://a.cn/install](https://b.example).",
                "See [a.cn/install](https://b.example/a.cn/install).",
                "See [**`https://a.cn`**](https://a.cn.b.example).",
                "See [a.cn](https://b-a.cn).",
                "See [it][a.cn] [a.cn].\n\n  [a.cn]: https://b.example",
                "See [it](https://b.example 'https://a.cn').",
                "See [ａ．cn](https://b.example) and [x](https://c.example).",
                "See {faq:entry}`https://a.cn <other>`.",
                ":::{note} See [www.a.b](https://c.d)\n  :::",
            )
        ),
        ("misleading-link", "sources: [{url: https://b.example, supports: '`https://a.cn`'}]\n"),
        *(
            ("link-scheme", f"answer: |\n  See {answer}.\n")
            for answer in (
                "<https://www.a.cn@b.example/>",
                "[it](https://a.cn@b.example)",
                "[it](https://а.cn)",
                "[it](https://xn--80ak6aa92e.com)",
                "[it](https:///b.example)",
                "[it](https://)",
                "[it](https://a.b:99999/)",
                "[it](https://a..b/)",
                "[it][b]\n\n  [b]: https://a\\@b.example",
            )
        ),
        *(("no-words", f"question: '{question}'\n") for question in ("` `", "?", "**?**", "`")),
        *(
            ("no-words", f"answer: |\n  {answer}\n")
            for answer in ("[a]: https://b.c", "***", "…", "&nbsp;", "> -", "[a]:\n  https://b.c")
        ),
        ("no-words", "phrasings: [one two, three four, '…']\n"),
        ("no-words", "claims: [{claim: '…', source: https://a.b}]\nsources: [{url: https://a.b, "
         "supports: x}]\n"),
        *(
            ("editor-comment", f"related: []\n# {comment}\n")
            for comment in (
                "yaml-language-server: $schema=../../other/entry.schema.json",
                "$schema: https://a.b/c",
                "-*- eval: (x) -*-",
                "vim: set x:",
            )
        ),
        ("code-quotes", "answer: |\n  - a\n\n    ```bash\n    echo ‘a’\n    ```\n"),
    ],
)  # fmt: skip
def test_what_says_something_else_or_nothing_is_reported(code: str, fields: str) -> None:
    assert codes_of(entry(fields)) == [code]


@pytest.mark.parametrize(
    "answer",
    [
        "See [www.a.cn](https://www.a.cn/install), [a.cn](https://docs.a.cn) and [a.cn](https://a.cn).",
        "See [https://a.cn/b c](https://a.cn/b), [https://a.cn/文档](https://a.cn/文档).",
        "See [`torch.nn`](https://b.example), [`tf.io`](https://b.example), [train.py](https://c.d).",
        '```c\n// “a” and\n```\n\n```python\nx = "“a”"  # ”\n```',
        "***\n\na",
        "`x`",
    ],
)
def test_harmless_links_and_quotes_are_left_alone(answer: str) -> None:
    indented = "".join(f"  {line}\n" for line in answer.split("\n"))
    assert codes_of(entry(f"answer: |\n{indented}")) == []


def codes_of(text: str, today: date = TODAY, review_within: int = 730) -> list[str]:
    """Return the codes of the problems that a record has by itself."""
    _, problems = judge_text(Place.entry("example"), text, NO_CHECKS, Policy(today, review_within))
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    "fields",
    [
        "question: Which is faster, PyNative or Graph mode?\nsummary: Graph mode is faster.\n",
        "question: If I use Windows, do I need WSL?\nsummary: If you use Windows you need WSL.\n",
        "question: In graph mode, can I use print?\nsummary: You can use print in graph mode.\n",
        "question: 'Why `x`?'\nsummary: 1\u00a0%\n",
        "phrasings: [convert onnx to mindir, convert mindir to onnx, other way]\n",
        "errors: ['message of cafÃ©']\n",
        "answer: |\n  b café `cafÃ©`\n",
        "summary: It does run on GPUs.\n",
        "errors: [abcd ef 12, bcde fg 23] # 3\nstatus: draft # so far\n",
        "answer: See a\n",
        "reviewed_on: 2020-03-28\nstatus: draft\n",
        "status: draft\n# To do: Check.\n",
        "status: withdrawn\nreason: Gone.\n# To do: Check.\n",
        "sources:\n- url: https://a.b/c\n  # It is to do: More.\n  supports: All.\n",
        "answer: |\n  ```bash\n  # To do: Run.\n  ```\nsummary: '# To do: a,\n  # To do: b'\n",
        "? related\n: [other]\n",
        *(
            f"summary: {json.dumps(text, ensure_ascii=False)}\nanswer: |\n  {text}\n"
            for text in (
                "the onnx package, pip install pytorch, from onnx import x",
                "see https://www.nvidia.com/gpu and a@nvidia.com",
                "onnx.export, onnx-gpu, onnx_x, /a/onnx, onnx==2, .onnx, gpu()",
                "“On gpu” and \"on gpu\" and 'gpu' and `gpu`",
                "inputs cannot ascend, atlas of kits, MINDIR and PYNATIVE",
            )
        ),
    ],
)
def test_what_is_right_is_left_alone(fields: str) -> None:
    assert codes_of(entry(fields)) == []


@pytest.mark.parametrize(("days", "stale"), [(30, False), (31, True)])
def test_how_long_a_review_holds_can_be_set(days: int, *, stale: bool) -> None:
    text = ENTRY.replace("2026-11-22", str(TODAY - timedelta(days=days)))
    assert codes_of(text, review_within=30) == ["stale-review"] * stale
    assert codes_of(ENTRY.replace("reviewed_on: 2026-11-22\n", ""), date(2030, 1, 1)) == [
        "missing-field"
    ]


# Cost ---------------------------------------------------------------------------------


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
        counts = Counter(finding.code.name for _, finding in check_catalogue(catalogue, (), POLICY))
        count = len(catalogue.entries)
        assert counts["unknown-entry"] == count
        assert counts["unknown-facet"] + counts["unknown-tag"] == count * 10 // 12

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


@pytest.mark.parametrize(
    "piece",
    [
        "onnx ", "“gpu ", '"gpu" ', "`gpu ", "Ã©", "`Ã© ", "cafÃ©` ", "```c ", "~~~c\n  ",
        "gpu # ", "- gpu\n  ", "[gpu](https://a.b) ", "\\*gpu ",
    ],
)  # fmt: skip
def test_long_answers_take_linear_time(piece: str) -> None:
    assert_linear(
        codes_of, lambda size: entry(f"answer: |\n  {piece * (size // len(piece))}\n"), 12_000
    )


def test_a_line_of_many_texts_takes_linear_time() -> None:
    def many(count: int) -> str:
        items = ", ".join(f"abcdefgh {n}" for n in range(count))
        return entry(f"errors: [{items}] # all\n")

    assert_linear(codes_of, many, 1_000)
