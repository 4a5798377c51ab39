"""Findings for fields that don't fit the model, in the author's terms."""

from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schema.codes import fields as codes
from schema.models import ITEMS, Model
from schema.models.entry import Entry
from schema.phrases import Phrase, count
from schema.problems import Code, FieldPath, Finding, Fix, did_you_mean, excerpt
from schema.source import REFUSED

MAX_FINDINGS = 200
"""Findings for one record: ten thousand wrong items are one mistake."""

_EXPECTED = {
    "string_type": ("text", "Write it after the name, or below it after `|` or `>-`."),
    "enum": ("text", "Write one word."),
    "tuple_type": ("a list", "Start each item with `- ` on its own line, or write `[one, two]`."),
    "dict_type": ("a mapping", "Write lines such as `name: value`, one for each item."),
    "model_type": ("a mapping", "Write each of its fields on its own line."),
    "int_type": ("an integer", "Write digits, without quotes."),
}
"""The expected type for each of pydantic's type errors, and how to write it."""

_STATUS_FIELDS = frozenset({"status", "superseded_by", "reason"})

_STAND_INS: Mapping[str, object] = {
    "question": "?",
    "phrasings": ["one", "two"],
    "summary": "…",
    "answer": "…",
    "tags": {"none": ["none"]},
    "status": "published",
    "reviewed_on": "2000-01-01",
    "label": "…",
    "description": "…",
    "terms": [],
    "columns": {"none": {"en": "…"}},
    "rows": [{"values": {"none": "…"}, "source": "https://example.org"}],
    "translates": {},
}
"""Placeholders without problems, by name, for required fields without a usable value."""


def read_model(model: type[Model], data: object) -> tuple[Model | None, list[Finding], bool]:
    """Return the record that a file holds, findings for its wrong fields, and whether it is whole.

    If it is not, placeholders replace wrong fields so that the rules can check the rest; it is good
    for nothing else. The record is None if nothing usable is left.
    """
    if data is REFUSED:
        return None, [], False
    if not isinstance(data, dict):
        message = Phrase("A record must be a mapping of fields; this is {what}.", _describe(data))
        hint = Phrase("Start with `{field}: …`.", next(iter(model.model_fields)))
        return None, [Finding(codes.WRONG_TYPE, (), message, hint)], False
    # The model accepts None for an optional field; for the author it is an oversight.
    empty = [key for key, value in data.items() if value is None and key in model.model_fields]
    findings = [_empty_field((key,)) for key in empty]
    filled = {key: data[key] for key in data if key not in empty}
    try:
        return model.model_validate(filled), findings, not findings
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details[:MAX_FINDINGS]:
        if detail["loc"][0] not in empty:
            findings += _findings(model, detail)
    wrong = {str(detail["loc"][0]) for detail in details}
    return _salvage(model, filled, wrong), findings, False


def _salvage(model: type[Model], data: Mapping[str, object], wrong: Set[str]) -> Model | None:
    """Return the record with placeholders for the wrong fields."""
    if wrong & _STATUS_FIELDS:  # the valid values of one depend on the others
        wrong |= _STATUS_FIELDS
    good = {key: value for key, value in data.items() if key not in wrong}
    required = (name for name, field in model.model_fields.items() if field.is_required())
    try:
        record = model.model_validate({name: _STAND_INS[name] for name in required} | good)
    except ValidationError:
        return None
    if isinstance(record, Entry) and "tags" not in good:
        return record.model_copy(update={"tags": {}})  # the author wrote no tag to check
    return record


def _findings(model: type[Model], detail: ErrorDetails) -> Iterator[Finding]:
    """Turn one pydantic error into findings."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    field, at_key = detail["loc"], kind == "extra_forbidden"
    if field[-1] == "[key]":  # pydantic's mark for an error in a mapping key
        field, at_key = field[:-1], True
    if given is REFUSED:
        return
    if "code" in context:  # ours: see `schema.types.refusal`
        code, message, hint = context["code"], context["message"], context["hint"]
        field = (context["at"],) if "at" in context else field
        for place in [(*field, item) for item in context.get("items", ())] or [field]:
            fix = Fix(place, None) if code is codes.DUPLICATE_ITEM else None
            yield Finding(code, place, message, hint, at_key=at_key, fix=fix)
    elif kind in _EXPECTED and given is None:
        yield _empty_field(field)
    elif kind != "too_short" or len(given) < context["min_length"]:
        # Otherwise the list is long enough, but pydantic counts only items without an error.
        code, message, hint = _explain(model, field, detail)
        # Only text can be meant here: `cli.fixing` keeps the spelling of the number.
        wants_text = kind == "string_type" and isinstance(given, bool | int | float)
        fix = Fix(field, spelled(given)) if wants_text else None
        yield Finding(code, field, message, hint, at_key=at_key, fix=fix)


def spelled(value: bool | float) -> str:
    """Return a number or truth value as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _explain(model: type[Model], field: FieldPath, detail: ErrorDetails) -> tuple[Code, str, str]:
    """Return the code, message and hint for one of pydantic's own errors."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = excerpt(str(field[-1]))
    code, message, hint = codes.INVALID_VALUE, f"{detail['msg']}.", ""
    item = ITEMS.get(model, {}).get(str(field[0])) if len(field) > 1 else None
    fields = (item or model).model_fields
    info = fields.get(name) if item or len(field) == 1 else None
    meaning = (info.description if info else None) or ""
    match kind:
        case "missing":
            code, hint = codes.MISSING_FIELD, meaning
            message = Phrase("The field '{name}' is missing.", name)
        case "extra_forbidden":
            code, message = codes.UNKNOWN_FIELD, Phrase("There is no field '{name}'.", name)
            hint = did_you_mean(name, fields)
        case "enum" if info and isinstance(given, str):
            code = codes.UNKNOWN_CHOICE
            message = Phrase("'{value}' is not a {field}.", excerpt(given), name)
            hint = did_you_mean(given, cast("type[StrEnum]", info.annotation))
        case kind if kind in _EXPECTED:
            code = codes.WRONG_TYPE
            what = Phrase(_EXPECTED[kind][0])
            message = Phrase("Expected {type}, found {value}.", what, _describe(given))
            hint = _type_hint(kind, given, tuple(fields))
        case "string_too_long" | "too_long":
            most = context["max_length"]
            code = codes.TOO_LONG
            message = Phrase("Too long: {size}; the limit is {most}.", _size(given), most)
        case "string_too_short" | "too_short":
            least = context["min_length"]
            code, hint = codes.TOO_SHORT, meaning
            message = Phrase("Too short: {size}; the minimum is {least}.", _size(given), least)
            if not given:
                message = Phrase("'{name}' is empty.", name)
        case "greater_than_equal":
            message = Phrase("The number {number} is too small.", str(given))
            hint = Phrase("Write {number} or more.", context["ge"])
        case "less_than_equal":
            message = Phrase("The number {number} is too large.", str(given))
            hint = Phrase("Write {number} or less.", context["le"])
    return code, message, hint


def _type_hint(kind: str, given: object, fields: Sequence[str]) -> str:
    """Return how to write the expected type, given a value of another one."""
    match kind, given:
        case "model_type", _:
            return Phrase("Write `{one}: …` and `{two}: …` on lines of their own.", *fields[:2])
        case "string_type" | "enum", bool() | int() | float():
            return Phrase("Put it in quotes.")
        case "string_type", dict() if len(given) == 1:
            ((key, value),) = given.items()
            text = excerpt(f"{key}: {value}")
            return Phrase('Put the text in quotes, because it contains `: `: "{text}".', text)
        case "tuple_type", str():
            return Phrase("Write `[{text}]`, or each item after `- ` on its line.", excerpt(given))
    return _EXPECTED[kind][1]


def _empty_field(field: FieldPath) -> Finding:
    message = Phrase("This item has no value.")
    if isinstance(field[-1], str):
        message = Phrase("'{name}' has no value.", excerpt(field[-1]))
    return Finding(codes.EMPTY_FIELD, field, message, at_key=True)


def _size(value: Any) -> str:
    if isinstance(value, str):
        return count(len(value), "{count} character", "{count} characters")
    return count(len(value), "{count} item", "{count} items")


def _describe(value: object) -> str:
    match value:
        case None:
            return Phrase("nothing")
        case bool():
            return Phrase("the truth value {value}", str(value).lower())
        case int() | float():
            return Phrase("the number {value}", str(value))
        case str():
            return Phrase("the text '{text}'", excerpt(value, 30))
        case list():
            return Phrase("a list")
        case _:
            return Phrase("a mapping")
