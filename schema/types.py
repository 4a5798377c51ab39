"""What models of records are made of: a strict base, and constrained strings, dates and numbers."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from schema.codes.fields import (
    BAD_DATE,
    BAD_ID,
    BAD_URL,
    BAD_VERSION,
    DUPLICATE_ITEM,
    EMPTY_FIELD,
    INVALID_VALUE,
    NOT_A_QUESTION,
    NOT_ONE_LINE,
    UNKNOWN_CHECK,
)
from schema.phrases import Phrase, sentences
from schema.problems import Code

# The same patterns serve Python here and ECMAScript in the JSON Schemas. They end in `$(?!\n)`
# because `$` alone would, in Python only, also match before a final line break.
# Not an id: names that Windows reserves, and what YAML readers take for a truth value or a number.
ID_PATTERN = (
    r"^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|true|false|null|yes|no|on|off"
    r"|y|n|0[box][0-9a-f]+|[0-9-]+|[0-9]+e-?[0-9]+)(?![a-z0-9-]))[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
)
URL_PATTERN = (
    # No host that is written in other letters than it is read, and no port beyond 65535.
    r"^https://(?![^/?#]*(?:\.\.|[Xx][Nn]--))[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
    r"(:([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
    r'([/?#][^\s<>"\\]*)?$(?!\n)'
)
LINE_PATTERN = r"^\S([^\r\n]*\S)?\n?$(?!\n)"
QUESTION_PATTERN = r"[?？][*_]*\n?$(?!\n)|`"  # noqa: RUF001
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

MAX_COLUMNS, MAX_ROWS = 10, 200
"""Largest table: a build takes a millisecond for each cell."""

MAX_NAMES = 500
"""Longest list of names in the settings."""

_T = TypeVar("_T")


def refusal(code: Code, message: str, hint: str = "", **more: object) -> PydanticCustomError:
    """Return an error to raise in a validator; `schema.field_errors` turns it into findings.

    `at` names another field of the record to point at, `items` the indexes of wrong list items.
    """
    context = {"code": code, "message": message, "hint": hint, **more}
    return PydanticCustomError("record", "{message}", context)


_GUESSES: Mapping[str, Callable[[str], str]] = {
    BAD_ID.name: lambda value: re.sub(r"[^a-z0-9]+", "-", value[:MAX_ID].lower()).strip("-"),
    BAD_URL.name: lambda value: re.sub(r"^http:(?!//(?:localhost|127\.))", "https:", value),
    NOT_A_QUESTION.name: lambda value: value.strip("\u2018\u2019\u201c\u201d"),
}
"""Guess by code what a wrong value was meant to be; a valid guess is suggested."""


def _pattern(
    pattern: str, code: Code, message: str, hint: str = "", *, further: bool = False
) -> tuple[Any, ...]:
    """Return the metadata of text with a pattern; `further` if it already has another one."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if compiled.search(value) is None:
            guess = _GUESSES[code.name](value) if code.name in _GUESSES else ""
            near = Phrase("Did you mean '{word}'?", guess) if compiled.search(guess) else ""
            if code is BAD_ID and re.search("[\uff0c\u3001]", value):
                near = Phrase("Separate items with `,`, not with a full-width comma.")
            raise refusal(code, message, sentences(near, hint or code.hint))
        return value

    # Not part of the standard, but editors show it instead of the pattern.
    schema: Any = {"pattern": pattern, "patternErrorMessage": f"{message} {hint or code.hint}"}
    extra = {"allOf": [schema]} if further else schema
    return Field(json_schema_extra=extra), AfterValidator(check)


def _line(most: int, least: int = 1) -> tuple[Any, ...]:
    """Return the metadata of text on one line, without the line break that `>` leaves."""
    return (
        Field(min_length=least, max_length=most),
        *_pattern(
            LINE_PATTERN, NOT_ONE_LINE, "This must be one line without spaces at either end."
        ),
        AfterValidator(lambda value: value.removesuffix("\n")),
    )


def _unique(items: tuple[_T, ...]) -> tuple[_T, ...]:
    repeats = [index for index, item in enumerate(items) if items.index(item) < index]
    if repeats:
        raise refusal(DUPLICATE_ITEM, "The list already has this item.", items=repeats)
    return items


def distinct(most: int = MAX_ITEMS, least: int | None = None) -> tuple[Any, ...]:
    """Return the metadata of a list in which no item may occur twice."""
    return (
        Field(min_length=least, max_length=most, json_schema_extra={"uniqueItems": True}),
        AfterValidator(_unique),
    )


def _read_date(value: object) -> date:
    if not isinstance(value, str) or not re.search(DATE_PATTERN, value):
        raise refusal(BAD_DATE, "This is not a date in the form year-month-day.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = "This day is not in the calendar."
        raise refusal(BAD_DATE, message, "Check the month and the day.") from None


_VERSION = r"(?:~=|==|!=|<=|>=|<|>) ?[0-9]+(?:\.[0-9]+)*(?:\.\*|(?:a|b|rc|\.post|\.dev)[0-9]+)?"
_VERSIONS = re.compile(rf"{_VERSION}(?: ?, ?{_VERSION})*")


def _check_version(value: str) -> str:
    with suppress(InvalidSpecifier):
        if _VERSIONS.fullmatch(value) and len(SpecifierSet(value)) > 0:
            return value
    raise refusal(BAD_VERSION, "This is not a version specifier.")


def _check_release(value: str) -> str:
    if str(Version(value)) != value:  # blanks, `v` or capitals
        raise ValueError("not the plain form of a version")
    return value


Slug = Annotated[
    str, Field(max_length=MAX_ID), *_pattern(ID_PATTERN, BAD_ID, "This is not a valid id.")
]
"""The id of an entry, a facet or a tag."""

OriginRef = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        r"^[a-z0-9_]+-[0-9]{2,3}$(?!\n)",
        INVALID_VALUE,
        "This is not a page of the source FAQ and the number of a question on it.",
        "Write it like `feature_advice-04`.",
    ),
]
"""A question of the source FAQ: page and ordinal."""

CheckName = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        r"^[a-z][a-z0-9_]*$(?!\n)",
        UNKNOWN_CHECK,
        "This is not a valid check name.",
        "Write the name of a function in the checks file, such as `values_do_not_matter`.",
    ),
]
"""The name of a check: that of a function."""

ModuleName = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$(?!\n)",
        INVALID_VALUE,
        "This cannot be the name of a Python module.",
        "Write it as in an import statement, such as 'numpy' or 'google.protobuf'.",
    ),
]
"""The name of a Python module, as an import statement has it."""

Language = Annotated[
    str,
    Field(max_length=MAX_ID),
    *_pattern(
        r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)",
        INVALID_VALUE,
        "This is not a language tag.",
        "Write it like 'en' or 'zh-CN'.",
    ),
]
"""A language tag, as HTML has it."""

Digests = Annotated[
    dict[
        Literal["question", "summary", "answer", "claims", "reason", "label", "description"],
        Annotated[
            str,
            *_pattern(
                r"^[0-9a-f]{8}$(?!\n)",
                INVALID_VALUE,
                "This is not the digest of a text.",
                "Run `kb translate --accept`, which writes it.",
            ),
        ],
    ],
    Field(max_length=MAX_ITEMS),
]
"""The digest of each translated text by field."""

Label = Annotated[str, *_line(60)]
Line = Annotated[str, *_line(MAX_LINE)]
Sentences = Annotated[str, *_line(400)]
Summary = Annotated[str, *_line(MAX_SUMMARY)]
Question = Annotated[
    str,
    *_line(MAX_LINE),
    *_pattern(
        QUESTION_PATTERN,
        NOT_A_QUESTION,
        "A question must end with '?' or quote an error message in `backticks`.",
        "Ask it as a reader would. In YAML, only ' and \" are quotes.",
        further=True,
    ),
]
Fragment = Annotated[str, *_line(400, least=8)]
"""A literal piece of an error message; shorter than eight characters would match anything."""

Markdown = Annotated[
    str,
    Field(min_length=1, max_length=MAX_ANSWER),
    *_pattern(r"\S", EMPTY_FIELD, "This text is blank.", "Fill it in."),
]
Url = Annotated[
    str,
    Field(max_length=500),
    *_pattern(URL_PATTERN, BAD_URL, "This is not a complete https address."),
]
VersionSpecifier = Annotated[
    str, Field(min_length=1, max_length=60), AfterValidator(_check_version)
]
Release = Annotated[str, Field(max_length=40), AfterValidator(_check_release)]
"""A released version of the product, such as `2.10.0`."""

Day = Annotated[
    date,
    BeforeValidator(_read_date),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date",
            "pattern": DATE_PATTERN,
            "patternErrorMessage": "Write the date as year-month-day, such as 2026-11-22.",
        }
    ),
]
Order = Annotated[int, Field(strict=True, ge=1, le=999)]


class StrictModel(BaseModel):
    """A model that is frozen and has no other keys than its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
