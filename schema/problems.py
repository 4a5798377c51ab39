"""What can be wrong with a record, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from heapq import nlargest
from itertools import pairwise

from schema.codes import WARNINGS, Code, Severity

FieldPath = tuple[str | int, ...]
"""Where a value stands in a record: keys and list indexes from the top."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What a field must become for its problem to be gone, where only one thing can be meant."""

    field: FieldPath
    value: str | None
    """Its new text; None takes the item or the field away."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    `line` and `column` count from 1; `path` is relative to the folder that holds `kb/`,
    with forward slashes on every system.
    """

    path: str
    line: int
    column: int
    code: Code
    message: str
    hint: str = ""
    fix: Fix | None = field(default=None, compare=False)

    @property
    def severity(self) -> Severity:
        """How severe it is, as its code says."""
        return "warning" if self.code in WARNINGS else "error"

    @property
    def told(self) -> str:
        """What is wrong, on one line: the code, `(warning)` if it is one, and the message."""
        severity = " (warning)" if self.severity == "warning" else ""
        return f"{self.code}{severity} {self.message}"

    def __str__(self) -> str:
        """Return `file:line:column: code message`, the hint on a line of its own."""
        text = f"{printable(self.path)}:{self.line}:{self.column}: {self.told}"
        return f"{text}\n    {self.hint}" if self.hint else text


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it is located: a rule knows the field, not the line.

    `offset` is (lines, columns) from the first character of the field's text, both from 0.
    With `at_key` the problem points at the field's name instead of its value.
    """

    code: Code
    field: FieldPath
    message: str
    hint: str = ""
    offset: tuple[int, int] = (0, 0)
    at_key: bool = False
    fix: Fix | None = None


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known words, or all of them if they are few."""
    choices = sorted(set(known))
    near = get_close_matches(wrong[:100], _similar(wrong[:100], choices), n=3, cutoff=0.6)
    if near:
        return f"Did you mean {_alternatives(near)}?"
    if 0 < len(choices) <= 20:
        return f"Known: {', '.join(choices)}."
    return ""


def _similar(wrong: str, choices: list[str]) -> list[str]:
    """Return the choices worth a close look: difflib takes 0.3 s for one among 10,000 ids."""
    if len(choices) <= 60:
        return choices
    pairs = set(pairwise(wrong))

    def likeness(choice: str) -> float:
        return len(pairs.intersection(pairwise(choice))) / (len(wrong) + len(choice))

    return nlargest(20, choices, key=likeness)


class Suggestions:
    """Hints for many wrong words: each is looked up once, and only the first hundred."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._hints: dict[str, str] = {}

    def hint(self, wrong: str) -> str:
        """Return a hint as `did_you_mean` does."""
        if wrong not in self._hints and len(self._hints) < 100:
            self._hints[wrong] = did_you_mean(wrong, self._known)
        return self._hints.get(wrong, "")


def _alternatives(words: Sequence[str]) -> str:
    """Join words as `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`."""
    *others, last = (f"'{word}'" for word in words)
    return f"{', '.join(others)} or {last}" if others else last


def excerpt(text: str, limit: int = 60) -> str:
    """Return text on one line, printable, cut to `limit` characters, for use in a message."""
    shown = printable(" ".join(text.split())[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def printable(text: str) -> str:
    """Escape everything in a text that would disturb the line it is printed on."""
    return inert("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text))


def inert(line: str) -> str:
    """Escape what a GitHub workflow takes for a command: `::` first in a line, `##[` anywhere.

    Source: actions/runner, `ActionCommand.TryParse` and `TryParseV2`.
    """
    line = line.replace("##[", "##\\[")
    return f"\\{line}" if line.lstrip().startswith("::") else line
