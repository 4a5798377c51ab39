"""What the Markdown of a record may contain."""

from __future__ import annotations

import pytest

from schema.markdown.allowed import DIRECTIVES, directive_name, link_problem


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
    assert not dangerous & DIRECTIVES
