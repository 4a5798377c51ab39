"""The text of a record in the one layout: the same meaning and comments, or no text at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cli.layout.canonical import lay_out
from cli.layout.scalars import Spelling
from schema.codes.files import FILE_TOO_LARGE
from schema.comments import Comments, read_comments
from schema.field_errors import read_model
from schema.json_schema import schema_line
from schema.problems import FieldPath, Finding, Problem
from schema.records import MODELS, Kind, Place
from schema.rules.markdown import FOLDED_ANSWER
from schema.source import MAX_BYTES, Source, parse_source

_FIRST_LINE = re.compile(r"#\s*yaml-language-server:")


class Refused(Exception):
    """A text is left alone because its values are not certain; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(problems)} problems")


class NotKept(Exception):
    """The layout of a record would say something else than the record: a fault of this program."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the layout of a record keeps."""

    values: dict[str, Any]
    """Texts, spellings of other values, and lists and mappings of them."""
    comments: Comments


def format_text(place: Place, text: str) -> str:
    """Return the text of a record in canonical layout.

    Raises:
        Refused: its values are uncertain, it is not a mapping, or it would be too large.
        NotKept: the result would not have the same values and comments.
    """
    content = read(place, text)
    laid = lay_out_record(place.kind, content)
    if laid != text:
        if (size := len(laid.encode())) > MAX_BYTES:
            message = f"In canonical layout the file would have {size:,} bytes; "
            message += f"a record can have {MAX_BYTES:,}."
            raise Refused([FILE_TOO_LARGE.problem(place.path, 1, 1, message)])
        check(laid, content)
    return laid


def read(place: Place, text: str) -> Content:
    """Return the values and comments of a record. Raise Refused for values that are uncertain."""
    source, problems = parse_source(text, place.path)
    if source is None or problems:
        raise Refused(problems)
    if not isinstance(source.data, dict):
        findings = read_model(MODELS[place.kind], source.data).findings
        raise Refused([source.locate(finding) for finding in findings])
    mark = source.values.get(("answer",))
    if place.kind == "entry" and mark is not None and mark.folded:
        message = "YAML folds this answer into one line, and the layout would make that final."
        finding = Finding(FOLDED_ANSWER, ("answer",), message)
        raise Refused([source.locate(finding)])
    return _content(source)


def _content(source: Source) -> Content:
    return Content(_spelled(source, (), source.data), read_comments(source))


def _spelled(source: Source, path: FieldPath, value: Any) -> Any:
    """Return a value with spellings in place of numbers, truth values and nulls."""
    if isinstance(value, dict):
        return {key: _spelled(source, (*path, key), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spelled(source, (*path, index), inner) for index, inner in enumerate(value)]
    if isinstance(value, str):
        return value
    mark = source.values[path]  # behind the last line, if the file ends before the value
    line = source.lines[mark.line - 1] if mark.line <= len(source.lines) else ""
    return Spelling(re.split(r"[\s,\]}]", line[mark.column - 1 :], maxsplit=1)[0])


def lay_out_record(kind: Kind, content: Content) -> str:
    """Return the text of a record, with the line first by which editors find the schema."""
    first, comments = _first_line(kind, content.comments)
    return f"{first}\n{lay_out(MODELS[kind], content.values, comments)}"


def check(laid: str, content: Content) -> None:
    """Raise NotKept unless a text has exactly these values and all these comments."""
    source, problems = parse_source(laid, "")
    if source is None or problems:
        raise NotKept("it could not be read again")
    after = _content(source)
    if not same(content.values, after.values):
        raise NotKept("a value would change")
    kept, laid_comments = (Counter(comment for _, comment in c.comments) for c in (content, after))
    added = laid_comments - kept
    if kept - laid_comments or added.total() > 1:  # the line for editors may be new
        raise NotKept("a comment would be lost or doubled")


def same(values: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    """Return whether two records have the same values.

    The order of keys counts within a field only: the first facet is the home.
    """
    mappings = [key for key, value in values.items() if isinstance(value, dict)]
    return values == others and all(list(values[key]) == list(others[key]) for key in mappings)


def _first_line(kind: Kind, comments: Comments) -> tuple[str, Comments]:
    """Return the line for editors, and the other comments."""
    for path, texts in comments.above.items():
        for number, comment in enumerate(texts if len(path) == 1 else ()):
            if _FIRST_LINE.match(comment):
                rest = texts[:number] + texts[number + 1 :]
                return comment, replace(comments, above={**comments.above, path: rest})
    return schema_line(kind), comments
