"""Whatever a record contains: located problems or a record, soon, and never a traceback."""

import random
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schema.files import read_text
from schema.knowledge_base import MAX_PROBLEMS, judge_text
from schema.models.entry import Entry
from schema.records import Place
from schema.rules import all_codes
from tests.growth import assert_linear, assert_linear_memory
from tests.schema.base import BASE, NO_CHECKS, POLICY, entry
from tests.schema.test_violations import MARKDOWN

PLACES = [Place.of_path(path) for path in BASE]


def judge(text: str, place: Place | None = None) -> None:
    """Judge a text; assert what is true of all problems of all texts, whoever wrote them."""
    record, problems = judge_text(place or Place.entry("example"), text, NO_CHECKS, POLICY)
    lines = text.splitlines() or [""]
    assert record is not None or problems
    assert len(problems) <= MAX_PROBLEMS + 1
    assert list(problems) == sorted(set(problems))
    for problem in problems:
        assert problem.code in all_codes()
        assert problem.message
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert len(str(problem)) < 1_500
        assert str(problem).replace("\n    ", "").isprintable()
        str(problem).encode()
    if record is not None:
        assert record.card or record.place.kind in ("settings", "glossary") or record.place.original
        assert record.whole or problems


@settings(max_examples=150)
@given(raw=st.binary(max_size=300), place=st.sampled_from(PLACES))
@example(raw=b"\xef\xbb\xbf", place=PLACES[0])
def test_any_bytes(raw: bytes, place: Place, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(raw)
    text, problems = read_text(file, "any.yaml")
    assert (text is None) is (len(problems) == 1)
    if text is not None:
        judge(text, place)


_YAML = [
    *"-:?&*!|>'\"%@`#,[]{}~\\ \t\n\r\0\x85\ufeff\u2028é漢😀", "  ", "\n  ", "\n- ", ": ", "--- ",
    "\n---\n", "...", "<<: ", "&a ", "*a", "!!str ", "!<x> ", "%YAML 1.1\n", "|2-\n", ">+\n",
    "\\u200b", "\\ud800", "no", "null", "true", "1.5", "9" * 20, "2026-11-22", "\ud800", "x: ",
    " # a\n", "\n  # a\n", "'a b'", ' "a\\n" ', " [a, b] ", " |\n  a\n", "a" * 100,
    *(f"\n{name}: " for name in Entry.model_fields),
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """Draw a text with signs of YAML in place of some of its characters."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 5))
        text = text[:start] + draw(st.sampled_from(_YAML)) + text[end:]
    return text


@settings(max_examples=200)
@given(st.sampled_from(PLACES), st.data())
def test_any_damage_to_a_record(place: Place, data: st.DataObject) -> None:
    text = BASE[place.path]
    if place.kind == "entry":
        text += "sources:\n  - {url: https://a.b/c, supports: All.}\nrelated: [other]\n"
    judge(data.draw(damaged(text)), place)


def answer(text: str) -> str:
    return entry("answer: |2\n" + "\n".join(f"  {line}" for line in text.split("\n")) + "\n")


@settings(max_examples=200)
@given(MARKDOWN)
def test_any_markdown(text: str) -> None:
    judge(answer(text))


def laughs(size: int) -> str:
    lines = ["a0: &a0 lol"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, size // 80)]
    return "\n".join(lines)


def root(size: int) -> int:
    return int(size**0.5)


def numbered(line: str, size: int) -> str:
    return "".join(line.format(n=n) for n in range(size // len(line)))


LARGE: dict[str, Callable[[int], str]] = {
    **{
        repr(unit): lambda size, unit=unit: unit * (size // len(unit))
        for unit in (
            "\n", "#\n", "[", "{", "{a: ", "- ", "? ", ": ", "&a ", "summary: x\n", "[a]: b\n",
            "---\na\n", "\u200b", "\x00\n", "\r", "\t",
        )
    },
    "pairs of brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "indentation": lambda size: "".join(f"{' ' * n}a:\n" for n in range(root(2 * size))),
    "anchored items": lambda size: entry("- &a b\n" * (size // 7)),
    "aliases": lambda size: f"related: [{'*a, ' * (size // 4)}]",
    "billion laughs": laughs,
    "tags": lambda size: f"related: [{'!a b, ' * (size // 6)}]",
    "equal keys": lambda size: entry("x: 1\n" * (size // 5)),
    "keys": lambda size: entry(numbered("k{n}: 1 # c\n", size)),
    "comments": lambda size: entry("# c\n" * (size // 4)),
    "comments in brackets": lambda size: "a: [" + "#c\n" * (size // 3) + "]",
    "keys like a field": lambda size: entry(numbered("questio{n}: 1\n", size)),
    "words": lambda size: entry(f"related: [{'no, ' * (size // 4)}]\n"),
    "nulls": lambda size: entry("related:\n" + "- ~\n" * (size // 4)),
    "different texts": lambda size: entry("errors:\n" + numbered("- message{n}\n", size)),
    "texts on a line": lambda size: entry(f"errors: [{numbered('message{n}, ', size)}] # x\n"),
    "facets": lambda size: entry("tags:\n" + numbered("  f{n}: [a]\n", size)),
    "wrong facets": lambda size: entry("tags:\n" + numbered("  F{n}: [A]\n", size)),
    "one number": lambda size: entry(f"related: {'9' * size}\n"),
    "one word": lambda size: entry(f"summary: {'x' * size}\n"),
    "one key": lambda size: f"{'k' * size}: x\n",
    "one anchor": lambda size: f"a: &{'k' * size} x\n",
    "one line folded": lambda size: entry("summary: >\n" + "  a\n" * (size // 4)),
    "blank lines": lambda size: entry("summary: >\n  a\n" + "\n" * size + "  b\n"),
    "blank id": lambda size: entry(f"related: ['{'a-' * (size // 2)}']\n"),
    "blank address": lambda size: entry(f"sources: [{{url: 'https://{'a' * size}'}}]\n"),
    "blank question": lambda size: entry(f"question: '{'?_' * (size // 2)}x'\n"),
    "spaces": lambda size: entry(f"summary: 'x{' ' * size}'\n"),
    "escapes": lambda size: 'a: "' + "\\x41" * (size // 4) + '"\n',
    "hidden escapes": lambda size: entry("related: [" + '"\\0", ' * (size // 6)),
    "open quote": lambda size: entry('summary: "' + "a b\n " * (size // 5)),
    "wide text": lambda size: entry(f"answer: {'漢' * size}\n"),
    "random text": lambda size: random.Random(1).randbytes(size).decode("utf-16", "replace"),
    **{
        f"markdown {unit!r}": lambda size, unit=unit: answer(unit * (size // len(unit)))
        for unit in (
            "[", "![", "[a](", "[a](<b", "<", "<!-- ", "<?", "<![CDATA[", "<!A ", "<a ", "</",
            "<a b=", "*a ", "**a *b ", "_a __b ", "`", "`a``b", "> ", "- ", "1. ", "> - ", "{a}`",
            "{a}`b`", "a | b\n", "|-", "```\n", "~~~{note}\n", ":::\n", ":::{note}\n", "&", "\\",
            "# ", "# a\n", "a\n=\n\n", "===\n", "\n", "<a:", "<a@", "[a]: b\n", "[a][", "[*_`",
            "[a](b \"", "\t",
            "<b>", "![](a) ", "[a](b) ", "&lt; ", "(", "]", "](", "{", "{x", "* * ", "a**b", "\\\n",
            "onnx ", "“gpu ", '"gpu" ', "`gpu ", "Ã©", "`Ã© ", "cafÃ©` ", "gpu # ", "\\*gpu ",
            "[a.cn](https://b.c) ", "“a”\n", ":a: b\n", "+++\n",
            "`\n", "[^a]: b\n\n", "    a\n", "\u00a0", "- a\n  ", "<a\n", "中 ", "中,", "中 (",
            "(中 `a` ", "中 \\a", "权值 ", "权", "中 **a** ",
        )
    },
    "code quotes": lambda size: answer("```python\n“" + '\\"' * (size // 2) + "\n```"),
    "link addresses": lambda size: answer(
        "[" + numbered("www.a{n} ", size // 2) + "](https://" + "a." * (size // 4) + "b)"
    ),
    "markdown ticks": lambda size: answer(" ".join("`" * n for n in range(root(2 * size)))),
    "markdown lists": lambda size: answer("\n".join(f"{'  ' * n}- a" for n in range(root(size)))),
    "markdown table": lambda size: answer(
        "|a" * (size // 80) + "|\n" + "|-" * (size // 80) + "|\n" + "|\n" * (size // 2)
    ),
    "markdown links": lambda size: answer("[x]: y\n\n" + "[x] " * (size // 4)),
    "markdown directives": lambda size: answer(
        "\n".join(f"{':' * n}{{note}} <b>" for n in range(root(2 * size), 2, -1))
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_large_record_takes_linear_time(name: str) -> None:
    assert_linear(judge, LARGE[name], 5_000)


@pytest.mark.parametrize(
    "name", ["equal keys", "keys", "nulls", "'['", "billion laughs", "wrong facets", "markdown '['"]
)
def test_a_large_record_takes_linear_memory(name: str) -> None:
    assert_linear_memory(judge, LARGE[name], 2_000)
