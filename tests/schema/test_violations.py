"""Where the Markdown of a record contains what it may not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from schema.markdown import lint as module
from schema.markdown.allowed import DIRECTIVES, DISABLED_SYNTAX, MAX_NESTING
from schema.markdown.lint import contents
from tests.schema.base import unmarked


def check(marked: str, *codes: str) -> None:
    """Assert that exactly the marked places have violations, with these codes."""
    text, places = unmarked(marked)
    violations = contents(text).violations
    assert [tuple(at + 1 for at in violation.offset) for violation in violations] == places
    assert [violation.code.name for violation in violations] == list(codes)


BAD = {
    "empty-block": [
        "¦:::{note}\n- \n:::", "¦## **.**", "a ¦[`-`](https://b.c)", "¦:::{admonition}\nx\n:::",
    ],
    "fence-language": ["- a\n\n  ¦~~~\n  b\n  ~~~", "> ¦~~~ Shell a\n> b\n> ~~~"],
    "heading-level": [
        "- x\n\n  ¦# A", "¦A\n=", "## A\n\n¦#### B",
        "¦### A\n\n## b\n\n### c\n\n¦##### d\n\n###### e",
    ],
    "hidden-character": ["a ¦&#x202e;b &amp; c"],
    "image": ["| a |\n|---|\n| ¦![a](b) |", "¦![a\nb](c)"],
    "link-scheme": [
        "> see ¦[a](b.html)", "¦[a](javascript:alert)", "a ¦<mailto:a@b.c>", "a ¦<1@b.c>",
        "¦[a] ¦[b][a] [c]\n\n[a]: x\n[c]: https://d", "> a ¦[b](http://c)\n>  d\\\n> ¦<e@f.g>",
    ],
    "lost-text": ["::::{tab-set}\n¦Or:\n\n:::{tab-item} A\na\n:::\n::::"],
    "raw-html": [
        "¦<script>\nx\n</script>", "`a\nb` ¦<c> ``d ` <e>\nf`` ¦<g>", "&lt;b> a&amp;b ¦<c>",
    ],
    "unclosed-fence": ["````c\na\n````\n¦~~~~c\n~~~\n", "> ¦```c\n> a\n\nb", "¦:::{note}\na\n"],
    "unknown-directive": [
        "- ¦```{eval-rst}\n  x\n  ```", "¦~~~ {raw} html\n~~~", "¦:::note\nx\n:::",
        "¦```{note}x}\n```", "¦```{code-block} c\nx\n```",
        "::::{tab-set}\n:::{tab-item} A\na\n:::\n::::\n\n¦:::{tab-item} B\nb\n:::",
    ],
    "unknown-role": ["- a\n  - b ¦{c}`d\n    e` ¦{f}`g`", "¦{faq:entries}`b`"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in BAD for text in BAD[code]])
def test_a_violation_has_its_code_and_place(code: str, text: str) -> None:
    check(text, *[code] * text.count("¦"))


def test_violations_of_all_kinds_are_found_where_they_are() -> None:
    html, image = "raw-html", "image"
    check("a ¦<b>c¦</b> ¦![d](e) `![f](g)` ¦![h](i)", html, html, image, image)
    tabs = "1. ::::{tab-set}\n   :::{tab-item} b ¦<a>\n   ¦:class: c\n\n   > ¦![d](e)\n   :::\n"
    check(f"{tabs}   ::::\n", html, "unknown-option", image)
    check("```{note} a ¦<b>\n> ¦# c ¦<d>\n```", html, "heading-level", html)


def test_what_is_allowed() -> None:
    check(
        "Text *a* **b** `c` &copy; 1 < 2 <https://d> [e](https://f) {faq:entry}`g <h>` {kbd}`i`\n"
        "\n## A\n\n### B\n\n## C\n\nD\n-\n\n- e\n\n  ## f\n\n> #### g\n\n| h |\n|---|\n| i |\n\n***"
        "\n\n::::{tab-set}\n:::{tab-item} J\nl\n:::\n```{tab-item} m\nn\n```\n::::\n"
        "\n```{tip}\n## N\n```\n\n% o\n\n(p)=\n\n+++\n\n[^q] $r$ {{ s }}\n"
    )
    check("```text\n<a> ![b](c) {d}`e`\n# f\n```\n\n    <a>\n    # b\n")
    check("`<a>` ``{b}`c` `` `[d](e)` `&zwj;` b \\<!-- c --> a@b.c\n\n::: {note}\nx\n:::")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_counts(end: str) -> None:
    (violation,) = contents(f"a{end}# b").violations
    assert violation.offset == (1, 0)


def test_directives_are_nested_in_bounds() -> None:
    marks = [":" * (100 - depth) for depth in range(90)]

    def nested(depth: int) -> str:
        opening = (f"{mark}{{note}}" for mark in marks[:depth])
        return "\n".join([*opening, "x", *marks[depth - 1 :: -1]])

    (violation,) = contents(nested(90)).violations
    assert (violation.code.name, violation.offset[0]) == ("nesting", MAX_NESTING)
    assert not contents(nested(MAX_NESTING)).violations


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{'  ' * depth}- x" for depth in range(30)),
        "- " * 10 + "x",
        ">" * 30,
        "> - " * 10,
        "".join(f"{chr(9) * (depth // 2)}{'  ' * (depth % 2)}- x\n" for depth in range(20)),
        ">" * 19 + "\n>\n" + ">" * 20 + " a",
    ],
)
def test_lists_and_quotes_are_not_lost_in_silence(text: str) -> None:
    """The tokeniser drops what is inside them; after lists it drops the rest of the text too."""
    assert {violation.code.name for violation in contents(text).violations} == {"nesting"}


@pytest.mark.parametrize(
    "text", ["- " * 8, "> - " * 5, ">" * 16, "\n".join(f"{'  ' * n}- x" for n in range(8))]
)
def test_lists_and_quotes_may_be_nested_as_deep_as_anyone_reads(text: str) -> None:
    assert not contents(text).violations
    assert [each.code.name for each in contents(f"{text} x\n\n<b>\n").violations] == ["raw-html"]


# Made of what is special in it, in an order that hits upon its rules.
_PARTS = [
    "<", ">", "a>", "/", "!", "?", "--", "<a", "<!--", "-->", "<b@c.d>", "<x:y>", "![", "[", "]",
    "(", ")", "](", "]:", "][", "(https://a)", "(http://a)", "(https://a.b/c)", "<https://a>", "#",
    "##", "# a", "=", "==", "-", "---", "+", "*", "**", "1.", "2)", "_", "`", "``", "```", "```c",
    "~~~", ":::", "::::", ":", "{", "}", "{a}`", "{faq:entry}`b`", "{note}", "{raw}", "{include}",
    "{tab-set}", "{tab-item} a", ":class: x", "|", "|-|", "a|b", "\\", "&lt;", "&#35;", "\t", " ",
    "  ", "    ", "\n", "\n\n", "\n> ", "\n- ", "- - - - ", ">>>>>>", "> > - - ", "\n" + " " * 16,
    "\t\t- ", "\r", "a", "b c", "é", "\x0b", "\u2028", "\xa0",
]  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(_PARTS), max_size=25).map("".join)


@settings(max_examples=300)
@given(MARKDOWN)
def test_every_violation_has_a_place(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    violations = contents(text).violations
    for violation in violations:
        line, column = violation.offset
        assert 0 <= line < len(lines)
        assert 0 <= column <= len(lines[line])
    offsets = [violation.offset for violation in violations]
    assert offsets == sorted(offsets)


@pytest.mark.parametrize(
    "text",
    [
        "<1@b.c>", "-\t# a", ">\t#\ta", "a\n=\t", "- a\n\t===", ":::x\n:::", "```\t{raw}",
        "[a]\n\n[a]:\nb", "{x}``y``", "<\n- ", "[a](https://b..c)",
    ],
)  # fmt: skip
def test_rare_forms_of_violations_are_found(text: str) -> None:
    assert contents(text).violations


@settings(max_examples=200)
@given(MARKDOWN)
def test_what_has_no_violation_is_read_as_myst_reads_it(text: str) -> None:
    """So nothing is hidden from the rule that the page would show."""
    if not contents(text).violations:
        config = MdParserConfig(
            enable_extensions={"colon_fence"}, disable_syntax=list(DISABLED_SYNTAX)
        )
        myst = create_md_parser(config, RendererHTML).parse(text)
        ours = module._tokeniser().parse(text)
        assert [token.as_dict() for token in ours] == [token.as_dict() for token in myst]


def test_no_directive_reads_files_runs_code_or_reaches_beyond_the_entry() -> None:
    dangerous = {
        "include", "literalinclude", "image", "figure", "raw", "csv-table", "download", "eval-rst",
        "only", "toctree", "math", "graphviz", "role", "default-role", "class", "meta", "title",
        "button-link", "button-ref", "parsed-literal", "container", "faq:listing", "faq:browse",
    }  # fmt: skip
    assert not dangerous & DIRECTIVES
