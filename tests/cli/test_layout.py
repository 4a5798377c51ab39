"""Each text has one style, in which every YAML reader reads it as this text."""

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.layout.formatting import Content, lay_out
from cli.layout.scalars import WIDTH, is_plain, lay_text, lay_word, quoted
from schema.records import Place
from schema.source import HIDDEN, parse_source

_SIGNS = "#:-?,[]{}&*!|>'\"%@`~=<\\. \t0123456789_+xXeEnNoOyYsStT/éß“’中文?、 \ufe0f😀"

LINES = (
    st.text(_SIGNS, max_size=40)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=40)
    | st.lists(st.text("abcdé#:'\".-", min_size=1, max_size=14), max_size=40).map(" ".join)
    | st.sampled_from(["", "- a", "a: b", "a #b", " x", "x ", "a  b", "...", "---", "<<", "="])
    | st.just("https://host/" + "x" * 100)
)
TEXTS = LINES | st.lists(LINES, max_size=5).map("\n".join)

_CORE = re.compile(
    r"(null|Null|NULL|~|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))?\Z"
)
"""Plain scalars that are not text in the core schema of YAML 1.2.2 (section 10.3.2)."""

_NUMERIC = st.text(st.sampled_from("0123456789-+._:eExobTZ "), max_size=12)
_SPECIAL = (
    *("y", "N", "No", "oFF", ".inf", "-.INF", ".NaN", "1e5", "0o17", "1_000"),
    *("1:30", "190:20:30.15", "2026-11-22"),
)
visible = TEXTS.map(lambda text: HIDDEN.sub("", text))


def laid_out(**values: object) -> str:
    _, _, text = lay_out(Place.entry("a"), Content(values)).partition("\n")
    return text


_LISTS = st.lists(visible | _NUMERIC, min_size=1, max_size=4)


@settings(max_examples=200)
@given(
    st.tuples(st.sampled_from(["question", "answer", "unknown"]), visible)
    | st.tuples(st.sampled_from(["related", "phrasings"]), _LISTS)
)
def test_two_readers_read_the_same(field: tuple[str, object]) -> None:
    laid = laid_out(**dict([field]))
    source, problems = parse_source(laid, "x.yaml")
    assert problems == ()
    assert source.data == dict([field])
    assert yaml.load(laid, yaml.SafeLoader) == dict([field])  # PyYAML's own parser


@settings(max_examples=200)
@given(_NUMERIC | LINES | st.sampled_from(_SPECIAL))
def test_a_number_to_some_reader_is_never_plain(text: str) -> None:
    resolved = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))
    if resolved != "tag:yaml.org,2002:str" or _CORE.match(text) or text.lower() in ("y", "n"):
        assert not is_plain(text)


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("Is it plain?", "Is it plain?"),
        ("C++ #1", '"C++ #1"'),
        ('say: "a"', "'say: \"a\"'"),
        (">=2.3", '">=2.3"'),
        ("", '""'),
        ("a\r\nb", '"a\\r\\nb"'),
        ("\u200b", '"\\u200b"'),
        ("https://host/" + "a" * 120, "https://host/" + "a" * 120),
    ],
)
def test_a_short_text_is_plain_or_quoted(text: str, laid: str) -> None:
    assert lay_text(text, 10, 2) == (laid, ())


def test_a_long_text_is_folded_between_words() -> None:
    text = "word " * 40 + "end"
    style, lines = lay_text(text, 10, 2)
    assert style == ">-"
    assert " ".join(lines) == text
    assert max(map(len, lines)) + 2 <= WIDTH
    assert len(lines[0]) + len("word") + 3 > WIDTH, "another word fits on the first line"
    needs_quotes = "Feature Advice: a page that says what it says, and a little more than that"
    assert lay_text(needs_quotes, 10, 2) == (">-", (needs_quotes,))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\n", "|\n  a"),
        ("a", "|-\n  a"),
        ("a\n\n", "|+\n  a\n"),
        ("  a\nb\n", "|2\n    a\n  b"),
        ("\na\n", "|2\n\n  a"),
        ("# a\n\n- b\n", "|\n  # a\n\n  - b"),
    ],
)
def test_an_answer_keeps_its_lines(text: str, block: str) -> None:
    assert laid_out(answer=text) == f"answer: {block}\n"


def test_the_fields_have_the_order_of_the_model_and_unknown_ones_follow() -> None:
    laid = laid_out(zebra="a", status="a", apple="a", question="a")
    assert laid == "question: a\nstatus: a\nzebra: a\napple: a\n"


def test_only_a_date_is_a_date() -> None:
    laid = laid_out(reviewed_on="2026-11-22", question="2026-11-22")
    assert laid == 'question: "2026-11-22"\nreviewed_on: 2026-11-22\n'


def test_a_list_that_does_not_fit_in_brackets_stands_below() -> None:
    laid = laid_out(related=[f"entry-{number}" for number in range(20)])
    assert laid.startswith("related:\n  - entry-0\n  - entry-1\n")


@given(visible.filter(lambda text: "\n" not in text and "\r" not in text))
def test_a_key_is_read_as_it_is(key: str) -> None:
    laid = f"{lay_word(key)}: 1"
    assert yaml.safe_load(laid) == {key: 1}
    assert yaml.safe_load(quoted(key)) == key
