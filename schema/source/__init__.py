"""Parse strict YAML into plain values, each with its position."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple, Self

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from schema.codes import yaml as codes
from schema.codes.files import FILE_TOO_LARGE
from schema.problems import Code, FieldPath, Finding, Phrase, Problem, excerpt

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # libyaml is missing: the same grammar, about ten times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 262_144
"""Largest record file. The longest answers seen in FAQs of this kind are under 30 kB."""

MAX_DEPTH = 8
"""Deepest nesting of lists and mappings. A record needs three levels."""

MAX_HIDDEN = 20
"""Most invisible characters reported one by one in a file."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef"
    "\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff\U00013430-\U0001345f\U00016fe4"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000)
    )
    + "]"
)
"""Characters that a reviewer cannot see: controls, bidi, zero-width, fillers, blanks, tags, private
ones, and what is no character. Variation selector 16 (U+FE0F) stays: emoji are written with it."""

_HIDDEN_ASCII = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # six times as fast

_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NOT_TEXT = re.compile(
    r"(?:(?P<ambiguous>(?i:yes|no|on|off))"
    # With a leading zero it would be an octal number to some YAML readers. Longer than a record
    # can need it stays text, which is refused where a number belongs.
    r"|(?P<integer>[-+]?(?:0|[1-9][0-9]{0,14}))"
    r"|(?P<float>[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?))\Z"
)

REFUSED: Final = object()
"""Placeholder for an unreadable value whose problem is already reported."""

Position = tuple[int, int]
"""A line and a column, from 1."""


class Mark(NamedTuple):
    """A place in a file, from 1, and what stands there."""

    line: int
    column: int
    style: str = ""
    """The sign that starts a value: a quote, `|` or `>`, or `[` for brackets of any kind."""
    end: int = 0
    """The last line of a text, or of a value in brackets."""

    @property
    def folded(self) -> bool:
        """Whether YAML joins several lines of this text into fewer."""
        return self.style not in ("|", "[") and self.end > self.line


@dataclass(frozen=True, slots=True)
class Source:
    """The values of one YAML file and their positions."""

    path: str
    data: object
    values: Mapping[FieldPath, Mark] = field(repr=False)
    keys: Mapping[FieldPath, Mark] = field(repr=False)
    lines: Sequence[str] = field(repr=False)
    signs: Sequence[tuple[Position, Position]] = field(repr=False)
    """Start and end of each text with a `#`, which starts a comment everywhere else."""

    @classmethod
    def unknown(cls, path: str) -> Self:
        """Return the source of a file with unknown positions: everything is on line 1."""
        return cls(path, None, {}, {}, (), ())

    def locate(self, finding: Finding) -> Problem:
        """Turn a finding into a problem, at the nearest parent of a field that is missing."""
        path = finding.field
        marks = self.keys if finding.at_key and path in self.keys else self.values
        while path and path not in marks:
            path = path[:-1]
        mark = marks.get(path, Mark(1, 1))
        line, column = mark.line, mark.column
        if mark.style == "|" and path == finding.field:
            value: Any = self.data
            for part in path:
                value = value[part]
            texts = value.split("\n") if value else ()
            lines, columns = finding.offset
            if lines < len(texts):  # unless the file has changed since
                indentation = len(self.lines[mark.line + lines]) - len(texts[lines])
                line, column = mark.line + 1 + lines, max(indentation, 0) + columns + 1
        return finding.code.problem(
            self.path, finding.message, finding.hint, line, column, finding.fix
        )

    def first_line(self, path: FieldPath) -> int:
        """Return the first line of a field's text, or of the file that doesn't have the field."""
        mark = self.values.get(path, Mark(1, 1))
        return mark.line + 1 if mark.style == "|" else mark.line


def parse_source(text: str, path: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Parse the text of one record file.

    Return the source, or None if nothing is usable, and every problem. Time and memory are linear
    in the text: aliases are errors and never expanded, and nesting is bounded.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return None, (too_large(path, size),)
    problems: list[Problem] = []
    if (_HIDDEN_ASCII if text.isascii() else HIDDEN).search(text):
        problems += _hidden_characters(text, path)
        text = HIDDEN.sub(" ", text)
    reader = _Reader(text, path, problems)
    try:
        data = reader.read()
    except _Unusable:
        return None, tuple(problems)
    # What else `splitlines` takes for the end of a line is hidden, and gone.
    source = Source(path, data, reader.values, reader.keys, text.splitlines(), reader.signs)
    return source, tuple(problems)


def too_large(path: str, size: int) -> Problem:
    """Return the problem of a file with more than `MAX_BYTES` bytes."""
    message = Phrase("The file has {size} bytes; a record may have {most}.", size, MAX_BYTES)
    return FILE_TOO_LARGE.problem(path, message)


class _Unusable(Exception):
    """The document has a problem that makes its values meaningless."""


class _Reader:
    """Builds values from YAML events and collects positions and problems."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.values: dict[FieldPath, Mark] = {}
        self.keys: dict[FieldPath, Mark] = {}
        self.signs: list[tuple[Position, Position]] = []
        self._text = text
        self._loader: Any = _Loader(text)
        self._next = self._loader.get_event

    def read(self) -> object:
        """Return the value of the first document, which should be the only one."""
        data = None
        try:
            self._next()
            event = self._next()
            if type(event) is not StreamEndEvent:
                data = self._value(self._next(), ())
                self._next()
                event = self._next()
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # PyYAML without libyaml lets errors of `chr` and `int` through.
            self._syntax(error)
            raise _Unusable from None
        finally:
            self._loader.dispose()
        if type(event) is not StreamEndEvent:
            message = "The file holds more than one YAML document."
            self._report(event, codes.YAML_DOCUMENTS, message)
        if data is None:
            self._add(1, 1, codes.YAML_EMPTY, "The file holds no record.")
            raise _Unusable
        return data

    def _syntax(self, error: Exception) -> None:
        """Report an error of PyYAML."""
        parts = (getattr(error, name, None) for name in ("context", "problem", "reason"))
        reason = excerpt(" ".join(filter(None, parts)), 160) or Phrase("unreadable text")
        mark = getattr(error, "problem_mark", None)
        if mark is None or reason.endswith((*codes.NEVER_CLOSED, codes.NO_COLON)):
            mark = getattr(error, "context_mark", None) or mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        # In `summary: No: it does not` the word `No` is not the mistake.
        same = [p for p in self.problems if p.line == line and p.code == codes.YAML_AMBIGUOUS.name]
        for problem in same:
            self.problems.remove(problem)
        mistake = codes.diagnose(self._text.splitlines(), line, column, reason)
        message = Phrase("This is not valid YAML: {reason}.", mistake.reason)
        self._add(mistake.line, mistake.column, codes.YAML_SYNTAX, message, mistake.hint)

    def _add(self, line: int, column: int, code: Code, message: str, hint: str = "") -> None:
        self.problems.append(code.problem(self.path, message, hint, line, column))

    def _report(self, event: Any, code: Code, message: str, hint: str = "") -> None:
        mark = event.start_mark
        self._add(mark.line + 1, mark.column + 1, code, message, hint)

    def _value(self, event: Any, path: FieldPath) -> object:
        kind = type(event)
        start, end = event.start_mark, event.end_mark
        text = (event.style or "", end.line + (end.column > 0)) if kind is ScalarEvent else ()
        mark = Mark(start.line + 1, start.column + 1, *text)
        self.values.setdefault(path, mark)
        if kind is AliasEvent:
            message = Phrase("The alias '*{anchor}' is not allowed.", excerpt(event.anchor))
            self._report(event, codes.YAML_ALIAS, message)
            return REFUSED
        self._refuse_properties(event)
        if kind is ScalarEvent:
            self._note_sign(event)
            # The tag says what the value is, so how it looks doesn't matter.
            return REFUSED if event.tag is not None else self._scalar(event)
        if len(path) >= MAX_DEPTH:
            message = Phrase("Lists and mappings are nested more than {n} levels deep.", MAX_DEPTH)
            self._report(event, codes.YAML_DEPTH, message)
            raise _Unusable
        data, closing = self._mapping(path) if kind is MappingStartEvent else self._sequence(path)
        if event.flow_style and self.values[path] is mark:
            self.values[path] = mark._replace(style="[", end=closing.end_mark.line + 1)
        return data

    def _note_sign(self, event: Any) -> None:
        """Note where a text stands if it has a `#`."""
        if "#" in event.value:
            start, end = event.start_mark, event.end_mark
            first = start.line + 1, start.column + 1
            if event.style in ("|", ">"):  # a comment can stand behind the sign of a block
                first = start.line + 2, 1
            self.signs.append((first, (end.line + 1, end.column + 1)))

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            message = Phrase("The anchor '&{anchor}' is not allowed.", excerpt(event.anchor))
            hint = "Remove it. Put text that starts with `&` in quotes."
            self._report(event, codes.YAML_ALIAS, message, hint)
        if event.tag is not None:
            message = Phrase("The YAML tag '{tag}' is not allowed.", excerpt(event.tag))
            self._report(event, codes.YAML_TAG, message)

    def _sequence(self, path: FieldPath) -> tuple[list[object], Any]:
        items: list[object] = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._value(event, (*path, len(items))))
        return items, event

    def _mapping(self, path: FieldPath) -> tuple[dict[str, object], Any]:
        mapping: dict[str, object] = {}
        while type(event := self._next()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                self._skip_pair(event, path)
                continue
            self._refuse_properties(event)
            self._note_sign(event)
            key = event.value
            here = (*path, key)
            mark: Any = event.start_mark
            if key in mapping:
                line = str(self.keys[here].line)
                message = Phrase("The key '{key}' is also on line {line}.", excerpt(key), line)
                self._report(event, codes.YAML_DUPLICATE_KEY, message)
            self.keys.setdefault(here, Mark(mark.line + 1, mark.column + 1))
            value = self._value(self._next(), here)
            mapping.setdefault(key, value)
        return mapping, event

    def _skip_pair(self, event: Any, path: FieldPath) -> None:
        """Report a key that is not a scalar, and skip its value."""
        self._report(event, codes.YAML_KEY, "A key must be a plain word.")
        nowhere = (*path, -1)  # a path that no value has: indexes are positive, keys are strings
        if type(event) is not AliasEvent:
            self._value(event, nowhere)
        self._value(self._next(), nowhere)

    def _scalar(self, event: Any) -> object:
        value: str = event.value
        if event.style == '"' and (hidden := HIDDEN.search(value)):
            char = code_point(hidden[0])
            message = Phrase("The text contains the invisible character {char}.", char)
            self._report(event, codes.HIDDEN_CHARACTER, message, "Remove the escape.")
            return HIDDEN.sub(" ", value)
        if event.style:
            return value
        if value in _WORDS:
            return _WORDS[value]
        found = _NOT_TEXT.match(value)
        if found and found.lastgroup == "ambiguous":
            message = Phrase("Unquoted '{word}' is a truth value to some YAML readers.", value)
            hint = Phrase('Write "{word}" in quotes if you mean the word.', value)
            self._report(event, codes.YAML_AMBIGUOUS, message, hint)
        elif found:
            return int(value) if found.lastgroup == "integer" else float(value)
        return value


def code_point(char: str) -> str:
    """Return the name of a character that nobody sees, such as `U+200B`."""
    return f"U+{ord(char):04X}"


def _hidden_characters(text: str, path: str) -> Iterator[Problem]:
    lines = enumerate(re.split(r"\r\n?|\n", text), 1)
    places = ((number, hidden) for number, line in lines for hidden in HIDDEN.finditer(line))
    for count, (number, hidden) in enumerate(islice(places, MAX_HIDDEN + 1)):
        message = Phrase("The character {char} is invisible.", code_point(hidden[0]))
        if count == MAX_HIDDEN:
            message = Phrase("More invisible characters start here.")
        column = hidden.start() + 1
        yield codes.HIDDEN_CHARACTER.problem(path, message, line=number, column=column)
