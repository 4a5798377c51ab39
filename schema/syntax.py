"""Hints for invalid YAML, by the parser's reason."""

from __future__ import annotations

import re

from schema.problems import printable

CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
"""Lines that git writes around the two sides of a merge conflict."""


def syntax_hint(reason: str, sign: str) -> str:
    """Return what to do, given PyYAML's reason and the character at which it stopped."""
    if "tab character" in reason or ("cannot start any token" in reason and sign == "\t"):
        return "Indent with spaces: this is a tab."
    if "cannot start any token" in reason and sign:
        return f"Put the text in quotes, because it starts with '{printable(sign)}'."
    return next((hint for part, hint in _HINTS if part in reason), "")


NO_COLON = "could not find expected ':'"
NEVER_CLOSED = ("found unexpected end of stream", "found unexpected document indicator")

_HINTS = (
    (
        "mapping values are not allowed",
        "Put the text in quotes if it contains `: `, or add the `:` that is missing before it.",
    ),
    ("cannot start any token", "Put the text in quotes, and indent with spaces, not tabs."),
    ("did not find expected key", "Check the indentation, and quotes inside quoted text."),
    (
        NO_COLON,
        "Write `name: ` if a field starts here; if this belongs to the text above, indent it.",
    ),
    *((reason, "This quote is never closed.") for reason in NEVER_CLOSED),
    ("',' or", "A bracket before this is never closed, or a comma is missing."),
    ("block scalar", "Put the text in quotes, because it starts with `|` or `>`."),
    ("escape", "Write `\\\\` for a backslash, or put the text in 'single' quotes."),
    ("alias", "Put the text in quotes, because it starts with `*`."),
    ("anchor", "Put the text in quotes, because it starts with `&`."),
    ("tag", "Put the text in quotes, because it starts with `!`."),
    ("directive", "Remove the line that starts with `%`."),
    ("incompatible YAML", "Remove the line that starts with `%`."),
)
