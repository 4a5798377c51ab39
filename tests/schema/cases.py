"""For every code of a problem a bad example, with the place to name marked, and a good one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from schema.codes import Code
from schema.evidence.results import Outcome
from schema.source import MAX_BYTES
from tests.schema.base import (
    ENTRY,
    EXAMPLE,
    FACET,
    OTHER,
    TAG,
    asking,
    entry,
    other,
    with_fields,
)
from tests.schema.proofs import CHECKS, LEDGER, PROGRAM, PROVEN, claimed, ledger, result

GPU = "kb/tags/hardware/gpu.yaml"


class Case(NamedTuple):
    """Files to add to the base: bad ones, which give one problem, and good ones like them."""

    code: Code
    bad: Mapping[str, str]
    good: Mapping[str, str]


def of_entry(code: Code, bad: str, good: str) -> Case:
    """Return a case of fields in the example entry."""
    return Case(code, {EXAMPLE: entry(bad)}, {EXAMPLE: entry(good)})


def of_answer(code: Code, bad: str, good: str) -> Case:
    """Return a case of Markdown in the answer of the example entry."""

    def field(text: str) -> str:
        return "answer: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))

    return of_entry(code, field(bad), field(good))


def of_tag(code: Code, bad: str, good: str) -> Case:
    """Return a case of fields in a tag."""
    return Case(code, {GPU: with_fields(TAG, bad)}, {GPU: with_fields(TAG, good)})


def whole(code: Code, bad: str, good: str) -> Case:
    """Return a case of a whole entry."""
    return Case(code, {EXAMPLE: bad}, {EXAMPLE: good})


SOURCED = (
    "sources: [{url: https://a.b/c, supports: All.}]\nclaims: [{claim: x, source: https://a.b/c}]\n"
)
EVIDENCE = {
    "kb/tags/evidence/index.yaml": "label: Evidence\ndescription: What it rests on.\n",
    "kb/tags/evidence/checked.yaml": "label: Checked\ndescription: By programs.\n",
}
_AT_CHECK = claimed().replace("check: ", "check: ¦")

NEW = asking("Who maintains it?", "authors of it", "names of its team")
NEW_TAG = "label: New\ndescription: New things.\n"


def nested(depth: int) -> str:
    """Return as many directives in one another."""
    marks = [":" * (10 - n) for n in range(depth)]
    return "\n".join([*(f"{mark}{{note}}" for mark in marks), "x", *reversed(marks)])


SUPERSEDED = "status: superseded\nsuperseded_by: "

CASES = (
    # Files
    Case("unexpected-file", {"kb/entries/x.yml": f"¦{NEW}"}, {"kb/entries/x.yaml": NEW}),
    Case("unexpected-file", {"kb/x.yaml": f"¦{NEW}"}, {"kb/README.md": "Records."}),
    Case("unexpected-file", {"kb/entries/a/b.yaml": f"¦{NEW}"}, {"kb/entries/.gitkeep": ""}),
    Case(
        "unexpected-file",
        {"kb/tags/x.yaml": f"¦{NEW_TAG}"},
        {
            "kb/tags/hardware/x.yaml": NEW_TAG,
            EXAMPLE: entry("tags: {hardware: [gpu, x]}\n"),
        },
    ),
    Case("bad-id", {"kb/entries/Not_An_Id.yaml": f"¦{NEW}"}, {"kb/entries/an-id2.yaml": NEW}),
    Case("bad-id", {"kb/entries/.yaml": f"¦{NEW}"}, {"kb/entries/0.yaml": NEW}),
    Case(
        "bad-id",
        {f"kb/entries/{'a' * 81}.yaml": f"¦{NEW}"},
        {f"kb/entries/{'a' * 80}.yaml": NEW},
    ),
    Case(
        "bad-id",
        {"kb/tags/hardware/A.yaml": f"¦{NEW_TAG}"},
        {
            "kb/tags/hardware/a.yaml": NEW_TAG,
            EXAMPLE: entry("tags: {hardware: [gpu, a]}\n"),
        },
    ),
    Case("bad-id", {"kb/tags/A/index.yaml": f"¦{FACET}"}, {"kb/tags/a/index.yaml": FACET}),
    whole("file-too-large", "¦" + "#" * (MAX_BYTES + 1), ENTRY + "#" * (MAX_BYTES - len(ENTRY))),
    # YAML
    whole("yaml-empty", "¦", ENTRY),
    whole("yaml-empty", "¦# nothing\n", f"# a comment\n{ENTRY}"),
    of_entry("yaml-syntax", "summary: No¦: none.\n", 'summary: "No: none."\n'),
    of_entry("yaml-syntax", "summary: ¦`x` runs.\n", 'summary: "`x` runs."\n'),
    of_entry("yaml-syntax", 'summary: ¦"x\n', 'summary: "x"\n'),
    of_entry("yaml-syntax", "applies_to: >¦=2.0\n", 'applies_to: ">=2.0"\n'),
    of_entry("yaml-syntax", "summary: |\n¦\tx\n", "summary: |\n  x\n"),
    whole("yaml-documents", f"{ENTRY}¦---\nsummary: x\n", f"---\n{ENTRY}...\n"),
    of_entry("yaml-alias", "related: ¦&x [other]\n", "related: [other]\n"),
    of_entry("yaml-alias", "summary: ¦*x\n", 'summary: "*x"\n'),
    of_entry("yaml-alias", "¦&x related: [other]\n", "related: [other]\n"),
    of_entry("yaml-tag", "summary: ¦!!str 42\n", 'summary: "42"\n'),
    of_entry("yaml-tag", "¦!!str related: [other]\n", "related: [other]\n"),
    of_entry("yaml-key", "¦[summary]: x\n", "summary: x\n"),
    of_entry("yaml-key", "? ¦{summary: x}\n: y\n", "? related\n: [other]\n"),
    of_entry("yaml-key", "¦*x : y\n", "summary: y\n"),
    of_entry(
        "yaml-duplicate-key", "summary: Yes.\n¦summary: No.\n", "summary: Yes.\nrelated: [other]\n"
    ),
    of_entry(
        "yaml-duplicate-key",
        "tags: {hardware: [gpu], ¦hardware: [gpu]}\n",
        "tags: {hardware: [gpu, ascend]}\n",
    ),
    of_entry("yaml-depth", f"related: {'[' * 7}¦[{']' * 8}\n", "related: []\n"),
    of_entry("yaml-ambiguous", "phrasings: [is it so, ¦no]\n", 'phrasings: [is it so, "no"]\n'),
    of_entry("yaml-ambiguous", "summary: ¦On\n", "summary: On.\n"),
    of_entry("hidden-character", "summary: Ye¦\u200bs.\n", "summary: Yes\u00a0❤\ufe0f.\n"),
    of_entry("hidden-character", '# ¦\u202e\nsummary: "x"\n', '# x\nsummary: "\\x41"\n'),
    of_entry("hidden-character", 'summary: ¦"x\\u200by"\n', 'summary: "x\\u00e9y"\n'),
    # Fields
    whole("missing-field", f"¦{with_fields(ENTRY, 'summary: x')[: -len('summary: x')]}", ENTRY),
    of_entry(
        "missing-field",
        "sources:\n  - ¦url: https://a.b/c\n",
        "sources:\n  - url: https://a.b/c\n    supports: All.\n",
    ),
    of_entry("unknown-field", "¦sumary: x\n", "summary: x\n"),
    of_entry("unknown-field", "¦sumary:\n", "summary: x\n"),
    of_entry(
        "unknown-field",
        "sources: [{url: https://a.b/c, supports: All., ¦title: x}]\n",
        "sources: [{url: https://a.b/c, supports: All.}]\n",
    ),
    of_entry("empty-field", "¦related:\n", "related: []\n"),
    of_entry("empty-field", "¦summary: ~\n", 'summary: "~"\n'),
    of_entry("empty-field", "related: [other, ¦null]\n", "related: [other, another]\n"),
    of_entry("empty-field", "tags: {¦hardware: }\n", "tags: {hardware: [gpu]}\n"),
    of_entry("empty-field", 'answer: ¦"  "\n', 'answer: " a"\n'),
    whole("wrong-type", "¦- question\n", ENTRY),
    whole("yaml-empty", "¦---\n", ENTRY),
    of_entry("wrong-type", "summary: ¦2.5\n", 'summary: "2.5"\n'),
    of_entry("wrong-type", "summary: ¦true\n", 'summary: "true"\n'),
    of_entry("wrong-type", "status: ¦[published]\n", "status: published\n"),
    of_entry("wrong-type", "related: ¦other\n", "related: [other]\n"),
    of_entry("wrong-type", "tags: ¦[gpu]\n", "tags: {hardware: [gpu]}\n"),
    of_entry("wrong-type", "tags: {hardware: ¦gpu}\n", "tags: {hardware: [gpu]}\n"),
    of_entry(
        "wrong-type",
        "sources: [¦https://a.b/c]\n",
        "sources: [{url: https://a.b/c, supports: All.}]\n",
    ),
    of_tag("wrong-type", 'order: ¦"1"\n', "order: 1\n"),
    of_tag("wrong-type", "order: ¦010\n", "order: 10\n"),
    of_tag("wrong-type", f"order: ¦{'9' * 5000}\n", "order: 999\n"),
    of_tag("wrong-type", "order: ¦1.0\n", "order: 1\n"),
    of_tag("invalid-value", "order: ¦0\n", "order: 1\n"),
    of_tag("invalid-value", "order: ¦1000\n", "order: 999\n"),
    of_entry("too-long", f"summary: ¦{'x' * 301}\n", f"summary: {'x' * 300}\n"),
    of_entry("too-long", f"answer: |\n  ¦{'x' * 50_001}\n", f"answer: {'x' * 50_000}\n"),
    of_entry(
        "too-long",
        f"errors: ¦[{', '.join(f'message {n}' for n in range(51))}]\n",
        f"errors: [{', '.join(f'message {n}' for n in range(50))}]\n",
    ),
    of_entry("too-short", "phrasings: ¦[only one]\n", "phrasings: [one, two]\n"),
    of_entry("too-short", "errors: [¦'Error:']\n", "errors: ['Error ab1']\n"),
    of_entry("too-short", "answer: ¦|\nsummary: x\n", "answer: |\n  x\nsummary: x\n"),
    of_entry("too-short", "tags: ¦{}\n", "tags: {hardware: [gpu]}\n"),
    of_entry("unknown-choice", "status: ¦publish\n", "status: draft\n"),
    of_entry("not-one-line", "summary: |\n  ¦a\n  b\n", "summary: >\n  a\n  b\n"),
    of_entry("not-one-line", 'summary: ¦" x"\n', "summary:  x \n"),
    of_entry("not-one-line", "errors: [¦'two\n\n  lines']\n", "errors: ['two lines']\n"),
    of_entry("not-one-line", "summary: ¦>+\n  x\n\n", "summary: >-\n  x\n\n"),
    of_entry("not-a-question", "question: ¦It runs on GPUs\n", "question: Does it, *then?*\n"),
    of_entry("not-a-question", "question: ¦Error 5\n", "question: The error `5`\n"),
    of_entry("duplicate-item", "related: [other, ¦other]\n", "related: [other, another]\n"),
    of_entry(
        "duplicate-item",
        "sources:\n- {url: https://a.b/, supports: x}\n- ¦{supports: x, url: https://a.b/}\n",
        "sources:\n- {url: https://a.b/, supports: x}\n- {url: https://a.b/, supports: y}\n",
    ),
    of_entry("bad-id", "related: [¦Other]\n", "related: [other]\n"),
    of_entry("bad-id", 'related: [¦"other\\n"]\n', "related: [other]\n"),
    of_entry("bad-id", "tags: {hardware: [gpu], ¦Hard Ware: [gpu]}\n", "tags: {hardware: [gpu]}\n"),
    of_entry("bad-date", "reviewed_on: ¦22.11.2026\n", "reviewed_on: 2026-11-22\n"),
    of_entry("bad-date", "reviewed_on: ¦2026-02-30\n", 'reviewed_on: "2026-02-28"\n'),
    of_entry("bad-date", "reviewed_on: ¦20261122\n", "reviewed_on: 2026-11-21\n"),
    of_entry("bad-version", "applies_to: ¦2.3 and later\n", 'applies_to: ">=2.0,<2.6"\n'),
    of_entry("bad-version", "applies_to: ¦'===<img'\n", 'applies_to: ">= 2.0 , <3"\n'),
    of_entry("bad-version", "applies_to: ¦','\n", 'applies_to: "==2.7.*"\n'),
    *(
        of_entry(
            "bad-url",
            f"sources: [{{supports: x, url: ¦'{bad}'}}]\n",
            f"sources: [{{supports: x, url: '{good}'}}]\n",
        )
        for bad, good in (
            ("http://a.b/", "https://a.b/"),
            ("https://", "https://a"),
            ("https://a@b/", "https://b/@a"),
            ("https://[::1", "https://a/[b]"),
            ("https:///path", "https://a.b:8080/path?q=1#f"),
            ("https://a.b/ c", "https://a.b/%20c"),
            ("https://a.b\\@c", "https://a.b?c"),
            ("javascript:alert(1)//https://a.b", "https://a.b/文档"),
        )
    ),
    of_entry("bad-origin", "origin: [¦feature_advice]\n", "origin: [feature_advice-04]\n"),
    of_entry("status-field", "status: ¦withdrawn\n", "status: withdrawn\nreason: Gone.\n"),
    of_entry("status-field", "status: ¦superseded\n", f"{SUPERSEDED}other\n"),
    of_entry("status-field", "reason: ¦Gone.\n", "status: published\n"),
    of_entry("status-field", "status: draft\nsuperseded_by: ¦other\n", "status: draft\n"),
    of_entry("future-date", "reviewed_on: ¦2026-11-24\n", "reviewed_on: 2026-11-23\n"),
    # Markdown
    of_answer("heading-level", "¦# A", "## A"),
    of_answer("heading-level", "- x\n\n  ¦# A", "- x\n\n  ## A"),
    of_answer("heading-level", "¦A\n=", "A\n-"),
    of_answer("heading-level", "## A\n\n¦#### B", "## A\n\n### B\n\n## C"),
    of_answer("heading-level", "¦### A", "> ### A"),
    of_answer("heading-level", "¦# include x", "```c\n# include <x>\n```"),
    of_answer("raw-html", "a ¦<b>", "a `<b>` < b"),
    of_answer("raw-html", "¦<script>\nx\n</script>", "`<script>`"),
    of_answer("raw-html", "a\nb ¦<!-- c -->", "a\nb \\<!-- c -->"),
    of_answer("image", "a `![](b)` ¦![a](https://b.c)", "[a!](https://b.c)"),
    of_answer("image", "| a |\n|---|\n| ¦![a](b) |", "| a |\n|---|\n| !a |"),
    of_answer("link-scheme", "> see ¦[a](b.html)", '> see [a](https://b.c "d")'),
    of_answer("link-scheme", "¦[a](javascript:alert)", "[a](https://b.c?javascript:alert)"),
    of_answer("link-scheme", "a ¦<mailto:a@b.c>", "a <https://b.c>"),
    of_answer("link-scheme", "a ¦<1@b.c>", "a@b.c"),
    of_answer("link-scheme", "a ¦[b][c]\n\n[c]: d", "a [b][c]\n\n[c]: https://d"),
    of_answer("unknown-role", "a ¦{download}`b`", "a {kbd}`b` {faq:tag}`hardware/gpu`"),
    of_answer("unknown-role", "a ¦{faq:entries}`b`", "{faq:entry}`other`"),
    of_answer("unknown-directive", "¦:::{include} x\n:::", ":::{note} x\n:::"),
    of_answer("unknown-directive", "- ¦```{eval-rst}\n  x\n  ```", "- ```{tip}\n  x\n  ```"),
    of_answer("unknown-directive", "¦~~~ {raw} html\n~~~", "~~~ xml\n~~~"),
    of_answer("unknown-directive", "¦:::note\nx\n:::", "::: {note}\nx\n:::"),
    of_answer("unknown-directive", "¦```{note}x}\n```", "```{note} x}\n```"),
    of_answer("unknown-directive", "¦```{code-block} c\nx\n```", "```c\nx\n```"),
    of_answer(
        "unknown-directive",
        "::::{tab-set}\n:::{tab-item} A\na\n:::\n::::\n\n¦:::{tab-item} B\nb\n:::",
        "::::{tab-set}\n:::{tab-item} A\na\n:::\n:::{tab-item} B\nb\n:::\n::::",
    ),
    of_answer("unknown-option", ":::{note}\n¦:class: x\n:::", ":::{note}\nclass: x\n:::"),
    of_answer("empty-block", "¦:::{note}\n- \n:::", ":::{note}\n- x\n:::"),
    of_answer("empty-block", "¦## **.**", "## **x**"),
    of_answer("empty-block", "a ¦[`-`](https://b.c)", "a [`x`](https://b.c)"),
    of_answer("empty-block", "¦:::{admonition}\nx\n:::", ":::{admonition} x\nx\n:::"),
    of_answer(
        "lost-text",
        "::::{tab-set}\n¦Or:\n\n:::{tab-item} A\na\n:::\n::::",
        "Or:\n\n::::{tab-set}\n:::{tab-item} A\na\n:::\n::::",
    ),
    of_answer("nesting", nested(7).replace("\n::::{note}", "\n¦::::{note}"), nested(6)),
    # References
    of_entry(
        "unknown-tag", "tags: {hardware: [gpu, ¦ascent]}\n", "tags: {hardware: [gpu, ascend]}\n"
    ),
    of_entry("unknown-facet", "tags: {¦hardwear: [gpu]}\n", "tags: {hardware: [gpu]}\n"),
    Case(
        "reserved-facet",
        {"kb/tags/q/index.yaml": f"¦{FACET}"},
        {"kb/tags/qq/index.yaml": FACET},
    ),
    Case(
        "missing-facet",
        {
            "kb/tags/export/onnx.yaml": f"¦{NEW_TAG}",
            EXAMPLE: entry("tags: {hardware: [gpu], export: [onnx]}\n"),
        },
        {
            "kb/tags/export/onnx.yaml": NEW_TAG,
            "kb/tags/export/index.yaml": FACET,
            EXAMPLE: entry("tags: {hardware: [gpu], export: [onnx]}\n"),
        },
    ),
    of_entry("unknown-entry", "related: [other, ¦others]\n", "related: [other]\n"),
    of_entry("unknown-entry", f"{SUPERSEDED}¦others\n", f"{SUPERSEDED}other\n"),
    of_entry("self-reference", "related: [other, ¦example]\n", "related: [other]\n"),
    of_entry("self-reference", f"{SUPERSEDED}¦example\n", f"{SUPERSEDED}other\n"),
    of_entry("self-reference", "former_ids: [¦example]\n", "former_ids: [old]\n"),
    of_entry("former-id-taken", "former_ids: [old, ¦other]\n", "former_ids: [old]\n"),
    Case(
        "former-id-taken",
        {EXAMPLE: entry("former_ids: [old]\n"), OTHER: other("former_ids: [older, ¦old]\n")},
        {EXAMPLE: entry("former_ids: [old]\n"), OTHER: other("former_ids: [older]\n")},
    ),
    of_entry(
        "vague-fragment", "errors: [abcd ef 12, ¦'/a/b.py:12: a b']\n", "errors: [abcd ef 12]\n"
    ),
    Case(
        "ambiguous-fragment",
        {
            EXAMPLE: entry("errors: [abcd ef 12, ¦efgh ij 34]\n"),
            OTHER: other("errors: [x efgh ij 34]\n"),
        },
        {
            EXAMPLE: entry("errors: [abcd ef 12, efgh ij 34]\n"),
            OTHER: other("errors: [xefgh ij 34]\n"),
        },
    ),
    Case(
        "succession-end",
        {EXAMPLE: entry(f"{SUPERSEDED}¦other\n"), OTHER: other("status: draft\n")},
        {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: other(f"{SUPERSEDED}another\n")},
    ),
    # Lines that YAML changes
    of_entry("folded-answer", "answer: ¦>\n  - a\n  - b\n", "answer: |\n  - a\n  - b\n"),
    of_entry("folded-answer", "answer: ¦See a\n  - b\n", "answer: See a\n"),
    of_entry("cut-comment", "summary: ¦Use C # or F\n", "summary: 'Use C # or F' # neither\n"),
    of_entry(
        "cut-comment",
        "errors:\n  - abcd ef 12\n  - ¦bcde fg 23 # 3\n",
        "errors: [abcd ef 12, bcde fg 23] # 3\nstatus: draft # so far\n",
    ),
    of_entry(
        "left-to-do",
        "# To do: Choose tags.\n¦tags: {hardware: [gpu]}\n",
        "# To do: Choose tags.\ntags: {hardware: [gpu]}\nstatus: draft\n",
    ),
    of_entry(
        "left-to-do",
        "sources:\n- url: https://a.b/c\n  #  To do: More.\n  ¦supports: All.\n",
        "sources:\n- url: https://a.b/c\n  # It is to do: More.\n  supports: All.\n",
    ),
    of_entry(
        "left-to-do",
        "¦status: published # To do: Wait.\n",
        "answer: |\n  ```bash\n  # To do: Run.\n  ```\nsummary: '# To do: a,\n  # To do: b'\n",
    ),
    of_entry("garbled-text", "answer: |\n  a\n  b caf¦Ã©\n", "answer: |\n  b café `cafÃ©`\n"),
    of_entry("garbled-text", "summary: ¦It doesnâ€™t.\n", "summary: It doesn’t, à la ¿Ünï?\n"),
    # Words
    of_entry("early-date", "reviewed_on: ¦2019-11-22\n", "reviewed_on: 2026-11-22\n"),
    of_entry("stale-review", "reviewed_on: ¦2024-11-21\n", "reviewed_on: 2024-11-22\n"),
    of_entry(
        "stale-review",
        "reviewed_on: ¦2020-03-28\n",
        "reviewed_on: 2020-03-28\nstatus: draft\n",
    ),
    of_entry(
        "repeated-phrasing",
        "phrasings: [ab c, ¦does it run on GPU, d e]\n",
        "phrasings: [ab c, does it run on TPU, d e]\n",
    ),
    of_entry(
        "repeated-phrasing",
        "phrasings: [run a model, ab, ¦model a runs!]\n",
        "phrasings: [run a model, ab, run the model]\n",
    ),
    of_entry(
        "summary-restates",
        "question: How does it run on GPUs?\nsummary: ¦It runs on a GPU.\n",
        "question: How does it run on GPUs?\nsummary: It runs on a GPU by CUDA.\n",
    ),
    of_entry(
        "summary-restates",
        "summary: ¦Does it run on GPUs?\n",
        "summary: It does run on GPUs.\n",
    ),
    of_entry("product-name", "summary: ¦Mindspore.\n", "summary: MindSpore.\n"),
    of_entry("product-name", "question: ¦Is pytorch or\n  it?\n", "question: Is `pytorch` it?\n"),
    of_entry(
        "product-name",
        "sources: [{url: https://a.b/c, supports: ¦cpus}]\n",
        "sources: [{url: https://a.b/c, supports: '“The cpus” of a.gpu.b'}]\n",
    ),
    of_tag("product-name", "label: ¦Nvidia GPU\n", "label: NVIDIA GPU\n"),
    of_answer(
        "product-name",
        "a `gpu` \\* <https://a.gpu> ¦gpu",
        "a `gpu`\n\n```text\ngpu\n```\n\npip install mindspore, the onnx package, a/gpu, input",
    ),
    of_answer("product-name", "> - **in ¦Mindir**", "> - **in MINDIR**, mindir.load"),
    of_answer(
        "product-name", "[a](https://gpu.b)\n[¦Onnx](https://a.b)", "[a](https://b.c/onnx)\nascend"
    ),
    of_answer("fence-language", "a\n\n¦```\nb\n```", "a\n\n```text\nb\n```"),
    of_answer("fence-language", "- a\n\n  ¦~~~\n  b\n  ~~~", "- a\n\n  ~~~c\n  ```\n  ~~~"),
    of_answer("fence-language", "¦```mcschema\na\n```", "```cuda\na\n```"),
    of_answer("fence-language", "> ¦~~~ Shell a\n> b\n> ~~~", "> ~~~ bash a\n> b\n> ~~~"),
    of_answer("unclosed-fence", "¦```c\na\n\nb", "```c\na\n```\n\nb"),
    of_answer("unclosed-fence", "````c\na\n````\n¦~~~~c\n~~~\n", "````c\n```\n````\n~~~c\n~~~\n"),
    of_answer("unclosed-fence", "> ¦```c\n> a\n\nb", "> ```c\n> a\n> ```\n\nb"),
    of_answer("unclosed-fence", "¦:::{note}\na\n", ":::{note}\na\n:::\n"),
    # Other records
    Case(
        "similar-question",
        {OTHER: other("question: ¦Can I run it on the GPU?\n")},
        {OTHER: other("question: Can I run it on the NPU?\n")},
    ),
    Case(
        "similar-question",
        {OTHER: other("question: ¦Does it run on GPUs?\n")},
        {OTHER: other("question: Does it run on GPUs?\ndistinct_from: [example]\n")},
    ),
    Case(
        "similar-question",
        {
            EXAMPLE: entry("question: Is a dataset to be turned?\n"),
            OTHER: other("question: ¦Is the data set to be turned?\n"),
        },
        {
            EXAMPLE: entry("question: Is a dataset to be turned into a file?\n"),
            OTHER: other("question: Is a file to be turned into a data set?\n"),
        },
    ),
    of_entry("needless-distinction", "distinct_from: [¦other]\n", "related: [other]\n"),
    Case(
        "shared-phrasing",
        {OTHER: other("phrasings: [abc, ¦can I use an NVIDIA card]\n")},
        {OTHER: other("phrasings: [abc, can I use no NVIDIA card]\n")},
    ),
    Case(
        "shared-phrasing",
        {OTHER: other("phrasings: [¦does it run on GPU, abc]\n")},
        {OTHER: other(f"phrasings: [does it run on GPU, abc]\n{SUPERSEDED}example\n")},
    ),
    Case(
        "unlisted-target",
        {
            EXAMPLE: entry("answer: |\n  a ¦{faq:entry}`b <other>`\n"),
            OTHER: other("status: draft\n"),
        },
        {
            EXAMPLE: entry("answer: |\n  a {faq:entry}`b <other>`\nstatus: draft\n"),
            OTHER: other("status: draft\n"),
        },
    ),
    Case(
        "unused-tag",
        {
            "kb/tags/hardware/x.yaml": f"¦{NEW_TAG}",
            OTHER: other("tags: {hardware: [x]}\nstatus: draft\n"),
        },
        {"kb/tags/hardware/x.yaml": NEW_TAG, OTHER: other("tags: {hardware: [x]}\n")},
    ),
    of_tag("similar-tags", "aliases: [a, ¦ASCENDs]\n", "aliases: [a, ascent]\n"),
    of_tag("similar-tags", "aliases: [a, ¦\u0410scend]\n", "aliases: [a, \u042fscend]\n"),
    Case(
        "confusable-tags",
        {
            "kb/tags/hardware/x.yaml": "description: a\nlabel: ¦Optimizer\n",
            GPU: with_fields(TAG, "aliases: [Optimiser]\n"),
            EXAMPLE: entry("tags: {hardware: [x]}\n"),
            OTHER: other(),
        },
        {
            "kb/tags/hardware/x.yaml": "description: a\nlabel: Asynchronous\n",
            GPU: with_fields(TAG, "aliases: [synchronous]\n"),
            EXAMPLE: entry("tags: {hardware: [x]}\n"),
        },
    ),
)

CASES += (
    # Claims
    of_entry("unproven-claim", "claims: [¦{claim: x}]\n", SOURCED),
    of_entry(
        "unproven-claim",
        "sources: [{url: https://a.b/c, supports: All.}]\n"
        "claims: [{claim: x, check: y, source: ¦https://a.b/c}]\n",
        SOURCED,
    ),
    of_entry(
        "unlisted-source",
        SOURCED.replace("claim: x, source: https://a.b/c", "claim: x, source: ¦https://a.b/d"),
        SOURCED,
    ),
    Case("unknown-check", {EXAMPLE: claimed().replace("check: ", "check: ¦")}, PROVEN),
    Case("unknown-check", {**PROVEN, EXAMPLE: claimed().replace("it_", "¦it-")}, PROVEN),
    Case(
        "unknown-check",
        {**PROVEN, EXAMPLE: claimed("answer: |\n  ¦```{check} it_run\n  ```\n")},
        {**PROVEN, EXAMPLE: claimed("answer: |\n  ```{check} it_runs\n  ```\n")},
    ),
    Case(
        "lost-text",
        {**PROVEN, EXAMPLE: claimed("answer: |\n  ¦```{check} it_runs\n  x\n  ```\n")},
        {**PROVEN, EXAMPLE: claimed("answer: |\n  ```{check} it_runs\n\n  ```\n")},
    ),
    Case(
        "duplicate-item",
        {
            **PROVEN,
            EXAMPLE: claimed().replace("}]", "}, {claim: And so on., check: ¦it_runs}]"),
            LEDGER: ledger(v2_10_0=result()),
        },
        PROVEN,
    ),
    Case("unclaimed-check", {EXAMPLE: f"¦{ENTRY}", CHECKS: PROGRAM}, PROVEN),
    Case(
        "unclaimed-check",
        {CHECKS.replace("example", "nobody"): f"¦{PROGRAM}"},
        {CHECKS.replace("example.py", "__init__.py"): ""},
    ),
    Case("stale-check", {EXAMPLE: _AT_CHECK, CHECKS: PROGRAM}, PROVEN),
    Case("stale-check", {**PROVEN, EXAMPLE: _AT_CHECK.replace("GPUs", "TPUs")}, PROVEN),
    Case(
        "stale-check", {**PROVEN, EXAMPLE: _AT_CHECK, CHECKS: PROGRAM + "    assert told\n"}, PROVEN
    ),
    Case(
        "failed-check",
        {
            **PROVEN,
            EXAMPLE: _AT_CHECK,
            LEDGER: ledger(v2_7_0=result(), v2_10_0=result(Outcome.FAILED, reason="TypeError: x")),
        },
        {**PROVEN, LEDGER: ledger(v2_7_0=result(Outcome.FAILED), v2_10_0=result())},
    ),
    Case(
        "wrong-range",
        {
            **PROVEN,
            EXAMPLE: claimed("applies_to: ¦'>=2.7'\n"),
            LEDGER: ledger(v2_7_0=result(Outcome.FAILED), v2_10_0=result()),
        },
        {
            **PROVEN,
            EXAMPLE: claimed("applies_to: '>2.7'\n"),
            LEDGER: ledger(v2_7_0=result(Outcome.FAILED), v2_10_0=result()),
        },
    ),
    Case("bad-ledger", {LEDGER: "¦{}}"}, PROVEN),
    Case("bad-ledger", {LEDGER: '¦{"results": {"a": {"b": {"2.10.0": {}}}}}'}, PROVEN),
    Case(
        "derived-tag",
        {EXAMPLE: entry("tags: {hardware: [gpu], evidence: [¦checked]}\n"), **EVIDENCE},
        EVIDENCE,
    ),
)

ELSEWHERE: frozenset[Code] = frozenset(
    {
        *("unreadable-file", "not-utf-8", "succession-circle", "too-many-problems"),
        *("unreviewed-change", "vanished-entry"),
    }
)
"""Codes whose examples are no text, cause several problems or need a history: tested elsewhere."""
