"""What to do about a text that is no YAML, by the words in which the parser refuses it."""

from __future__ import annotations

import re

from schema.problems import printable

CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
"""Lines that git writes around the two sides of a conflict."""


def syntax_hint(reason: str, sign: str) -> str:
    """Return what to do, as PyYAML's reason and the character at which it stopped tell."""
    if "tab character" in reason or ("cannot start any token" in reason and sign == "\t"):
        return "Indent with spaces: here is a tab."
    if "cannot start any token" in reason and sign:
        return f"Put the text in quotes: it begins with '{printable(sign)}'."
    default = "Compare the indentation, colons and quotes near here with another record."
    return next((hint for part, hint in _HINTS if part in reason), default)


NO_COLON = "could not find expected ':'"
NEVER_CLOSED = ("found unexpected end of stream", "found unexpected document indicator")

_HINTS = (
    (
        "mapping values are not allowed",
        "Put the text in quotes if it contains ': '; or add the ':' that is missing before it.",
    ),
    ("cannot start any token", "Put the text in quotes, and indent with spaces, not tabs."),
    ("did not find expected key", "Check the indentation, and quotes inside quoted text."),
    (
        NO_COLON,
        "Write 'name: ' if a field begins here; if this belongs to the text above, indent it.",
    ),
    *((reason, "A quote is opened here and never closed.") for reason in NEVER_CLOSED),
    ("',' or", "A bracket is opened before this and not closed, or a comma is missing."),
    ("block scalar", "Put the text in quotes: it begins with '|' or '>'."),
    ("escape", "Write '\\\\' for a backslash, or put the text in 'single' quotes."),
    ("alias", "Put the text in quotes: it begins with '*'."),
    ("anchor", "Put the text in quotes: it begins with '&'."),
    ("tag", "Put the text in quotes: it begins with '!'."),
    ("directive", "Remove the line that begins with '%'."),
    ("incompatible YAML", "Remove the line that begins with '%'."),
)
