"""What can be wrong with a record, and how it is reported."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from schema.phrases import Phrase as Phrase  # noqa: PLC0414  whoever words a problem needs it
from schema.phrases import alternatives

Severity = Literal["error", "warning"]
"""An error keeps a record from being published; a warning only asks somebody to look at it."""

FieldPath = tuple[str | int, ...]
"""A value's place in a record: keys and list indexes from the top."""

Offset = tuple[int, int]
"""A line and a column from the first character of a field's text, both from 0."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The only value a field can have been meant to hold."""

    field: FieldPath
    value: str | None
    """The field's new text; None removes the item or the field."""


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
    severity: Severity = "error"
    fix: Fix | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Return `file:line:column: code message`, with the hint on its own line."""
        code = f"{self.code} (warning)" if self.severity == "warning" else self.code
        text = f"{printable(self.path)}:{self.line}:{self.column}: {code} {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """One kind of problem. The reference page and the tests are generated from these values.

    An example consists of fields that change a valid entry. A line `# <path>` starts the fields
    of another record, `# <path>, the whole file` a complete file. In `bad` the mark `¦` stands
    before the place that the problem must name; `good` has no problem.
    """

    name: str
    meaning: str
    """What is wrong, in Markdown."""

    hint: str
    """What to do about it, unless a finding has a more specific hint."""

    bad: str = ""
    good: str = ""
    severity: Severity = "error"

    def problem(  # noqa: PLR0913, PLR0917  a problem has that many parts
        self,
        path: str,
        message: str,
        hint: str = "",
        line: int = 1,
        column: int = 1,
        fix: Fix | None = None,
    ) -> Problem:
        """Return a problem of this kind. File names in messages may hold any character."""
        texts = printable(message), printable(hint or self.hint)
        return Problem(path, line, column, self.name, *texts, self.severity, fix)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it is located: a rule knows the field, not the line.

    With `at_key` the problem points at the field's name instead of its value.
    """

    code: Code
    field: FieldPath
    message: str
    hint: str = ""
    offset: Offset = (0, 0)
    at_key: bool = False
    fix: Fix | None = None


def offset_of(text: str, place: int) -> Offset:
    """Return the line and the column of a place in a text."""
    before = text[:place]
    return before.count("\n"), place - before.rfind("\n") - 1


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known words, or all of them if they are few."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  `kb --help` has no time for it

    choices = sorted(set(map(str, known)))
    near = process.extract(wrong[:100], choices, scorer=fuzz.ratio, limit=3, score_cutoff=60)
    if near:
        choice = alternatives(tuple(Phrase("'{word}'", choice) for choice, *_ in near))
        return Phrase("Did you mean {choice}?", choice)
    if 0 < len(choices) <= 20:
        return Phrase("Known: {choices}.", tuple(choices))
    return ""


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


def excerpt(text: str, limit: int = 60) -> str:
    """Return text on one line, printable, cut to `limit` characters, for use in a message."""
    shown = printable(" ".join(text.split())[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def printable(text: str) -> str:
    """Escape everything in a text that would disturb the line it is printed on."""
    if isinstance(text, Phrase):
        return text.mapped(printable)
    return inert("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text))


def inert(line: str) -> str:
    """Escape what a GitHub workflow takes for a command: `::` first in a line, `##[` anywhere.

    Source: actions/runner, `ActionCommand.TryParse` and `TryParseV2`.
    """
    line = line.replace("##[", "##\\[")
    return f"\\{line}" if line.lstrip().startswith("::") else line
