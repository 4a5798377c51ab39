"""Strict YAML: values, places and refusals."""

import sys
import unicodedata
from typing import Any

import pytest
import yaml

from schema import source as module
from schema.codes.markdown import IMAGE
from schema.problems import Finding
from schema.source import HIDDEN, MAX_HIDDEN, REFUSED, Source, parse_source
from tests.schema.base import unmarked


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with libyaml, and with what PyYAML does without it."""
    if request.param == "python":
        monkeypatch.setattr(module, "_Loader", yaml.SafeLoader)
    return str(request.param)


def parse(text: str) -> Source:
    source, problems = parse_source(text, "x.yaml")
    assert problems == ()
    return source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x", "x"), ("'1'", "1"), ('"no"', "no"), ("y", "y"), (">-\n  a\n  b", "a b"),
        ("|\n  a\n  b", "a\nb\n"), ("2026-11-22", "2026-11-22"), ("12:30", "12:30"),
        ("0x1F", "0x1F"), ("010", "010"), ("1_000", "1_000"), ("1e3", "1e3"), ("0", 0),
        ("-12", -12), ("+12", 12), ("9" * 15, int("9" * 15)), ("9" * 16, "9" * 16),
        ("9" * 10**5, "9" * 10**5),
        ("1.5", 1.5), (".5", 0.5), ("1.5e99", 1.5e99), ("1.5e999", "1.5e999"), (".inf", ".inf"),
        ("true", True), ("FALSE", False), ("~", None), ("Null", None), ("", None), ("[]", []),
    ],
)  # fmt: skip
def test_plain_text_is_read_as_json_would_have_it(text: str, value: object, loader: str) -> None:
    read = parse(f"field: {text}\n").data
    assert read == {"field": value}
    assert type(read["field"]) is type(value)


def test_keys_are_text_whatever_they_look_like(loader: str) -> None:
    data = parse("1: a\ntrue: b\n~: c\n2026-11-22: d\n'': e\n<<: {a: f}\n").data
    assert data == {"1": "a", "true": "b", "~": "c", "2026-11-22": "d", "": "e", "<<": {"a": "f"}}


def test_a_carriage_return_ends_a_line(loader: str) -> None:
    for end in ("\n", "\r\n", "\r"):
        source = parse(f"a: x{end}b: |{end}  one{end}{end}  two{end}c: y{end}")
        assert source.data == {"a": "x", "b": "one\n\ntwo\n", "c": "y"}
        assert source.keys[("c",)][:2] == (6, 1)
        assert [source.first_line((name,)) for name in "abc"] == [1, 3, 6]
        problem = source.locate(Finding(IMAGE, ("b",), "", offset=(2, 1)))
        assert (problem.line, problem.column) == (5, 4)


def place(text: str, path: tuple[str | int, ...], **more: Any) -> tuple[int, int]:
    problem = parse(text).locate(Finding(IMAGE, path, "", **more))
    return problem.line, problem.column


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: ¦x\n", ("a",)),
        ("# é漢😀\na: {é漢😀: ¦x}\n", ("a", "é漢😀")),
        ("a: [é, 漢😀, ¦x]\n", ("a", 2)),
        ("a:\n- b: 1\n  c: ¦2\n", ("a", 0, "c")),
        ("a:\n- ¦b: 1\n", ("a", 0)),
        ("a: ¦'x\n  y'\n", ("a",)),
        ("¦a: x\n", ()),
        ("# comment\n\n¦a: x\n", ("missing",)),
        ("a:\n  ¦b: x\n", ("a", "missing", 3)),
        ("a: {b: c, ¦d: e}\n", ("a", "d", "key")),
    ],
)
def test_a_finding_has_its_place(text: str, path: tuple[str | int, ...], loader: str) -> None:
    clean, places = unmarked(text)
    at_key = path[-1:] == ("key",)
    assert place(clean, path[:-1] if at_key else path, at_key=at_key) == places[0]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("a: |\n\n\n  x\n\n  y ¦z\n", (4, 2)),
        ("a: |-\n      x ¦y\n", (0, 2)),
        ("a: |2\n     ¦x\n  y\n", (0, 3)),
        ("a: |2-\n\n     ¦x\n  y\n", (1, 3)),
        ("a: | # comment\n  x\n    ¦y\n", (1, 2)),
        ("a:\n  |\n   x\n   ¦y\n", (1, 0)),
        ("a: |\n  é\n  漢😀¦x\n", (1, 2)),
        (f"a: |\n{chr(10) * 80}  x\n  ¦y\n", (81, 0)),
        # A line that the block lacks: it is empty, or was shortened after the finding
        ("a: ¦|\n\n\nb: x\n", (7, 3)),
        ("a: ¦|\n  x\n", (7, 3)),
    ],
)
def test_a_place_in_a_block_is_exact(text: str, offset: tuple[int, int], loader: str) -> None:
    clean, places = unmarked(text)
    assert place(clean, ("a",), offset=offset) == places[0]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x b\nc: *x\n", "a: !!python/object/apply:os.system [id]\n", "!!map {a: b}\n",
        "a: !<tag:yaml.org,2002:binary> eHg=\n", "%TAG ! tag:x,2000:\n---\na: !y z\n",
        "? [a]\n: b\n", "a: b\n...\n---\nc: d\n", "a: b\n---\n", "---\n---\na: b\n",
        "a: [" * 9 + "]" * 9, 'a: "\\ud800"\n', 'a: "\\UFFFFFFFF"\n', 'a: "\\x"\n', "a: b: c\n",
        "%YAML 99999999999.1\n---\na: b\n", "\ta: b\n", "a: 'x\n", "@\n", "a: \x00\n",
    ],
)  # fmt: skip
def test_what_is_not_plain_yaml_is_refused(text: str, loader: str) -> None:
    problems = parse_source(text, "x.yaml")[1]
    assert problems
    assert all(problem.code.startswith(("yaml-", "hidden-")) for problem in problems)


def test_reading_goes_on_behind_what_is_refused_and_does_not_judge_it() -> None:
    text = "a: 1\n{b: [c]}: {d: [*e]}\n*f : 2\ng: [3, *h]\ni: !z 1\na: 2\n---\nj: 4"
    source, problems = parse_source(text, "x.yaml")
    assert source.data == {"a": 1, "g": [3, REFUSED], "i": REFUSED}
    assert source.first_line(("a",)) == 1
    refused = ["yaml-alias", "yaml-documents", "yaml-duplicate-key", "yaml-key", "yaml-tag"]
    assert sorted({problem.code for problem in problems}) == refused
    assert len(problems) == 7
    problems = parse_source("a: &x b\na: c\nd: 'e\n", "x.yaml")[1]
    assert [each.code for each in problems] == ["yaml-alias", "yaml-duplicate-key", "yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: b: c", "quotes"),
        ("a: >=2.0", "starts with `|` or `>`"),
        ('a: "\\d"', "backslash"),
        ("a: [b\nc: d", "bracket"),
        ("a: 'b", "never closed"),
        ("a: 'it's'", "quotes inside quoted text"),
        ("a:\n\tb: c", "this is a tab"),
        ("a: @b", "it starts with '@'"),
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> branch\n", "Git left a merge conflict"),
        ("%YAML 3.0\n---\na: b", "starts with `%`"),
        ("a: - b", "another record"),
    ],
)
def test_a_syntax_error_says_what_to_do(text: str, hint: str) -> None:
    (problem,) = parse_source(text, "x.yaml")[1]
    assert problem.code == "yaml-syntax"
    assert hint in problem.hint


# Format characters that one does see.
VISIBLE = {*map(chr, range(0x600, 0x606)), *"\u06dd\u070f\u0890\u0891\u08e2"}
VISIBLE |= {chr(0x110BD), chr(0x110CD), *map(chr, range(0x13430, 0x13440))}


# Characters that Unicode lets a display leave out, and some that fonts show as nothing.
IGNORABLE = (
    "\u2800\ue000\ufdd0\U00013430\U0001d159\U0001fffe\U0010ffff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180f\u2065\u3164\ufe00\ufe0e\uffa0\ufff0\U000e0100"
)
VISIBLY_EMPTY = "\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd\U0001d159"


def test_what_cannot_be_seen_is_hidden_and_nothing_else() -> None:
    for character in map(chr, range(sys.maxunicode + 1)):
        category, is_hidden = unicodedata.category(character), HIDDEN.match(character) is not None
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in IGNORABLE:
            assert is_hidden or character in VISIBLE or character in "\t\n\r", hex(ord(character))
        elif is_hidden and category[0] in "LNPS":
            assert character in VISIBLY_EMPTY, hex(ord(character))
    assert not HIDDEN.search("\t\n\r \u00a0\u3000漢字Ünïcödé ❤\ufe0f → …")


def test_hidden_characters_are_reported_with_their_place_and_then_ignored() -> None:
    source, problems = parse_source("a: 1\rb: é\u200bx\r\n# \u202e\x85\u2028\x0cy\nc: 2", "x.yaml")
    assert source.data == {"a": 1, "b": "é x", "c": 2}
    assert source.keys[("c",)][:2] == (4, 1)
    places = [(2, 5), (3, 3), (3, 4), (3, 5), (3, 6)]
    assert [(p.line, p.column) for p in problems] == places
    assert "U+200B" in problems[0].message
    many = parse_source(f"a: x{chr(0x200B) * 500}\n", "x.yaml")[1]
    assert (len(many), many[-1].column) == (MAX_HIDDEN + 1, 5 + MAX_HIDDEN)
    assert many[-1].message.startswith("More")


@pytest.mark.parametrize("escape", ["\\u200b", "\\0", "\\N", "\\L", "\\P", "\\e", "\\U000e0041"])
def test_an_escape_hides_nothing(escape: str, loader: str) -> None:
    source, problems = parse_source(f'a: [b, "x{escape}y"]\n', "x.yaml")
    assert source.data == {"a": ["b", "x y"]}
    assert [(p.line, p.column, p.code) for p in problems] == [(1, 8, "hidden-character")]


def test_other_escapes_are_read() -> None:
    assert parse('a: "\\u00e9\\t\\n\\\\\\"\\x41\\u6f22"\n').data == {"a": 'é\t\n\\"A漢'}
