"""Where the Markdown of a record contains what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from schema.markdown import lint as module
from schema.markdown.allowed import DISABLED_SYNTAX, MAX_NESTING
from schema.markdown.lint import contents, find_violations
from schema.markdown.prefilter import may_violate
from tests.schema.base import unmarked


def check(marked: str, *codes: str) -> None:
    """Assert that exactly the marked places have violations, with these codes."""
    text, places = unmarked(marked)
    found = find_violations(text)
    assert [(v.line + 1, v.column + 1) for v in found] == places
    assert [violation.code.name for violation in found] == list(codes)


def test_everything_is_found_where_it_is() -> None:
    html, image, link, role = "raw-html", "image", "link-scheme", "unknown-role"
    check("a ¦<b>c¦</b> ¦![d](e) `![f](g)` ¦![h](i)", html, html, image, image)
    check("`a\nb` ¦<c> ``d ` <e>\nf`` ¦<g>", html, html)
    check("> a ¦[b](http://c)\n>  d\\\n> ¦<e@f.g>", link, link)
    check("- a\n  - b ¦{c}`d\n    e` ¦{f}`g`", role, role)
    check("|a|¦![b](c)|\n|-|-|\n|¦{d}`e`|¦{f}`g` ¦![h](i)|", image, role, role, image)
    check("¦![a\nb](c) ¦<d>", image, html)
    check("[a](https://b) ¦[a](b) [`c`](https://d) ¦[c](d)", link, link)
    check("&lt;b> \\<i> a&amp;b ¦<c>", html)
    check("¦[a] ¦[b][a] [c]\n\n[a]: x\n[c]: https://d", link, link)


def test_directives_are_looked_into() -> None:
    check(
        "1. ::::{tab-set}\n"
        "   :::{tab-item} b ¦<a>\n"
        "   ¦:class: c\n"
        "\n"
        "   > ¦![d](e)\n"
        "   :::\n"
        "   ::::\n",
        "raw-html", "unknown-option", "image",
    )  # fmt: skip
    codes = "raw-html", "heading-level", "raw-html"
    check("```{note} a ¦<b>\n> ¦# c ¦<d>\n```", *codes)
    check("```{note}\n¦[a][b] [c][d]\n```\n\n[b]: http://e\n[d]: https://f", "link-scheme")


def test_code_is_not_looked_into() -> None:
    check("```text\n<a> ![b](c) {d}`e`\n# f\n```\n\n    <a>\n    # b\n")
    check("`<a>` ``{b}`c` `` `[d](e)`")


def test_what_is_allowed() -> None:
    check(
        "Text *a* **b** `c` &copy; 1 < 2 <https://d> [e](https://f) {faq:entry}`g <h>` {kbd}`i`\n"
        "\n## A\n\n### B\n\n## C\n\nD\n-\n\n- e\n\n  ## f\n\n> #### g\n\n| h |\n|---|\n| i |\n\n***"
        "\n\n::::{tab-set}\n:::{tab-item} J\nl\n:::\n```{tab-item} m\nn\n```\n::::\n"
        "\n```{tip}\n## N\n```\n\n% o\n\n(p)=\n\n+++\n\n[^q] $r$ {{ s }}\n"
    )


def test_headings_may_not_skip_a_level() -> None:
    check("¦### a\n\n## b\n\n### c\n\n¦##### d\n\n###### e\n\n### f", *["heading-level"] * 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_counts(end: str) -> None:
    (found,) = find_violations(f"a{end}# b")
    assert (found.line, found.column) == (1, 0)


def test_nesting_is_bounded() -> None:
    marks = [":" * (100 - depth) for depth in range(90)]

    def nested(depth: int) -> str:
        opening = (f"{mark}{{note}}" for mark in marks[:depth])
        return "\n".join([*opening, "x", *marks[depth - 1 :: -1]])

    (found,) = find_violations(nested(90))
    assert (found.code.name, found.line) == ("nesting", MAX_NESTING)
    assert find_violations(nested(MAX_NESTING)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{'  ' * depth}- x" for depth in range(30)),
        "- " * 10 + "x",
        "1. " * 10,
        ">" * 30,
        "> - " * 10,
        ">- " * 10,
        "".join(f"{chr(9) * (depth // 2)}{'  ' * (depth % 2)}- x\n" for depth in range(20)),
        ">" * 19 + "\n>\n" + ">" * 20 + " a",
    ],
)
def test_lists_and_quotes_are_not_lost_in_silence(text: str) -> None:
    """The tokeniser drops what is inside them; after lists it drops the rest of the text too."""
    assert {found.code.name for found in find_violations(text)} == {"nesting"}


@pytest.mark.parametrize(
    "text", ["- " * 8, "> - " * 5, ">" * 16, "\n".join(f"{'  ' * n}- x" for n in range(8))]
)
def test_lists_and_quotes_may_be_nested_as_deep_as_anyone_reads(text: str) -> None:
    assert find_violations(text) == ()
    assert [found.code.name for found in find_violations(f"{text} x\n\n<b>\n")] == ["raw-html"]


def test_a_violation_is_told_once_and_in_order() -> None:
    found = find_violations("<b> <i>\n\n![a](b)\n\n# c\n")
    assert list(found) == sorted(set(found))
    assert [violation.line for violation in found] == [0, 0, 2, 4]


# Markdown made of what is special in it, in an order that hits upon its rules.
_PARTS = [
    "<", ">", "a>", "/", "!", "?", "--", "<a", "<!--", "-->", "<b@c.d>", "<x:y>", "![", "[", "]",
    "(", ")", "](", "]:", "][", "(https://a)", "(http://a)", "<https://a>", "#", "##", "# a", "=",
    "==", "-", "---", "+", "*", "**", "1.", "2)", "_", "`", "``", "```", "~~~", ":::", "::::", ":",
    "{", "}", "{a}`", "{faq:entry}`b`", "{note}", "{raw}", "{include}", "{tab-set}", "{tab-item} a",
    ":class: x", "|", "|-|", "a|b", "\\", "&lt;", "&#35;", "\t", " ", "  ", "    ", "\n", "\n\n",
    "\n> ", "\n- ", "- - - - ", ">>>>>>", "> > - - ", "\n" + " " * 16, "\t\t- ", "\r", "a",
    "b c", "é", "\x0b", "\u2028", "\xa0",
]  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(_PARTS), max_size=25).map("".join)


@settings(max_examples=1500)
@given(MARKDOWN)
def test_the_cheap_test_misses_nothing(text: str) -> None:
    text = text.replace("\r", "\n")
    assert may_violate(text) or not contents(text).violations


@settings(max_examples=500)
@given(MARKDOWN)
def test_every_violation_has_a_place_in_the_text(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in find_violations(text):
        assert 0 <= found.line < len(lines)
        assert 0 <= found.column <= len(lines[found.line])


@settings(max_examples=500)
@given(MARKDOWN)
def test_what_has_no_violation_is_read_as_myst_reads_it(text: str) -> None:
    """So nothing is hidden from the rule that the page would show."""
    if not find_violations(text):
        config = MdParserConfig(
            enable_extensions={"colon_fence"}, disable_syntax=list(DISABLED_SYNTAX)
        )
        myst = create_md_parser(config, RendererHTML).parse(text)
        ours = module._tokeniser().parse(text)
        assert [token.as_dict() for token in ours] == [token.as_dict() for token in myst]


@pytest.mark.parametrize(
    "text",
    [
        "<1@b.c>",
        "-\t# a",
        ">\t#\ta",
        "a\n=\t",
        "- a\n\t===",
        ":::x\n:::",
        "```\t{raw}",
        "[a]\n\n[a]:\nb",
        "{x}``y``",
    ],
)
def test_the_cheap_test_knows_rare_forms(text: str) -> None:
    assert find_violations(text)


def test_entities_of_characters_that_nobody_can_see() -> None:
    check("a ¦&#x202e;b &amp; c", "hidden-character")
    check("`&zwj;` &copy;")
