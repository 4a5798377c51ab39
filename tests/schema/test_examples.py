"""Texts with a problem, which have exactly that one at its place, and texts without."""

import json
import re
from pathlib import Path
from textwrap import indent

import pytest

from schema.knowledge_base import judge_text
from schema.records import Place
from schema.rules import Policy, all_codes
from tests.schema.base import (
    NO_CHECKS,
    SUPERSEDED,
    TODAY,
    entry,
    files_of,
    found,
    problems_of,
    unmarked,
)


def codes_of(text: str) -> list[str]:
    """Return the codes of the problems that a record has by itself."""
    _, problems = judge_text(Place.entry("example"), text, NO_CHECKS, Policy(TODAY))
    return [problem.code for problem in problems]


EXAMPLES = [
    pytest.param(code.name, code.bad, code.good, id=code.name)
    for code in all_codes().values()
    if code.bad
]
_GPU = "# kb/tags/hardware/gpu.yaml\n"
_KIRIN = "# kb/tags/hardware/kirin.yaml, the whole file\n¦label: Kirin\ndescription: Phones.\n"
_SOURCE = "sources: [{url: https://a.b/c, supports: All.}]\n"
SHOWN = "answer: |\n  ```{table} one\n  ```\n"
ONE = (
    "# kb/compatibility/one.yaml, the whole file\ncolumns: {a: {en: A}}\n"
    "rows: [{values: {a: b}, source: https://a.b/c}]\n"
)
FURTHER = {
    "bad-id": [f"# kb/entries/TwoWords.yaml, the whole file\n¦{entry()}"],
    "cut-comment": ["errors:\n  - abcd ef 12\n  - ¦bcde fg 23 # 3\n"],
    "duplicate-item": [
        "sources:\n- {url: https://a.b/, supports: x}\n- ¦{supports: x, url: https://a.b/}\n",
        "related: [other, third, ¦other, ¦third, another, ¦other]\n",
        f"{SHOWN}  ¦```{{table}} one\n  ```\n{ONE}",
    ],
    "empty-field": ["related: [other, ¦null]\n", "tags: {¦hardware: }\n", 'answer: ¦"  "\n'],
    "folded-answer": ["answer: ¦See a\n  - b\n"],
    "garbled-text": ["answer: |\n  a\n  b caf¦Ã©\n"],
    "impossible-review": ["reviewed_on: ¦2016-11-22\n"],
    "lost-text": [
        "answer: |\n  | a |\n  |-|\n  ¦| `b|c` |\n  | d | |\n",
        "answer: |\n  > a | b\n  > -|-\n  > c ¦| d | e\n",
    ],
    "misleading-link": [ONE.replace("{a: b}", "{a: ¦www.c.d}")],
    "left-to-do": [
        "sources:\n- url: https://a.b/c\n  #  To do: More.\n  ¦supports: All.\n",
        "¦status: published # To do: Wait.\n",
    ],
    "not-one-line": ["errors: [¦'two\n\n  lines']\n", "summary: ¦>+\n  x\n\n"],
    "product-name": [
        "question: ¦Is pytorch or\n  it?\n",
        "summary: ¦On ascend 910 they ascend to an atlas.\n",
        "sources: [{url: https://a.b/c, supports: ¦cpus}]\n",
        f"{_GPU}label: ¦Nvidia GPU\n",
        "summary: ¦支持Nvidia显卡。\n",
        "answer: |\n  a `gpu` \\* <https://a.gpu> ¦gpu\n",
        "answer: |\n  ```c\n  gpu\n  ```\n  :::{note} ¦gpu\n  | ¦Onnx |\n  |-|\n  :::\n",
        "answer: |\n  > - **on ¦Nvidia**\n  [¦Onnx](https://a.gpu)\n",
    ],
    "repeated-phrasing": ["phrasings: [run a model, ab, ¦model a runs!]\n"],
    "self-reference": [f"{SUPERSEDED}¦example\n", "former_ids: [¦example]\n"],
    "shared-phrasing": ["# kb/entries/other.yaml\nphrasings: [¦does it run on GPU, abc]\n"],
    "too-long": [
        f"summary: ¦{'x' * 301}\n",
        f"related: ¦{[f'e{n}' for n in range(51)]}\n",
        "answer: |\n  A ¦{faq:entry}`a" + " " * 500 + "b`.\n",
        SHOWN
        + "".join(f"  {'¦' * (n == 4)}```{{table}} t{n}\n  ```\n" for n in range(2, 5))
        + "".join(ONE.replace("one", name) for name in ("one", "t2", "t3", "t4")),
    ],
    "too-short": ["errors: [¦'Error:']\n", "answer: ¦|\nsummary: x\n", "tags: ¦{}\n"],
    "unknown-choice": ["# kb/tags/hardware/index.yaml\ncolor: ¦orage\n"],
    "unknown-entry": [
        f"{SUPERSEDED}¦others\n",
        "answer: |\n  {faq:entry}`!nowhere`, ¦{faq:entry}`that <nowhere>`\n",
    ],
    "unknown-tag": ["answer: |\n  - ¦{faq:tag}`gpu`\n", f"{_GPU}broader: ¦ascent\n"],
    "unsupported-claim": [f"{_SOURCE}claims: [{{claim: x, check: y, source: ¦https://a.b/c}}]\n"],
    "unused-tag": [
        f"{_KIRIN}# kb/entries/other.yaml\ntags: {{hardware: [kirin]}}\nstatus: draft\n"
    ],
    "wrong-type": [
        "# kb/entries/example.yaml, the whole file\n¦- question\n",
        "phrasings: [¦1, ¦2]\n",
        f'{_GPU}order: ¦"1"\n',
        f"{_GPU}order: ¦{'9' * 5000}\n",
    ],
    "yaml-key": ["? ¦{summary: x}\n: y\n", "¦*x : y\n"],
    "yaml-syntax": [
        "summary: ¦`x` runs.\n",
        "applies_to: >¦=2.0\n",
        "summary: |\n¦\tx\n",
        "answer: |\n    ¦a\n  `b`\n",
    ],
}
"""Further bad examples by code."""

FURTHER_EXAMPLES = [(code, bad, "") for code, examples in FURTHER.items() for bad in examples]


@pytest.mark.parametrize(("code", "bad", "good"), [*EXAMPLES, *FURTHER_EXAMPLES])
def test_a_bad_example_has_its_problem_at_its_place_and_a_good_one_none(
    code: str, bad: str, good: str, tmp_path: Path
) -> None:
    """A bad one has a problem of this kind at each mark, and no other."""
    files = {path: unmarked(text) for path, text in files_of(bad).items()}
    places = [(path, *place, code) for path, (_, marks) in sorted(files.items()) for place in marks]
    problems = problems_of(tmp_path / "bad", {path: text for path, (text, _) in files.items()})
    assert places
    assert found(problems) == places, "\n".join(map(str, problems))
    for problem in problems:
        assert problem.severity == all_codes()[code].severity
        assert problem.message[0] == "'" or problem.message[0].isupper()
        assert problem.message.endswith(".")
        assert problem.hint.endswith((".", "?"))
        assert not re.search(r"<\w+\.\w+: ", problem.hint)  # as Python displays an enumeration
    assert not good or problems_of(tmp_path / "good", files_of(good)) == ()


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        *(
            ("misleading-link", f"answer: |\n  {answer}\n")
            for answer in (
                "See [https://a.cn/install](https://b.example).",
                "See [a.cn/install](https://b.example/a.cn/install).",
                "See [**`https://a.cn`**](https://a.cn.b.example).",
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
                "-*- eval: (x) -*-",
            )
        ),
        ("code-quotes", "answer: |\n  - a\n\n    ```bash\n    echo ‘a’\n    ```\n"),
        ("code-quotes", "answer: |\n  ```python\n  print(\"a”)\n  ```\n"),
    ],
)  # fmt: skip
def test_what_says_something_else_or_nothing_is_reported(code: str, fields: str) -> None:
    assert codes_of(entry(fields)) == [code]


@pytest.mark.parametrize(
    "fields",
    [
        "question: Which is faster, PyNative or Graph mode?\nsummary: Graph mode is faster.\n",
        "question: If I use Windows, do I need WSL?\nsummary: If you use Windows you need WSL.\n",
        "question: 'Why `x`?'\nsummary: 1\u00a0%\n",
        "phrasings: [convert onnx to mindir, convert mindir to onnx, other way]\n",
        "answer: |\n  b café `cafÃ©`\n",
        "errors: [abcd ef 12, bcde fg 23] # 3\nstatus: draft # so far\n",
        "reviewed_on: 2020-03-28\nstatus: draft\n",
        "status: draft\n# To do: Check.\n",
        "status: withdrawn\nreason: Gone.\n# To do: Check.\n",
        "sources:\n- url: https://a.b/c\n  # It is to do: More.\n  supports: All.\n",
        "answer: |\n  ```bash\n  # To do: Run.\n  ```\nsummary: '# To do: a,\n  # To do: b'\n",
        "? related\n: [other]\n",
        *(
            f"answer: |\n{indent(answer, '  ')}\n"
            for answer in (
                "See [www.a.cn](https://www.a.cn/install), [a.cn](https://docs.a.cn) and [a.cn](https://a.cn).",
                "See [https://a.cn/b c](https://a.cn/b), [https://a.cn/文档](https://a.cn/文档).",
                "See [`torch.nn`](https://b.example), [`tf.io`](https://b.example), [train.py](https://c.d).",
                '```c\n// “a” and\n```\n\n```python\nx = "“a”"  # ”\n```',
                "***\n\na",
            )
        ),
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
