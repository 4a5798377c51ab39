"""What can be wrong with a record, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

FieldPath = tuple[str | int, ...]
"""Where a value stands in a record: keys and list indexes from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    `line` and `column` count from 1; `path` is relative to the folder that holds `kb/`,
    with forward slashes on every system.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return `file:line:column: code message`, the hint on a line of its own."""
        text = f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it is located: a rule knows the field, not the line.

    `offset` is (lines, columns) from the first character of the field's text, both from 0.
    With `at_key` the problem points at the field's name instead of its value.
    """

    code: str
    field: FieldPath
    message: str
    hint: str = ""
    offset: tuple[int, int] = (0, 0)
    at_key: bool = False


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known words, or all of them if they are few."""
    choices = sorted(set(known))
    near = get_close_matches(wrong[:100], choices, n=3, cutoff=0.6)
    if near:
        return f"Did you mean {alternatives(near)}?"
    if 0 < len(choices) <= 12:
        return f"Known: {', '.join(choices)}."
    return ""


def alternatives(words: Iterable[str]) -> str:
    """Join words as `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`."""
    quoted = [f"'{word}'" for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]])) if quoted else ""


def excerpt(text: str, limit: int = 60) -> str:
    """Return text on one line, printable, cut to `limit` characters, for use in a message."""
    flat = " ".join(text.split())
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in flat[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
