"""What the Markdown of a record may contain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.parsers.directives import _parse_directive_options
from sphinx_design.cards import CardDirective

from schema.markdown.allowed import (
    DIRECTIVES,
    LITERAL_DIRECTIVES,
    directive_name,
    link_problem,
    split_options,
)


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("{note}", "note"),
        (" {note} Title", "note"),
        ("{code-block}\tpython", "code-block"),
        ("{}", ""),
        ("{note}x", None),
        ("{note}x}", "note}x"),
        ("{note", None),
        ("python", None),
        ("python {note}", None),
        ("", None),
    ],
)
def test_the_name_of_a_directive_is_read_as_myst_reads_it(info: str, name: str | None) -> None:
    assert directive_name(info) == name


@pytest.mark.parametrize(
    ("content", "options", "body", "before"),
    [
        ("", (), "", 0),
        ("text\n", (), "text", 0),
        (":a: b\n:c:\n\ntext\n", (("a", "b"), ("c", "")), "\ntext", 2),
        (":a: b: c\n", (("a", "b: c"),), "", 1),
        ("---\na: b\n# comment\n\n'c': \"d\"\n---\ntext\n", (("a", "b"), ("c", "d")), "text", 6),
        ("---\na: b\n--- text\nmore\n", (("a", "b"),), "text\nmore", 2),
        ("---\na: b\n", (("a", "b"),), "", 2),
        (":::{tab-item} A\n:::\n", (), ":::{tab-item} A\n:::", 0),
        (":a: b\n:::{card}\n:::\n", (("a", "b"),), ":::{card}\n:::", 1),
        ("\n:a: b\n", (), "\n:a: b", 0),
    ],
)
def test_options_and_body_are_split(
    content: str, options: tuple[tuple[str, str], ...], body: str, before: int
) -> None:
    assert split_options(content) == (options, body, before)


_LINES = st.lists(
    st.text(":- #'\"abc{}|>", max_size=8)
    | st.sampled_from(["---", "--- a", ":a: b", ":::", "a: b"]),
    max_size=6,
)


@given(_LINES)
def test_every_option_that_myst_sees_is_seen(lines: list[str]) -> None:
    content = "\n".join(lines)
    seen = _parse_directive_options(
        content, CardDirective, as_yaml=False, line=None, additional_options=None
    )
    options, body, before = split_options(content)
    assert body.rstrip("\n") == seen.content.rstrip("\n")
    assert before == seen.option_line_count
    keys = {key for key, _ in options}
    assert set(seen.options) <= keys
    for warning in seen.warnings:  # options that the directive does not know are named here
        unknown = warning.msg.partition("unknown option keys: ")[2].strip("[]").split(", ")
        assert {key.strip("'\"") for key in unknown if key} <= keys


@pytest.mark.parametrize("address", ["https://a", "https://a.b/c?d=javascript:x"])
def test_https_is_allowed(address: str) -> None:
    assert link_problem(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "", "http://a", "HTTPS://a", " https://a", "//a", "a.html", "#a", "mailto:a@b.c", "ftp://a",
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "inv:python#x", "path:a",
    ],
)  # fmt: skip
def test_nothing_else_is(address: str) -> None:
    assert link_problem(address)


def test_no_directive_reads_files_runs_code_or_reaches_beyond_the_entry() -> None:
    dangerous = {
        "include", "literalinclude", "image", "figure", "raw", "csv-table", "download", "eval-rst",
        "only", "toctree", "math", "graphviz", "role", "default-role", "class", "meta", "title",
        "button-link", "button-ref", "parsed-literal", "container", "faq:listing", "faq:browse",
    }  # fmt: skip
    assert not dangerous & DIRECTIVES.keys()
    for options in DIRECTIVES.values():
        assert not options & {"class", "name", "file", "url", "img-top", "link-type", "class-card"}
    assert DIRECTIVES.keys() >= LITERAL_DIRECTIVES
