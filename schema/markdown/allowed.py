"""What the Markdown of a record may contain.

The same tables serve the rule that tells the contributor (`schema.markdown.lint`) and the renderer
that refuses (`_ext/faq/reading/markdown.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from schema.problems import excerpt

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
    "code-block": frozenset({"caption", "linenos"}),
    "check": frozenset(),
    "list-table": frozenset({"header-rows", "stub-columns", "widths"}),
}
"""Directives that an answer may use, each with the options it may set.

Left out on purpose: all that reads a file or an address (include, image, csv-table, ...), all
that is raw, the options `class` and `name`, which reach beyond the entry, and those that take
ranges of numbers, which Sphinx writes out in memory.
"""

LANGUAGES = frozenset(
    """
    bash bat c cmake console cpp cuda diff dockerfile ini java json powershell python text toml xml
    yaml
    """.split()  # noqa: SIM905
)
"""Languages that a code block may name, in the spelling of Pygments.

The list is closed because some lexers never end on hostile input: mcschema on `<!--`, pycon and
pytb on a traceback line such as `  File "a", line 1x`. Of those listed, the slowest (c, on blank
lines) take quadratic time, 0.5 s for `MAX_CODE` characters.
"""

_LANGUAGE_ALIASES = {
    "c++": "cpp",
    "docker": "dockerfile",
    "plaintext": "text",
    "py": "python",
    "python3": "python",
    "sh": "bash",
    "shell": "bash",
    "txt": "text",
    "yml": "yaml",
}

MAX_CODE = 2_000
"""Most characters of a code block that is highlighted; a longer one is shown as plain text."""

MAX_HIGHLIGHTED = 10_000
"""Most characters of code that are highlighted in one answer; the rest is shown as plain text."""

LITERAL_DIRECTIVES = frozenset({"code-block", "check"})
"""Directives whose body is not Markdown."""

CHECK = "check"
"""The directive that shows the example of a check, which it names; it has no body."""

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


def link_problem(address: str) -> str:
    """Return what is wrong with the address of a link, or an empty string."""
    if address.startswith(LINK_PREFIX):
        return ""
    return f"The link to '{excerpt(address)}' does not begin with '{LINK_PREFIX}'."


def code_language(info: str) -> str:
    """Return the language that the info string of a code block means, `text` if none is allowed."""
    name = (info.split() or ["text"])[0].lower()
    name = _LANGUAGE_ALIASES.get(name, name)
    return name if name in LANGUAGES else "text"


def directive_name(info: str) -> str | None:
    """Return the name in the info string of a fence such as `{note} Title`, or None."""
    name, *_ = info.split(maxsplit=1) or [""]
    return name[1:-1] if name.startswith("{") and name.endswith("}") else None


def split_options(content: str) -> tuple[tuple[tuple[str, str], ...], str, int]:
    """Split the content of a directive into options, body and the number of lines before it."""
    options, number, body = split_directive(content)
    return tuple(read_option(text) for _, text in options), body, number


def split_directive(content: str) -> tuple[list[tuple[int, str]], int, str]:
    """Split the content of a directive as MyST does.

    Returns the lines of its options, each with the number of lines before it, the number of lines
    before the body, and the body. Options are leading lines `:key: value`, which come back without
    the first colon, or a leading block between two lines `---`.
    """
    lines = content.splitlines()
    if content.startswith("---"):
        ends = (number for number, line in enumerate(lines) if number and line.startswith("---"))
        end = next(ends, len(lines))
        numbered = ((number, lines[number]) for number in range(1, end))
        options = [
            (number, text) for number, text in numbered if text.lstrip()[:1] not in ("", "#")
        ]
        closing = lines[end].lstrip("-").removeprefix(" ") if end < len(lines) else ""
        if closing:  # it is the first line of the body
            return options, end, "\n".join([closing, *lines[end + 1 :]])
        return options, min(end + 1, len(lines)), "\n".join(lines[end + 1 :])
    end = 0
    while end < len(lines) and _is_option(lines[end]):
        end += 1
    options = [(number, lines[number].lstrip()[1:]) for number in range(end)]
    return options, end, "\n".join(lines[end:])


def _is_option(line: str) -> bool:
    text = line.lstrip()
    return text.startswith(":") and not text.startswith(":::")  # three colons are a directive


def read_option(text: str) -> tuple[str, str]:
    """Split the line of an option into key and value."""
    key, _, value = text.partition(":")
    return key.strip(" \t'\""), value.strip(" \t'\"")
