"""Whatever a record contains: located problems or a record, soon, and never a traceback."""

from __future__ import annotations

import json
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schema.loading import Place, read_text
from schema.models import Entry
from schema.source import MAX_BYTES
from schema.types import MAX_ANSWER
from schema.validation import validate
from tests.schema.base import BASE, ENTRY, EXAMPLE, TODAY, entry, write
from tests.schema.invariants import judge
from tests.schema.test_violations import MARKDOWN

PLACES = [Place.of_path(path) for path in BASE]

# Anything -----------------------------------------------------------------------------


@settings(max_examples=300)
@given(raw=st.binary(max_size=300), place=st.sampled_from(PLACES))
@example(raw=b"\xef\xbb\xbf", place=PLACES[0])
def test_any_bytes(raw: bytes, place: Place, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(raw)
    text, problems = read_text(file, "any.yaml")
    assert (text is None) is (len(problems) == 1)
    if text is not None:
        judge(text, place)


@settings(max_examples=300)
@given(st.text(st.characters(), max_size=200), st.sampled_from(PLACES))
def test_any_text(text: str, place: Place) -> None:
    judge(text, place)


_YAML = [
    *"-:?&*!|>'\"%@`#,[]{}~\\ \t\n\r\0\x85\ufeff\u2028é漢😀", "  ", "\n  ", "\n- ", ": ", "--- ",
    "\n---\n", "...", "<<: ", "&a ", "*a", "!!str ", "!<x> ", "%YAML 1.1\n", "|2-\n", ">+\n",
    "\\u200b", "\\ud800", "no", "null", "true", "1.5", "9" * 20, "2026-11-22", "\ud800", "x: ",
    *(f"\n{name}: " for name in Entry.model_fields),
]  # fmt: skip


@settings(max_examples=600)
@given(st.lists(st.sampled_from(_YAML), max_size=30).map("".join), st.sampled_from(PLACES))
def test_any_yaml(text: str, place: Place) -> None:
    judge(text, place)


@settings(max_examples=400)
@given(st.data())
def test_any_damage_to_a_record(data: st.DataObject) -> None:
    text = entry("sources:\n  - {url: https://a.b/c, supports: All.}\nrelated: [other]\n")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 5))
        text = text[:start] + data.draw(st.sampled_from(_YAML)) + text[end:]
    judge(text)


_FIELDS = st.sampled_from([*Entry.model_fields, "x"])
_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=400)
@given(_FIELDS, _VALUE)
def test_any_value_in_any_field(name: str, value: object) -> None:
    judge(entry(f"{name}: {json.dumps(value)}\n"))


@settings(max_examples=400)
@given(MARKDOWN)
def test_any_markdown(text: str) -> None:
    indented = "\n".join(f"  {line}" for line in text.split("\n"))
    judge(entry(f"answer: |2\n{indented}\n"))


# Time and memory ----------------------------------------------------------------------


def repeated(unit: str, size: int = MAX_BYTES - 1_000) -> str:
    return unit * (size // len(unit.encode()))


def answer(text: str) -> str:
    return entry("answer: |2\n" + "\n".join(f"  {line}" for line in text.split("\n")) + "\n")


def markdown(unit: str) -> Callable[[], str]:
    return lambda: answer(repeated(unit, MAX_ANSWER - 10))


def field(unit: str) -> Callable[[], str]:
    return lambda: entry(repeated(unit))


def laughs() -> str:
    lines = ["a0: &a0 lol"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 100)]
    return "\n".join(lines)


def fields(line: str, count: int) -> Callable[[], str]:
    return lambda: entry("".join(line.format(n=n) for n in range(count)))


LARGE: dict[str, Callable[[], str]] = {
    "nothing": lambda: repeated("\n"),
    "comments": lambda: repeated("#\n"),
    "brackets": lambda: "[" * 100_000,
    "braces": lambda: "{" * 100_000,
    "pairs of brackets": lambda: "[" * 100_000 + "]" * 100_000,
    "brackets in a field": lambda: entry(f"related: {'[' * 100_000}"),
    "open mappings": lambda: repeated("{a: "),
    "dashes": lambda: repeated("- "),
    "questions": lambda: repeated("? "),
    "colons": lambda: repeated(": "),
    "indentation": lambda: "".join(f"{' ' * n}a:\n" for n in range(700)),
    "anchors": lambda: repeated("&a "),
    "anchored items": field("- &a b\n"),
    "aliases": lambda: f"related: [{repeated('*a, ')}]",
    "billion laughs": laughs,
    "tags": lambda: f"related: [{repeated('!a b, ')}]",
    "equal keys": lambda: repeated("summary: x\n"),
    "twenty thousand equal keys": fields("x: 1\n", 20_000),
    "keys": fields("k{n}: 1\n", 20_000),
    "keys like a field": fields("questio{n}: 1\n", 15_000),
    "keys without a value": fields("k{n}:\n", 20_000),
    "keys that are none": lambda: repeated("[a]: b\n"),
    "documents": lambda: repeated("---\na\n"),
    "words": lambda: entry(f"related: [{repeated('no, ')}]\n"),
    "numbers": lambda: entry(f"related: [{repeated('1.5, ')}]\n"),
    "nulls": lambda: entry(f"related:\n{repeated('- ~' + chr(10))}"),
    "texts": lambda: entry(f"errors: [{repeated('message0, ')}]\n"),
    "different texts": lambda: "errors:\n" + "".join(f"- message{n}\n" for n in range(15_000)),
    "sources": lambda: entry("sources:\n" + repeated("- x: 1\n")),
    "facets": lambda: entry("tags:\n" + "".join(f"  f{n}: [a]\n" for n in range(15_000))),
    "wrong facets": lambda: entry("tags:\n" + "".join(f"  F{n}: [A]\n" for n in range(15_000))),
    "one number": lambda: entry(f"related: {'9' * 200_000}\n"),
    "one float": lambda: entry(f"summary: {'9' * 200_000}.5\n"),
    "one word": lambda: entry(f"summary: {'x' * 250_000}\n"),
    "one key": lambda: f"{'k' * 250_000}: x\n",
    "one quoted key": lambda: f'"{"k" * 250_000}": x\n',
    "one anchor": lambda: f"a: &{'k' * 250_000} x\n",
    "one tag": lambda: f"a: !{'k' * 250_000} x\n",
    "one line folded": lambda: entry(f"summary: >\n{repeated('  a' + chr(10))}"),
    "blank lines": lambda: entry(f"summary: >\n  a\n{repeated(chr(10))}  b\n"),
    "blank id": lambda: entry(f"related: ['{'a-' * 100_000}']\n"),
    "blank address": lambda: entry(f"sources: [{{url: 'https://{'a' * 200_000}'}}]\n"),
    "blank question": lambda: entry(f"question: '{'?_' * 100_000}x'\n"),
    "spaces": lambda: entry(f"summary: 'x{' ' * 250_000}'\n"),
    "escapes": lambda: f'a: "{repeated(chr(92) + "x41")}"\n',
    "hidden escapes": lambda: entry("related: [" + repeated('"\\0", ')),
    "hidden characters": lambda: repeated("\u200b"),
    "lines of hidden characters": lambda: repeated("\x00\n"),
    "carriage returns": lambda: repeated("\r"),
    "tabs": lambda: repeated("\t"),
    "quotes": lambda: f"a: '{repeated(chr(39) * 2)}'\n",
    "open quote": lambda: entry(f'summary: "{repeated("a b" + chr(10) + " ")}'),
    "wide text": lambda: entry(f"answer: {repeated('漢')}\n"),
    "random text": lambda: random.Random(1).randbytes(150_000).decode("utf-16", "replace"),
    **{
        f"markdown {unit!r}": markdown(unit)
        for unit in (
            "[", "![", "[a](", "[a](<b", "<", "<!-- ", "<?", "<![CDATA[", "<!A ", "<a ", "</",
            "<a b=", "*a ", "**a *b ", "_a __b ", "`", "`a``b", "> ", "- ", "1. ", "> - ", "{a}`",
            "{a}`b`", "a | b\n", "|-", "```\n", "~~~{note}\n", ":::\n", ":::{note}\n", "&", "\\",
            "# ", "# a\n", "a\n=\n\n", "===\n", "\n", "<a:", "<a@", "[a]: b\n", "[a][", "[*_`",
            "[a](b \"", "\t",
            "<b>", "![](a) ", "[a](b) ", "&lt; ", "(", "]", "](", "{", "{x", "* * ", "a**b", "\\\n",
            ":a: b\n", "+++\n", "`\n", "[^a]: b\n\n", "    a\n", "\u00a0", "- a\n  ", "<a\n",
        )
    },
    "markdown ticks": lambda: answer(" ".join("`" * n for n in range(1, 300))),
    "markdown lists": lambda: answer("\n".join(f"{'  ' * n}- a" for n in range(200))),
    "markdown table": lambda: answer("|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|\n" * 20_000),
    "markdown links": lambda: answer("[x]: y\n\n" + "[x] " * 12_000),
    "markdown directives": lambda: answer(
        "\n".join(f"{':' * (300 - n)}{{note}} <b>" for n in range(150))
    ),
    "markdown options": lambda: answer(":::{note}\n" + ":a: b\n" * 8_000),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_large_record_is_judged_in_time(name: str) -> None:
    """About a second for 256 kB on a quiet machine; the limit allows for a loud one."""
    text = LARGE[name]()
    assert len(text.encode("utf-8", "surrogatepass")) < MAX_BYTES + 300_000
    start = time.process_time()
    judge(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "name",
    ["equal keys", "keys", "nulls", "brackets", "billion laughs", "wrong facets", "markdown '['"],
)
def test_a_large_record_takes_little_memory(name: str) -> None:
    text = LARGE[name]()
    tracemalloc.start()
    judge(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150e6


def test_a_scalar_of_ten_megabytes_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {EXAMPLE: entry(f"summary: {'x' * 10_000_000}\n")})
    tracemalloc.start()
    (problem,) = validate(tmp_path, TODAY).problems
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.code == "file-too-large"
    assert peak < 5e6
    assert [p.code for p in judge("x" * 10_000_000)] == ["file-too-large"]


def test_a_knowledge_base_of_hostile_records_is_judged(tmp_path: Path) -> None:
    chosen = list(LARGE.values())[::10]
    files = {f"kb/entries/h{number}.yaml": make() for number, make in enumerate(chosen)}
    report = validate(write(tmp_path, {**BASE, **files}), TODAY)
    wrong = {problem.path for problem in report.problems}
    right = {Place.entry(id).path for id in report.catalogue.entries}
    assert wrong | right >= files.keys()
    assert not wrong & BASE.keys()


def test_many_references_to_nothing_are_told_in_time(tmp_path: Path) -> None:
    """Each once cost a second reading of its file and a search through all ids."""
    wrong = ", ".join(f"entry-{n}" for n in range(50))
    files = {f"kb/entries/e{n}.yaml": entry(f"related: [{wrong}]\n") for n in range(300)}
    write(tmp_path, {**BASE, **files})
    start = time.process_time()
    problems = validate(tmp_path, TODAY).problems
    assert time.process_time() - start < 10
    assert [problem.code for problem in problems].count("unknown-entry") == 300 * 50


def test_the_example_itself_is_fine() -> None:
    assert judge(ENTRY) == ()
