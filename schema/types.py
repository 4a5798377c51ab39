"""The words that records are made of: constrained strings, dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ORIGIN_PATTERN = r"^[a-z0-9_]+-[0-9]{2,3}$"
URL_PATTERN = r"^https://[^\s/?#]+([/?#]\S*)?$"
ONE_LINE_PATTERN = r"^\S([^\r\n]*\S)?\n?$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

MAX_ID = 80
"""Longest id: it is a file name and a URL, and is read aloud."""

_T = TypeVar("_T")


def _matching(pattern: str, code: str, message: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.match(value) or (value.endswith("\n") and pattern != ONE_LINE_PATTERN):
            raise PydanticCustomError(code, message)
        return value.strip()

    return AfterValidator(check)


def _one_line(most: int) -> tuple[Any, ...]:
    return (
        Field(min_length=1, max_length=most, json_schema_extra={"pattern": ONE_LINE_PATTERN}),
        _matching(
            ONE_LINE_PATTERN,
            "not-one-line",
            "This must be one line with no space at either end. "
            "To wrap a long text, begin it with '>-'.",
        ),
    )


def _unique(items: tuple[_T, ...]) -> tuple[_T, ...]:
    seen: list[_T] = []
    for item in items:
        if item in seen:
            raise PydanticCustomError(
                "duplicate-item", "'{item}' is listed twice. Keep one.", {"item": str(item)[:80]}
            )
        seen.append(item)
    return items


UNIQUE: tuple[Any, ...] = (AfterValidator(_unique), Field(json_schema_extra={"uniqueItems": True}))
"""Metadata of a list in which no item may occur twice."""


def _read_date(value: object) -> date:
    if not isinstance(value, str) or not re.match(DATE_PATTERN, value) or value.endswith("\n"):
        raise PydanticCustomError("bad-date", "A date is written as year-month-day: 2026-11-22.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad-date", "There is no such day in the calendar.") from None


def _check_version(value: str) -> str:
    try:
        SpecifierSet(value)
    except InvalidSpecifier:
        raise PydanticCustomError(
            "bad-version",
            "This is not a version specifier. Write '>=2.3', '>=2.0,<2.6' or '==2.7.*'.",
        ) from None
    return value


def _check_url(value: str) -> str:
    message = "This is not a complete https address. Write 'https://host/path'."
    if not re.match(URL_PATTERN, value) or value.endswith("\n"):
        raise PydanticCustomError("bad-url", message)
    try:
        host = urlsplit(value).hostname
    except ValueError:
        host = None
    if not host or "@" in urlsplit(value).netloc:
        raise PydanticCustomError("bad-url", message)
    return value


def _check_question(value: str) -> str:
    quotes_an_error = "`" in value
    if not value.rstrip("*_").endswith(("?", "？")) and not quotes_an_error:  # noqa: RUF001
        raise PydanticCustomError(
            "not-a-question",
            "A question ends with '?', unless it quotes an error message in `backticks`.",
        )
    return value


_QUESTION_CHECK: Callable[[str], str] = _check_question

Slug = Annotated[
    str,
    Field(max_length=MAX_ID, json_schema_extra={"pattern": ID_PATTERN}),
    _matching(ID_PATTERN, "bad-id", "An id is lower-case words joined by '-', as in a file name."),
]
"""The id of an entry, a facet or a tag."""

OriginRef = Annotated[
    str,
    Field(json_schema_extra={"pattern": ORIGIN_PATTERN}),
    _matching(
        ORIGIN_PATTERN,
        "bad-origin",
        "An origin is a page of the source FAQ and the number of the question on it: "
        "'feature_advice-04'.",
    ),
]
"""A question of the source FAQ: page and ordinal."""

Label = Annotated[str, *_one_line(60)]
Line = Annotated[str, *_one_line(200)]
Sentences = Annotated[str, *_one_line(400)]
Summary = Annotated[str, *_one_line(300)]
Question = Annotated[str, *_one_line(200), AfterValidator(_QUESTION_CHECK)]
Fragment = Annotated[str, StringConstraints(min_length=8, max_length=400)]
"""A literal piece of an error message; shorter than eight characters would match anything."""

Markdown = Annotated[str, StringConstraints(min_length=1)]

Url = Annotated[
    str,
    Field(max_length=500, json_schema_extra={"pattern": URL_PATTERN}),
    AfterValidator(_check_url),
]
VersionSpecifier = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_check_version)]
Day = Annotated[
    date,
    BeforeValidator(_read_date),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
]
Order = Annotated[int, Field(strict=True, ge=1, le=999)]
