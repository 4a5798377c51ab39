"""Findings for fields that don't fit the model, in the author's terms."""

from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schema.codes import fields as codes
from schema.models import ITEMS, Model
from schema.models.entry import Entry
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
        message = f"A record must be a mapping of fields; this is {_describe(data)}."
        hint = f"Start with `{next(iter(model.model_fields))}: …`."
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
            code, message, hint = codes.MISSING_FIELD, f"The field '{name}' is missing.", meaning
        case "extra_forbidden":
            code, message = codes.UNKNOWN_FIELD, f"There is no field '{name}'."
            hint = did_you_mean(name, fields)
        case "enum" if info and isinstance(given, str):
            code, message = codes.UNKNOWN_CHOICE, f"'{excerpt(given)}' is not a {name}."
            hint = did_you_mean(given, cast("type[StrEnum]", info.annotation))
        case kind if kind in _EXPECTED:
            code = codes.WRONG_TYPE
            message = f"Expected {_EXPECTED[kind][0]}, found {_describe(given)}."
            hint = _type_hint(kind, given, tuple(fields))
        case "string_too_long" | "too_long":
            most = context["max_length"]
            code = codes.TOO_LONG
            message = f"Too long: {_size(given)}; the limit is {most:,}."
        case "string_too_short" | "too_short":
            least = context["min_length"]
            code, hint = codes.TOO_SHORT, meaning
            message = f"Too short: {_size(given)}; the minimum is {least:,}."
            if not given:
                message = f"'{name}' is empty."
        case "greater_than_equal":
            message = f"The number {given} is too small."
            hint = f"Write {context['ge']} or more."
        case "less_than_equal":
            message = f"The number {given} is too large."
            hint = f"Write {context['le']} or less."
    return code, message, hint


def _type_hint(kind: str, given: object, fields: Sequence[str]) -> str:
    """Return how to write the expected type, given a value of another one."""
    match kind, given:
        case "model_type", _:
            return f"Write `{fields[0]}: …` and `{fields[1]}: …` on lines of their own."
        case "string_type" | "enum", bool() | int() | float():
            return "Put it in quotes."
        case "string_type", dict() if len(given) == 1:
            ((key, value),) = given.items()
            text = excerpt(f"{key}: {value}")
            return f'Put the text in quotes, because it contains `: `. Write "{text}".'
        case "tuple_type", str():
            return f"Write `[{excerpt(given)}]`, or each item on its own line after `- `."
    return _EXPECTED[kind][1]


def _empty_field(field: FieldPath) -> Finding:
    what = "This item" if isinstance(field[-1], int) else f"'{excerpt(field[-1])}'"
    return Finding(codes.EMPTY_FIELD, field, f"{what} has no value.", at_key=True)


def _size(value: Any) -> str:
    count, unit = len(value), "character" if isinstance(value, str) else "item"
    return f"{count:,} {unit}" if count == 1 else f"{count:,} {unit}s"


def _describe(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{excerpt(value, 30)}'"
        case list():
            return "a list"
        case _:
            return "a mapping"
