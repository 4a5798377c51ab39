"""What the Markdown of a record may contain.

Both the lint that reports violations (`schema.markdown.lint`) and the renderer that displays them
as text (`_ext/faq/reading/markdown.py`) use these tables.
"""

import re

from schema.problems import Phrase, excerpt
from schema.types import URL_PATTERN

UNTITLED_DIRECTIVES = frozenset(
    {"note", "tip", "hint", "important", "warning", "caution", "tab-set"}
)
"""Directives without a title: text behind the name is the first line of the body."""

DIRECTIVES = UNTITLED_DIRECTIVES | {"admonition", "dropdown", "tab-item", "check", "table"}
"""Directives that an answer may use. None takes options.

Directives that read a file or an address (include, image, csv-table) or insert raw markup are
missing on purpose. Code needs no directive.
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

MAX_HIGHLIGHTED = 6_000
"""Most characters of code that are highlighted in one answer; the rest is shown as plain text."""

CHECK = "check"
"""The directive that displays the program of the check it names; it has no body."""

TABLE = "table"
"""The directive that displays the table it names; it has no body."""

ROLES = frozenset({"faq:entry", "faq:tag", "kbd", "abbr", "sub", "sup"})
"""Roles that an answer may use."""

TITLED = re.compile(r"(.*\S)\s*(?<!\x00)<([^<>]*)>\Z", re.DOTALL)
"""A role with a text of its own, `text <target>`; the text may contain `<`, as `numpy<2` does."""

MAX_ROLE = 500
"""Most characters in a role: the expressions that read it take quadratic time."""

MAX_TABLES = 3
"""Most tables of their own record that an answer shows, each once."""

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


def titled(role: str) -> tuple[str, str]:
    """Return text and target of a role; without a text of its own, both are its content."""
    match = TITLED.match(role)
    return (match[1], match[2]) if match else (role, role)


def link_problem(address: str) -> str:
    """Return what is wrong with the address of a link, or an empty string."""
    if not address.startswith("https://"):
        return Phrase("The link to '{url}' does not begin with 'https://'.", excerpt(address))
    if not re.search(URL_PATTERN, address):
        message = "The host of the link to '{url}' is not a plain ASCII name."
        return Phrase(message, excerpt(address))
    return ""


def code_language(info: str) -> str:
    """Return the language that the info string of a code block means, `text` if none is allowed."""
    name = (info.split() or ["text"])[0].lower()
    name = _LANGUAGE_ALIASES.get(name, name)
    return name if name in LANGUAGES else "text"


def directive_name(info: str) -> str | None:
    """Return the name in the info string of a fence such as `{note} Title`, or None."""
    name, *_ = info.split(maxsplit=1) or [""]
    return name[1:-1] if name.startswith("{") and name.endswith("}") else None


def directive_title(info: str) -> str:
    """Return the text behind the name of a directive in the info string of its fence."""
    return info.partition("}")[2].strip()
