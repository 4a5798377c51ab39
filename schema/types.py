"""The words that records are made of: constrained strings, dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from schema.codes import Code

# The same patterns serve Python here and ECMAScript in the JSON Schemas. They end in `$(?!\n)`
# because `$` alone would, in Python only, also match before a final line break.
# Not an id: names that Windows reserves, and what YAML readers take for a truth value or a number.
ID_PATTERN = (
    r"^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|true|false|null|yes|no|on|off"
    r"|0[box][0-9a-f]+|[0-9-]+|[0-9]+e[0-9]+)(?![a-z0-9-]))[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
)
ORIGIN_PATTERN = r"^[a-z0-9_]+-[0-9]{2,3}$(?!\n)"
URL_PATTERN = (
    # No host that is written in other letters than it is read, and no port beyond 65535.
    r"^https://(?![^/?#]*(?:\.\.|[Xx][Nn]--))[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
    r"(:([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
    r'([/?#][^\s<>"\\]*)?$(?!\n)'
)
CHECK_PATTERN = r"^[a-z][a-z0-9_]*$(?!\n)"
LINE_PATTERN = r"^\S([^\r\n]*\S)?\n?$(?!\n)"
QUESTION_PATTERN = r"[?？][*_]*\n?$(?!\n)|`"  # noqa: RUF001
NOT_BLANK_PATTERN = r"\S"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)"

MAX_ID = 80
"""Longest id: it is a file name and a URL, and is read aloud."""

MAX_ANSWER = 50_000
"""Longest answer, in characters. The slowest Markdown of that length takes about a second."""

MAX_LINE = 200
"""Longest question, phrasing or title of a source: lists show it whole."""

MAX_SUMMARY = 300
"""Longest summary: two sentences, as result lists show them."""

MAX_ITEMS = 50
"""Longest list: it bounds what one record can cost where records are compared."""

_T = TypeVar("_T")


def refusal(code: Code, message: str, hint: str, **more: object) -> PydanticCustomError:
    """Return an error to raise in a validator, with what `schema.field_errors` makes a finding of.

    `at` names another field of the record to point at, `items` the indexes of wrong list items.
    """
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, **more})


_MEANT: Mapping[Code, Callable[[str], str]] = {
    "bad-id": lambda value: re.sub(r"[^a-z0-9]+", "-", value[:MAX_ID].lower()).strip("-"),
    "bad-url": lambda value: re.sub(r"^http:", "https:", value),
}
"""For a code what a wrong value was probably meant to be; it is proposed if it is right."""


def _pattern(
    pattern: str, code: Code, message: str, hint: str, *, further: bool = False
) -> tuple[Any, ...]:
    """Return the metadata of text with a pattern; `further` when it has another one already."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if compiled.search(value) is None:
            meant = _MEANT[code](value) if code in _MEANT else ""
            near = f"Did you mean '{meant}'? " if compiled.search(meant) else ""
            raise refusal(code, message, near + hint)
        return value

    # Not of the standard, but what editors show instead of the pattern.
    schema: Any = {"pattern": pattern, "patternErrorMessage": f"{message} {hint}"}
    extra = {"allOf": [schema]} if further else schema
    return Field(json_schema_extra=extra), AfterValidator(check)


def _line(most: int, least: int = 1) -> tuple[Any, ...]:
    """Return the metadata of text on one line, without the line break that `>` leaves."""
    return (
        Field(min_length=least, max_length=most),
        *_pattern(
            LINE_PATTERN,
            "not-one-line",
            "This must be one line with no space at either end.",
            "To wrap a long text, begin it with '>-'.",
        ),
        AfterValidator(lambda value: value.removesuffix("\n")),
    )


def _unique(items: tuple[_T, ...]) -> tuple[_T, ...]:
    seen: set[_T] = set()
    repeats = []
    for index, item in enumerate(items):
        if item in seen:
            repeats.append(index)
        seen.add(item)
    if repeats:
        raise refusal(
            "duplicate-item", "The list has this item already.", "Keep one.", items=repeats
        )
    return items


def distinct(most: int = MAX_ITEMS, least: int | None = None) -> tuple[Any, ...]:
    """Return the metadata of a list in which no item may occur twice."""
    return (
        Field(min_length=least, max_length=most, json_schema_extra={"uniqueItems": True}),
        AfterValidator(_unique),
    )


def _read_date(value: object) -> date:
    if not isinstance(value, str) or not re.search(DATE_PATTERN, value):
        message = "A date is written as year-month-day."
        raise refusal("bad-date", message, "Write it like 2026-11-22.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = "There is no such day in the calendar."
        raise refusal("bad-date", message, "Check month and day.") from None


_VERSION = r"(?:~=|==|!=|<=|>=|<|>) ?[0-9]+(?:\.[0-9]+)*(?:\.\*|(?:a|b|rc|\.post|\.dev)[0-9]+)?"
_VERSIONS = re.compile(rf"{_VERSION}(?: ?, ?{_VERSION})*")


def _check_version(value: str) -> str:
    try:
        if _VERSIONS.fullmatch(value) and len(SpecifierSet(value)) > 0:
            return value
    except InvalidSpecifier:
        pass
    hint = "Write '>=2.3', '>=2.0,<2.6' or '==2.7.*', in quotes."
    raise refusal("bad-version", "This is not a version specifier.", hint)


def _check_release(value: str) -> str:
    if str(Version(value)) != value:  # blanks, `v` or capitals
        raise ValueError("not the plain form of a version")
    return value


Slug = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        ID_PATTERN,
        "bad-id",
        "This cannot be an id.",
        "An id is lower-case words joined by '-'; no number, and no word such as 'con' or 'null'.",
    ),
]
"""The id of an entry, a facet or a tag."""

OriginRef = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        ORIGIN_PATTERN,
        "bad-origin",
        "This is not an origin: a page of the source FAQ and the number of the question on it.",
        "Write it like 'feature_advice-04'.",
    ),
]
"""A question of the source FAQ: page and ordinal."""

CheckName = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        CHECK_PATTERN,
        "unknown-check",
        "This cannot be the name of a check.",
        "Write the name of a function in the file of checks, such as 'values_do_not_matter'.",
    ),
]
"""The name of a check: that of a function."""

Label = Annotated[str, *_line(60)]
Line = Annotated[str, *_line(MAX_LINE)]
Sentences = Annotated[str, *_line(400)]
Summary = Annotated[str, *_line(MAX_SUMMARY)]
Question = Annotated[
    str,
    *_line(MAX_LINE),
    *_pattern(
        QUESTION_PATTERN,
        "not-a-question",
        "A question ends with '?', unless it quotes an error message in `backticks`.",
        "Ask it as a reader would.",
        further=True,
    ),
]
Fragment = Annotated[str, *_line(400, least=8)]
"""A literal piece of an error message; shorter than eight characters would match anything."""

Markdown = Annotated[
    str,
    Field(min_length=1, max_length=MAX_ANSWER),
    *_pattern(NOT_BLANK_PATTERN, "empty-field", "This text is blank.", "Fill it in."),
]
Url = Annotated[
    str,
    Field(max_length=500),
    *_pattern(
        URL_PATTERN,
        "bad-url",
        "This is not a complete https address.",
        "Write 'https://host/path', without a user name, spaces or quotes.",
    ),
]
VersionSpecifier = Annotated[
    str, Field(min_length=1, max_length=60), AfterValidator(_check_version)
]
Release = Annotated[str, Field(max_length=40), AfterValidator(_check_release)]
"""A released version of MindSpore, such as `2.10.0`."""

Day = Annotated[
    date,
    BeforeValidator(_read_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
]
Order = Annotated[int, Field(strict=True, ge=1, le=999)]
