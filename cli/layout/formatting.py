"""Format a record; the result has the same values and comments."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cli.layout.canonical import Content, lay_out
from cli.layout.scalars import Spelling
from schema.codes.files import FILE_TOO_LARGE
from schema.field_errors import read_model
from schema.problems import FieldPath, Finding, Problem
from schema.records import MODELS, Place
from schema.rules.markdown import FOLDED_ANSWER
from schema.source import MAX_BYTES, Source, parse_source
from schema.source.comments import read_comments


class CannotFormat(Exception):
    """A record cannot be formatted because its values are uncertain; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)


class LayoutFault(Exception):
    """The canonical layout of a record would change it, which is a bug in this program."""


def format_text(place: Place, text: str) -> str:
    """Return the text of a record in canonical layout.

    Raises:
        CannotFormat: the values are uncertain, or the result would be too large.
        LayoutFault: the result would have other values or comments.
    """
    content = read_content(place, text)
    laid = lay_out(place, content)
    if laid != text:
        if (size := len(laid.encode())) > MAX_BYTES:
            message = f"In canonical layout the file would have {size:,} bytes; "
            message += f"a record can have {MAX_BYTES:,}."
            raise CannotFormat([FILE_TOO_LARGE.problem(place.path, message)])
        check(laid, content)
    return laid


def read_content(place: Place, text: str) -> Content:
    """Return the values and comments of a record. Raise CannotFormat for uncertain values."""
    source, problems = parse_source(text, place.path)
    if source is None or problems:
        raise CannotFormat(problems)
    if not isinstance(source.data, dict):
        findings = read_model(MODELS[place.kind], source.data)[1]
        raise CannotFormat([source.locate(finding) for finding in findings])
    mark = source.values.get(("answer",))
    if place.kind in ("entry", "entry-translation") and mark is not None and mark.folded:
        message = "YAML folds this answer into one line; formatting would make that permanent."
        finding = Finding(FOLDED_ANSWER, ("answer",), message)
        raise CannotFormat([source.locate(finding)])
    return _content(source)


def _content(source: Source) -> Content:
    return Content(_spelled(source, (), source.data), read_comments(source))


def _spelled(source: Source, path: FieldPath, value: Any) -> Any:
    """Return a value with numbers, booleans and nulls as they are written in the file."""
    if isinstance(value, dict):
        return {key: _spelled(source, (*path, key), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spelled(source, (*path, index), inner) for index, inner in enumerate(value)]
    if isinstance(value, str):
        return value
    mark = source.values[path]  # past the last line if the file ends before the value
    line = source.lines[mark.line - 1] if mark.line <= len(source.lines) else ""
    return Spelling(re.split(r"[\s,\]}]", line[mark.column - 1 :], maxsplit=1)[0])


def check(laid: str, content: Content) -> None:
    """Raise LayoutFault unless a text has exactly these values and comments."""
    source, problems = parse_source(laid, "")
    if source is None or problems:
        raise LayoutFault("it could not be read again")
    after = _content(source)
    if not same(content.values, after.values):
        raise LayoutFault("a value would change")
    first = {laid.partition("\n")[0]}  # the line for editors can be new
    before, now = (Counter(comment for _, comment in c.comments) for c in (content, after))
    if any(before[comment] != now[comment] for comment in {*before, *now} - first):
        raise LayoutFault("a comment would be lost or doubled")


def same(values: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    """Return whether two records have the same values.

    The order of keys matters only within a field: the first facet is the home.
    """
    mappings = [key for key, value in values.items() if isinstance(value, dict)]
    return values == others and all(list(values[key]) == list(others[key]) for key in mappings)
