"""For every code of a problem a bad example, with the place to name marked, and a good one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from schema.codes import Code
from schema.source import MAX_BYTES
from tests.schema.base import ENTRY, EXAMPLE, FACET, TAG, entry, with_fields

OTHER = "kb/entries/other.yaml"
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


NESTED = "\n".join(f"{':' * (10 - n)}{{note}}" for n in range(7))
NESTED_MARKED = NESTED.replace("\n::::{note}", "\n¦::::{note}")
UNNESTED = "\n".join(f"{':' * (10 - n)}{{note}}" for n in range(6))

SUPERSEDED = "status: superseded\nsuperseded_by: "

CASES = (
    # Files
    Case("unexpected-file", {"kb/entries/x.yml": f"¦{ENTRY}"}, {"kb/entries/x.yaml": ENTRY}),
    Case("unexpected-file", {"kb/x.yaml": f"¦{ENTRY}"}, {"kb/README.md": "Records."}),
    Case("unexpected-file", {"kb/entries/a/b.yaml": f"¦{ENTRY}"}, {"kb/entries/.gitkeep": ""}),
    Case("unexpected-file", {"kb/tags/x.yaml": f"¦{TAG}"}, {"kb/tags/hardware/x.yaml": TAG}),
    Case("bad-id", {"kb/entries/Not_An_Id.yaml": f"¦{ENTRY}"}, {"kb/entries/an-id2.yaml": ENTRY}),
    Case("bad-id", {"kb/entries/.yaml": f"¦{ENTRY}"}, {"kb/entries/0.yaml": ENTRY}),
    Case(
        "bad-id",
        {f"kb/entries/{'a' * 81}.yaml": f"¦{ENTRY}"},
        {f"kb/entries/{'a' * 80}.yaml": ENTRY},
    ),
    Case("bad-id", {"kb/tags/hardware/A.yaml": f"¦{TAG}"}, {"kb/tags/hardware/a.yaml": TAG}),
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
    of_answer(
        "link-scheme", "::::{card}\n:¦link: http://a\n::::", ":::{card}\n:link: https://a\n:::"
    ),
    of_answer("unknown-role", "a ¦{download}`b`", "a {kbd}`b` {faq:tag}`hardware/gpu`"),
    of_answer("unknown-role", "a ¦{faq:entries}`b`", "{faq:entry}`other`"),
    of_answer("unknown-directive", "¦:::{include} x\n:::", ":::{note} x\n:::"),
    of_answer(
        "unknown-directive", "- ¦```{eval-rst}\n  x\n  ```", "- ```{code-block} c\n  x\n  ```"
    ),
    of_answer("unknown-directive", "¦~~~ {raw} html\n~~~", "~~~ raw\n~~~"),
    of_answer("unknown-directive", "¦:::note\nx\n:::", "::: {note}\nx\n:::"),
    of_answer("unknown-directive", "¦```{note}x}\n```", "```{note} x}\n```"),
    of_answer("unknown-option", ":::{note}\n:¦class: x\n:::", ":::{dropdown} a\n:open:\n:::"),
    of_answer(
        "unknown-option",
        "```{card}\n---\n¦class: x\n---\n```",
        "```{card}\n---\nwidth: 50%\n---\n```",
    ),
    of_answer(
        "unknown-option",
        "::::{tab-set}\n:::{tab-item} A\n:¦name: x\n:::\n::::",
        "::::{tab-set}\n:::{tab-item} A\n:selected:\nx\n:::\n::::",
    ),
    of_answer("nesting", NESTED_MARKED, UNNESTED),
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
        {"kb/tags/export/onnx.yaml": f"¦{TAG}"},
        {"kb/tags/export/onnx.yaml": TAG, "kb/tags/export/index.yaml": FACET},
    ),
    of_entry("unknown-entry", "related: [other, ¦others]\n", "related: [other]\n"),
    of_entry("unknown-entry", f"{SUPERSEDED}¦others\n", f"{SUPERSEDED}other\n"),
    of_entry("self-reference", "related: [other, ¦example]\n", "related: [other]\n"),
    of_entry("self-reference", f"{SUPERSEDED}¦example\n", f"{SUPERSEDED}other\n"),
    of_entry("self-reference", "former_ids: [¦example]\n", "former_ids: [old]\n"),
    of_entry("former-id-taken", "former_ids: [old, ¦other]\n", "former_ids: [old]\n"),
    Case(
        "former-id-taken",
        {EXAMPLE: entry("former_ids: [old]\n"), OTHER: entry("former_ids: [older, ¦old]\n")},
        {EXAMPLE: entry("former_ids: [old]\n"), OTHER: entry("former_ids: [older]\n")},
    ),
    of_entry(
        "vague-fragment", "errors: [abcd ef 12, ¦'/a/b.py:12: a b']\n", "errors: [abcd ef 12]\n"
    ),
    Case(
        "ambiguous-fragment",
        {
            EXAMPLE: entry("errors: [abcd ef 12, ¦efgh ij 34]\n"),
            OTHER: entry("errors: [x efgh ij 34]\n"),
        },
        {
            EXAMPLE: entry("errors: [abcd ef 12, efgh ij 34]\n"),
            OTHER: entry("errors: [xefgh ij 34]\n"),
        },
    ),
    Case(
        "succession-end",
        {EXAMPLE: entry(f"{SUPERSEDED}¦other\n"), OTHER: entry("status: draft\n")},
        {EXAMPLE: entry(f"{SUPERSEDED}other\n"), OTHER: entry(f"{SUPERSEDED}another\n")},
    ),
)

ELSEWHERE: frozenset[Code] = frozenset(
    {"unreadable-file", "not-utf-8", "succession-circle", "too-many-problems"}
)
"""Codes whose examples are not text, or cause several problems: they have tests of their own."""
