"""Strict YAML: text in, plain values with the position of each out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from schema.problems import FieldPath, Finding, Problem, excerpt

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # libyaml is missing: the same grammar, about ten times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 262_144
"""Largest record file. The longest answers seen in FAQs of this kind are under 30 kB."""

MAX_DEPTH = 8
"""Deepest nesting of lists and mappings. A record needs three levels."""

MAX_HIDDEN = 20
"""How many hidden characters of one file are told one by one."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""Characters that a reviewer cannot see: controls, bidi, zero-width, line separators, tags."""

_AMBIGUOUS = re.compile(r"(?i:yes|no|on|off)\Z")
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})(?:[eE][-+]?[0-9]{1,3})?\Z")
_CONSTANTS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Mark(NamedTuple):
    """A place in a file, from 1; `block` when a `|` block starts there."""

    line: int
    column: int
    block: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The values of one YAML file and where each of them stands."""

    path: str
    data: object
    values: Mapping[FieldPath, Mark] = field(repr=False)
    keys: Mapping[FieldPath, Mark] = field(repr=False)
    indents: Mapping[FieldPath, int] = field(repr=False)

    def locate(self, finding: Finding) -> Problem:
        """Turn a finding into a problem with a line and a column.

        A field that the file does not have is located at the nearest one above it.
        """
        path = finding.field
        marks = self.keys if finding.at_key and path in self.keys else self.values
        while path and path not in marks:
            path = path[:-1]
        mark = marks.get(path, Mark(1, 1))
        lines, columns = finding.offset if path == finding.field else (0, 0)
        if mark.block:
            place = (mark.line + 1 + lines, self.indents.get(path, 0) + 1 + columns)
        else:
            place = (mark.line, mark.column)
        return Problem(self.path, *place, finding.code, finding.message, finding.hint)

    def first_line(self, path: FieldPath) -> int:
        """Return the line on which the text of a field begins."""
        mark = self.values[path]
        return mark.line + 1 if mark.block else mark.line


def parse_source(text: str, path: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Parse the text of one record file.

    Returns the source, or None where nothing usable is left, and every problem found. Time and
    memory are linear in the text: aliases are refused, not expanded, and nesting is bounded.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return None, (too_large(path, size),)
    problems = list(_hidden_characters(text, path))
    reader = _Reader(path, text.splitlines())
    try:
        data = reader.read(yaml.parse(HIDDEN.sub(" ", text), Loader=_Loader))
    except yaml.YAMLError as error:
        problems += [*reader.problems, _syntax_problem(error, path)]
        return None, tuple(problems)
    except _Unusable:
        return None, tuple(problems + reader.problems)
    source = Source(path, data, reader.values, reader.keys, reader.indents)
    return source, tuple(problems + reader.problems)


def too_large(path: str, size: int) -> Problem:
    """Return the problem of a file with more than `MAX_BYTES` bytes."""
    return Problem(
        path,
        1,
        1,
        "file-too-large",
        f"The file has {size:,} bytes; a record may have {MAX_BYTES:,}.",
        "Shorten the answer, or split the entry into several questions.",
    )


class _Unusable(Exception):
    """The document has a problem after which its values mean nothing."""


class _Reader:
    """Build values from YAML events, noting positions and problems on the way."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.values: dict[FieldPath, Mark] = {}
        self.keys: dict[FieldPath, Mark] = {}
        self.indents: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Event]) -> object:
        documents = 0
        data: object = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report(
                        event,
                        "yaml-documents",
                        "The file holds more than one YAML document.",
                        "Keep one record per file; remove the '---' line and what follows.",
                    )
                    raise _Unusable
                data = self._value(next(events), events, ())
        if documents == 0:
            self.problems.append(
                Problem(self.path, 1, 1, "yaml-empty", "The file is empty.", "Write a record.")
            )
            raise _Unusable
        return data

    def _report(self, event: Event, code: str, message: str, hint: str) -> None:
        mark = event.start_mark
        self.problems.append(
            Problem(self.path, mark.line + 1, mark.column + 1, code, message, hint)
        )

    def _value(self, event: Event, events: Iterator[Event], path: FieldPath) -> object:
        if len(path) > MAX_DEPTH:
            self._report(
                event,
                "yaml-depth",
                f"Lists and mappings are nested more than {MAX_DEPTH} deep.",
                "A record needs three levels: take the extra brackets or indentation away.",
            )
            raise _Unusable
        mark = event.start_mark
        if isinstance(event, AliasEvent):
            self._report(
                event,
                "yaml-alias",
                f"The alias '*{excerpt(event.anchor)}' is not allowed.",
                "Write the value out: a record must read the same to a person and a machine.",
            )
            raise _Unusable
        if event.anchor is not None:
            self._report(
                event,
                "yaml-alias",
                f"The anchor '&{excerpt(event.anchor)}' is not allowed.",
                "Remove it. To begin a text with '&', put the text in quotes.",
            )
        tag = event.tag
        if tag is not None and tag != "!":
            self._report(
                event,
                "yaml-tag",
                f"The YAML tag '{excerpt(tag)}' is not allowed.",
                "Remove it. To begin a text with '!', put the text in quotes.",
            )
        if isinstance(event, ScalarEvent):
            block = event.style == "|"
            self.values[path] = Mark(mark.line + 1, mark.column + 1, block)
            if block:
                self.indents[path] = self._indent(mark.line + 1)
            return self._scalar(event)
        self.values[path] = Mark(mark.line + 1, mark.column + 1)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        raise AssertionError(event)

    def _sequence(self, events: Iterator[Event], path: FieldPath) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Event], path: FieldPath) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self._report(
                    event,
                    "yaml-key",
                    "A key must be a plain word.",
                    "Put text that begins with '[', '{' or '*' in quotes.",
                )
                raise _Unusable
            key = event.value
            here = (*path, key)
            mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
            if key in mapping:
                self._report(
                    event,
                    "yaml-duplicate-key",
                    f"The key '{excerpt(key)}' is there twice; "
                    f"the first is on line {self.keys[here].line}.",
                    "Keep one of the two.",
                )
            self.keys.setdefault(here, mark)
            value = self._value(next(events), events, here)
            mapping.setdefault(key, value)
        return mapping

    def _scalar(self, event: ScalarEvent) -> object:
        value: str = event.value
        plain = event.style is None or event.style == ""
        if event.style == '"' and (found := HIDDEN.search(value)):
            self._report(
                event,
                "hidden-character",
                f"The text contains the character U+{ord(found[0]):04X}, which nobody can see.",
                "Remove the escape.",
            )
            return HIDDEN.sub(" ", value)
        if not plain:
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _AMBIGUOUS.match(value):
            self._report(
                event,
                "yaml-ambiguous",
                f"'{value}' means true or false to some YAML readers and a word to others.",
                f'Write "{value}" in quotes if you mean the word.',
            )
            return value
        if _INTEGER.match(value):
            return int(value)
        if _FLOAT.match(value):
            return float(value)
        return value

    def _indent(self, first: int) -> int:
        """Return the indentation of the block whose first line has the index `first`."""
        for line in self.lines[first : first + 50]:
            if stripped := line.lstrip(" "):
                return len(line) - len(stripped)
        return 0


def _hidden_characters(text: str, path: str) -> Iterator[Problem]:
    lines = text.split("\n") if HIDDEN.search(text) else []
    told = 0
    for number, line in enumerate(lines, 1):
        for found in HIDDEN.finditer(line.removesuffix("\r")):
            told += 1
            if told > MAX_HIDDEN:
                return
            yield Problem(
                path,
                number,
                found.start() + 1,
                "hidden-character",
                f"The character U+{ord(found[0]):04X} cannot be seen by a reviewer.",
                "Delete it. It often comes along when text is copied from a web page.",
            )


_SYNTAX_HINTS = (
    ("mapping values are not allowed", "Put the text in quotes: it contains ': '."),
    ("cannot start any token", "Put the text in quotes, and indent with spaces, not tabs."),
    ("did not find expected key", "Check the indentation, and quotes inside quoted text."),
    ("could not find expected ':'", "A key needs a ':' after it; longer text needs '|' or '>-'."),
    ("found unexpected end of stream", "A quote or bracket is opened and never closed."),
)


def _syntax_problem(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    parts = (getattr(error, name, None) for name in ("context", "problem", "reason"))
    reason = " ".join(filter(None, parts)) or "unreadable text"
    hint = next((hint for part, hint in _SYNTAX_HINTS if part in reason), "")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"This is not valid YAML: {excerpt(reason, 160)}."
    return Problem(path, line, column, "yaml-syntax", message, hint)
