"""Formatting keeps all values and comments, and formatting again changes nothing."""

import re
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cli.layout import formatting
from cli.layout.formatting import CannotFormat, LayoutFault, format_text, same
from schema.knowledge_base import judge_text
from schema.records import Place
from schema.source import parse_source
from schema.source.comments import read_comments
from tests.growth import assert_linear
from tests.schema.base import ENTRY, EXAMPLE, FACET, NO_CHECKS, POLICY, TAG
from tests.schema.test_hostile import LARGE, damaged

ENTRY_PLACE = Place.entry("example")


def formatted(text: str) -> str:
    """Return an entry formatted, without its first line."""
    first, _, rest = format_text(ENTRY_PLACE, text).partition("\n")
    assert first == ENTRY_PLACE.schema_line
    return rest


def problems_of(place: Place, text: str) -> Counter[tuple[str, str]]:
    """Return the problems of a text without their positions."""
    problems = judge_text(place, text, NO_CHECKS, POLICY)[1]
    return Counter((problem.code, problem.message) for problem in problems)


def comments_of(text: str) -> Counter[str]:
    source, _ = parse_source(text, EXAMPLE)
    return Counter(comment for _, comment in read_comments(source))


def format_once(text: str, place: Place) -> None:
    """Format a text; assert that it keeps its meaning, and that a second time changes nothing."""
    once = ""
    try:
        once = format_text(place, text)
    except CannotFormat as error:
        problems = error.problems
    if not once:
        assert problems
        return
    before, after = parse_source(text, EXAMPLE)[0], parse_source(once, EXAMPLE)[0]
    assert same(before.data, after.data)
    line = Counter([place.schema_line])
    assert comments_of(once) - line == comments_of(text) - line
    assert format_text(place, once) == once
    assert not problems_of(place, once) - problems_of(place, text), "formatting caused a problem"


COMMENTED = f"""\
# a
tags: # c
  - # d
    k: v # e
  - [ # g
      # i
      2 ] # j
answer: | # k
  # text too
 # l
? key # m
: # n
  - 1
related: [1.5, b, true] # o
origin: [b, [c], {{d: e}}]
aliases:
  - b # u
former_ids: [a, # p
  c]
sources:
  - {{url: z, supports: x}} # q
? {"k" * 2000}
: x # r
summary: {"word " * 30}# s
# t
"""
"""Without `#` in its values, so that a search finds the comments without a parser."""


@settings(max_examples=500)
@given(
    damaged(COMMENTED)
    | damaged(ENTRY)
    | st.text(max_size=200)
    | st.text(st.sampled_from("ab:-?[]{}#,|>'\"&*! \n"), max_size=20)
)
@example("{} # a")
@example("? key # a\n-: # b\n")
@example("# a\n{\n# b\n}")
@example("phrasings:\n  -\n    a: [ # a\n        # b\n      ]")
@example("tags:\n  - [ # a\n    # b\n    gpu ]\n")
def test_meaning_and_comments_are_kept_and_once_is_enough(text: str) -> None:
    format_once(text, ENTRY_PLACE)


def test_all_comments_are_read() -> None:
    found = set(re.findall(r"# [a-z]$", COMMENTED, re.MULTILINE))
    assert set(comments_of(COMMENTED)) == found
    assert set(comments_of(formatted(COMMENTED))) - {ENTRY_PLACE.schema_line} == found


@pytest.mark.parametrize(
    "place", [EXAMPLE, "kb/tags/hardware/gpu.yaml", "kb/tags/hardware/index.yaml"]
)
def test_the_line_for_editors_is_added_once_and_never_changed(place: str) -> None:
    known = Place.of_path(place)
    text = {"entry": ENTRY, "tag": TAG, "facet": FACET}[known.kind]
    result = format_text(known, text)
    assert re.match(r"# yaml-language-server: \$schema=[./]+\w+/?\w*\.schema\.json\n", result)
    assert result.count("yaml-language-server") == 1
    line = result.partition("\n")[0]
    assert format_text(known, f"# first\n{line}\n{text}").startswith(f"{line}\n# first\n")
    own = "# yaml-language-server: $schema=own.json"
    assert format_text(known, f"{own}\n{text}").startswith(f"{line}\n{own}\n")


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("question: x # a\n", "question: x  # a\n"),
        ("status: x\n# a\nquestion: z\n", "# a\nquestion: z\nstatus: x\n"),
        ("phrasings:\n- a\n  # b\n- c\n# d\n", "phrasings:\n  - a\n  # b\n  - c\n# d\n"),
        ("phrasings:\n  - a\n  # - b\nstatus: x\n", "phrasings:\n  - a\n  # - b\nstatus: x\n"),
        ("related: [a, # b\n  c]\n", "related: [a, c]  # b\n"),
        ("related: [a,\n  # b\n  c]\n", "# b\nrelated: [a, c]\n"),
        ("related: [ # b\n]\n", "related: []  # b\n"),
        ("answer: | # b\n  x\n", "# b\nanswer: |\n  x\n"),
        ("summary: 'x' # b\n", "# b\nsummary: x\n"),
        ("sources:\n- # b\n  url: x\n", "sources:\n  # b\n  - url: x\n"),
        (
            "sources:\n- {supports: x, url: z} # b\n",
            "sources:\n  # b\n  - url: z\n    supports: x\n",
        ),
        ("question: # a\n  x # b\n", "# a\n# b\nquestion: x\n"),
    ],
)
def test_comments_stay_with_their_fields(text: str, laid: str) -> None:
    assert formatted(text) == laid


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("status: a\nstatus: b\n", "yaml-duplicate-key"),
        ("[a, b]\n", "wrong-type"),
        ("", "yaml-empty"),
        ("answer: >\n  - one\n  - two\n", "folded-answer"),
        ("x: [" + "y, " * 40_000 + "]", "file-too-large"),
    ],
)
def test_an_uncertain_text_is_not_formatted(text: str, code: str) -> None:
    with pytest.raises(CannotFormat) as error:
        format_text(ENTRY_PLACE, text)
    assert code in {problem.code for problem in error.value.problems}


@pytest.mark.parametrize(
    ("laid", "reason"),
    [
        ('a: "1"\n# c\n', "value"),
        ("a: true\n# c\n", "value"),
        ("a: 1\n", "comment"),
        ("a: 1\n# c\n# c\n# c\n", "comment"),
        ("a: [\n# c\n", "read"),
    ],
)
def test_no_layout_changes_a_record(
    laid: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formatting, "lay_out", lambda *_: f"{ENTRY_PLACE.schema_line}\n{laid}")
    with pytest.raises(LayoutFault, match=reason):
        format_text(ENTRY_PLACE, "a: 1\n# c\n")


def test_the_order_of_facets_is_part_of_the_meaning() -> None:
    assert not same({"tags": {"a": 1, "b": 2}}, {"tags": {"b": 2, "a": 1}})
    assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})


@pytest.mark.parametrize(
    "name",
    [
        *("'#\\n'", "'['", "anchored items", "one key", "one line folded", "escapes"),
        *("texts on a line", "different texts", "comments", "comments in brackets", "keys"),
    ],
)
def test_formatting_takes_linear_time(name: str) -> None:
    def format_or_report(text: str) -> None:
        with suppress(CannotFormat):
            format_text(ENTRY_PLACE, text)

    assert_linear(format_or_report, LARGE[name], 10_000)
