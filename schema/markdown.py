"""What the Markdown of a record may contain, and where it contains something else.

The same table serves the rule that tells the contributor and the renderer that refuses:
see `_ext/faq/markdown.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from schema.problems import did_you_mean, excerpt

_ADMONITION: frozenset[str] = frozenset()

DIRECTIVES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("note", "tip", "hint", "important", "warning", "caution"), _ADMONITION),
    "admonition": _ADMONITION,
    "dropdown": frozenset({"open", "color", "icon"}),
    "tab-set": frozenset({"sync-group"}),
    "tab-item": frozenset({"sync", "selected"}),
    "grid": frozenset({"gutter"}),
    "grid-item": frozenset({"columns"}),
    "grid-item-card": frozenset({"columns", "link", "text-align"}),
    "card": frozenset({"link", "text-align", "width"}),
    "code-block": frozenset({"caption", "linenos", "lineno-start", "emphasize-lines"}),
    "list-table": frozenset({"header-rows", "stub-columns", "widths"}),
}
"""Directives that an answer may use, each with the options it may set.

Left out on purpose: all that reads a file or an address (include, image, csv-table, ...), all
that is raw, and the options `class` and `name`, which reach beyond the entry.
"""

LITERAL_DIRECTIVES = frozenset({"code-block"})
"""Directives whose body is not Markdown."""

ROLES = frozenset({"faq:entry", "faq:tag", "kbd", "abbr", "sub", "sup"})
"""Roles that an answer may use."""

LINK_PREFIX = "https://"
"""The only way an address in an answer may begin."""

MAX_NESTING = 6
"""How deep directives may be nested."""

DISABLED_SYNTAX = (
    "html_block",
    "html_inline",
    "myst_block_break",
    "myst_line_comment",
    "myst_target",
    "front_matter",
    "footnote_def",
    "footnote_ref",
)
"""MyST syntax that is plain text in an answer."""

_RISKY = re.compile(
    r"<[A-Za-z/!?]"  # raw HTML or an autolink
    r"|!\["  # an image
    r"|\](?!\(https://[^\s<>()\\]+\))[(:\[]"  # a link that is not plainly https
    r"|^[ >*+0-9.)-]*#(?!#)"  # a level-1 heading
    r"|^[ >*+0-9.)-]*=+\s*$"  # its underline
    r"|\{(?!faq:(?:entry|tag)\}`)[^\s{}]+\}`"  # a role
    r"|(?:```|~~~|:::)\s*\{",  # a directive
    re.MULTILINE,
)
"""Cheap test that every forbidden construct meets, so that most answers need no parse."""


class Violation(NamedTuple):
    """A construct that a record may not contain, with its line from 0."""

    code: str
    line: int
    message: str
    hint: str


@cache
def _tokeniser() -> MarkdownIt:
    """Return the tokeniser of MyST's own parser, with raw HTML recognised so it can be told."""
    tokeniser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return tokeniser.use(myst_role_plugin).use(colon_fence_plugin)


def find_violations(text: str) -> tuple[Violation, ...]:
    """Return all that the Markdown of an answer may not contain, in the order of the text."""
    if not _RISKY.search(text):
        return ()
    return tuple(sorted(set(_violations(text, 0, 0)), key=lambda found: found.line))


def link_problem(address: str) -> str:
    """Return what is wrong with the address of a link, or an empty string."""
    if address.startswith(LINK_PREFIX):
        return ""
    return f"The link to '{excerpt(address)}' does not begin with '{LINK_PREFIX}'."


def _violations(text: str, offset: int, depth: int) -> Iterator[Violation]:
    for token in _tokeniser().parse(text):
        line = offset + (token.map[0] if token.map else 0)
        if token.type == "heading_open" and token.tag == "h1":
            yield Violation(
                "heading-level",
                line,
                "A level-1 heading is not allowed in an answer: the question is the title.",
                "Begin headings with '##'. If this is code, put it in a fenced block.",
            )
        elif token.type == "html_block":
            yield _raw_html(line, token.content)
        elif token.type in ("fence", "colon_fence"):
            yield from _fence(token, line, depth)
        elif token.type == "inline":
            yield from _inline(token, line)


def _raw_html(line: int, content: str) -> Violation:
    return Violation(
        "raw-html",
        line,
        f"Raw HTML is not allowed: '{excerpt(content, 40)}'.",
        "Use Markdown; put `<` that is meant literally in `backticks`.",
    )


def _inline(parent: Token, line: int) -> Iterator[Violation]:
    for token in parent.children or ():
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "html_inline":
            yield _raw_html(line, token.content)
        elif token.type == "image":
            yield Violation(
                "image",
                line,
                "Images are not allowed in an answer.",
                "Say it in words or a table, or link to the page that has the image.",
            )
        elif token.type == "link_open":
            if message := link_problem(str(token.attrGet("href") or "")):
                hint = "Link to another entry with {faq:entry}`its-id`; else write the https address."
                yield Violation("link-scheme", line, message, hint)
        elif token.type == "myst_role":
            name = str(token.meta["name"])
            if name not in ROLES:
                yield Violation(
                    "unknown-role",
                    line,
                    f"The role '{excerpt(name)}' is not allowed in an answer.",
                    did_you_mean(name, ROLES),
                )


def _fence(token: Token, line: int, depth: int) -> Iterator[Violation]:
    name = directive_name(token.info)
    if name is None:
        if token.type == "colon_fence":
            yield from _nested(token.content, line + 1, depth)
        return
    if name not in DIRECTIVES:
        yield Violation(
            "unknown-directive",
            line,
            f"The directive '{excerpt(name)}' is not allowed in an answer.",
            did_you_mean(name, DIRECTIVES),
        )
        return
    options, body, skipped = split_options(token.content)
    for option, value in options:
        if option not in DIRECTIVES[name]:
            yield Violation(
                "unknown-option",
                line,
                f"The option '{excerpt(option)}' of '{name}' is not allowed in an answer.",
                did_you_mean(option, DIRECTIVES[name]) or f"'{name}' takes no options here.",
            )
        elif option == "link" and (message := link_problem(value)):
            yield Violation("link-scheme", line, message, "Write the https address.")
    if name not in LITERAL_DIRECTIVES:
        title = token.info.partition("}")[2].strip()
        yield from _nested(title, line, depth)
        yield from _nested(body, line + 1 + skipped, depth)


def _nested(text: str, line: int, depth: int) -> Iterator[Violation]:
    if depth >= MAX_NESTING:
        yield Violation(
            "nesting",
            line,
            f"Directives are nested more than {MAX_NESTING} deep.",
            "Take some of them away.",
        )
    else:
        yield from _violations(text, line, depth + 1)


def directive_name(info: str) -> str | None:
    """Return the name in the info string of a fence such as `{note} Title`, or None."""
    match = re.match(r"\{([^\s}]+)\}", info.strip())
    return match[1] if match else None


def split_options(content: str) -> tuple[tuple[tuple[str, str], ...], str, int]:
    """Split the content of a directive into options, body and the number of lines between.

    Both forms of MyST are read: leading `:key: value` lines and a leading `---` block.
    """
    lines = content.splitlines()
    options: list[tuple[str, str]] = []
    index = 0
    fenced = bool(lines) and lines[0].startswith("---")
    if fenced:
        index = 1
        while index < len(lines) and not lines[index].startswith("---"):
            key, _, value = lines[index].partition(":")
            if key.strip() and not key.lstrip().startswith("#"):
                options.append((key.strip(" \t'\""), value.strip(" \t'\"")))
            index += 1
        index += 1
    else:
        while index < len(lines) and lines[index].lstrip().startswith(":"):
            key, _, value = lines[index].lstrip()[1:].partition(":")
            options.append((key.strip(), value.strip(" \t'\"")))
            index += 1
    return tuple(options), "\n".join(lines[index:]), min(index, len(lines))
