"""The models and the JSON Schemas accept and refuse the same records, but for stated exceptions.

Valid records are changed in one or two places, near the limits, and both judge the result. The
schemas are read in two ways: with the regular expressions of Python and with those of ECMAScript,
which the standard asks for and editors use.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import regress
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validators

from cli.commands.schema import describe
from schema.field_errors import read_model
from schema.models import Model
from schema.models.entry import Entry
from schema.problems import Finding
from schema.types import DATE_PATTERN
from tests.pages import section
from tests.schema.neighbours import BASES, COUNTS, FULL, LEAST, SIZES, at, changed, mutated, paths


def _pattern(_: Any, pattern: str, value: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and regress.Regex(pattern, "u").find(value) is None:
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _pattern_properties(
    judge: Any, patterns: Mapping[str, Any], value: object, _: Any
) -> Iterator[ValidationError]:
    """Cover `additionalProperties` too, which is false wherever the schemas have patterns."""
    for key, item in value.items() if isinstance(value, dict) else ():
        ((pattern, fitting),) = patterns.items()
        if regress.Regex(pattern, "u").find(key) is None:
            yield ValidationError(f"{key!r} does not match {pattern!r}")
        else:
            yield from judge.descend(item, fitting, path=key)


Ecmascript = validators.extend(
    Draft202012Validator, {"pattern": _pattern, "patternProperties": _pattern_properties}
)
JUDGES = {"Python": Draft202012Validator, "ECMAScript": Ecmascript}


@cache
def judges(model: type[Model]) -> dict[str, Any]:
    """Return a validator for each kind of regular expression. None asserts `format`."""
    schema = describe(model)
    Draft202012Validator.check_schema(schema)
    return {name: judge(schema) for name, judge in JUDGES.items()}


def _not_a_specifier(finding: Finding, _: Any) -> bool:
    return finding.code.name == "bad-version"


def _whole_float(finding: Finding, data: Any) -> bool:
    if (finding.code.name, finding.field) != ("wrong-type", ("order",)):
        return False
    value = data["order"]
    return isinstance(value, float) and value.is_integer() and 1 <= value <= 999


def _only_line_breaks_differ(finding: Finding, data: Any) -> bool:
    if finding.code.name != "duplicate-item":
        return False
    *path, _ = finding.field
    return bool(at(data, path).count(at(data, finding.field)) == 1)


def _not_in_the_calendar(finding: Finding, data: Any) -> bool:
    if finding.code.name != "bad-date":
        return False
    text = at(data, finding.field)
    return isinstance(text, str) and re.search(DATE_PATTERN, text) is not None


EXCEPTIONS = {
    "A version specifier that cannot be read": _not_a_specifier,
    "An integer written as `3.0`": _whole_float,
    "Two items of a list that differ by the line break that `>` leaves": _only_line_breaks_differ,
    "A day that is not in the calendar, such as 30 February": _not_in_the_calendar,
}
"""Finds what the models refuse and no JSON Schema can, by its name in the reference."""


def agree(model: type[Model], data: object) -> None:
    """Assert that the schema accepts a record unless the models find what it can find too."""
    findings = read_model(model, data)[1]
    wanted = all(any(excuses(one, data) for excuses in EXCEPTIONS.values()) for one in findings)
    for name, judge in judges(model).items():
        error = next(judge.iter_errors(data), None)
        assert (error is None) is wanted, (name, data, findings, error)


@pytest.mark.parametrize("model", BASES)
def test_the_bases_are_valid_and_have_every_field(model: type[Model]) -> None:
    for data in BASES[model]:
        assert read_model(model, data)[2]
        agree(model, data)
    assert set().union(*BASES[model]) == set(model.model_fields)


@pytest.mark.parametrize("model", BASES)
@settings(max_examples=100)
@given(st.data())
def test_changed_records_are_judged_alike(model: type[Model], data: st.DataObject) -> None:
    agree(model, data.draw(mutated(model)))


def test_the_limits_of_texts_and_lists_are_the_same() -> None:
    """Drawn records seldom reach a limit."""

    def numbered(item: Any, n: int) -> Any:
        if isinstance(item, dict):
            return {key: f"{text}{n}" for key, text in item.items()}
        return f"{item[:-2]}{n:02}"

    for path in (each for each in paths(FULL) if 1 not in each):
        value = at(FULL, path)
        if isinstance(value, str):  # a character of two UTF-16 units counts as one
            values: list[Any] = [(value + end * size)[:size] for size in SIZES for end in "x😀"]
        elif isinstance(value, list):
            values = [[numbered(value[0], n) for n in range(size)] for size in COUNTS]
        else:
            values = [{f"facet-{n}": ["a"] for n in range(size)} for size in COUNTS]
        for each in values:
            agree(Entry, changed(FULL, path, each))
    for size in (50_000, 50_001):
        agree(Entry, {**LEAST, "answer": "😀" * size})


def test_the_reference_names_the_exceptions() -> None:
    rows = section("docs/reference/editors.md", "What a schema lets pass").rows[1:]
    assert {row[0] for row in rows} >= set(EXCEPTIONS)
