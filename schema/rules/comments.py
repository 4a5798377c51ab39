"""A text does not end where its author did not end it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schema.policy import Policy
from schema.problems import FieldPath, Finding, excerpt
from schema.records import Record

_COMMENT = re.compile(r"[ \t]#")

_TEXTS = frozenset(
    {
        *("question", "phrasings", "summary", "answer", "reason", "errors", "supports"),
        *("label", "description", "aliases"),
    }
)
"""Fields of free text, in which `#` may be meant."""


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a comment on the line of a text without quotes, which may be the rest of it."""
    if not any("#" in line and _COMMENT.search(line) for line in record.source.lines):
        return
    # A comment ends a line, so it can cut the last value there only.
    last = {mark.line: (field, mark) for field, mark in record.source.values.items()}
    for number, (field, mark) in last.items():
        if number > len(record.source.lines):
            continue  # a value that is missing at the end of the file
        line = record.source.lines[number - 1][mark.column - 1 :]
        names = [part for part in field if isinstance(part, str)]
        if mark.block or "#" not in line or not names or names[-1] not in _TEXTS:
            continue
        comment = _COMMENT.search(line)
        # In quotes it would be part of the text; behind them it certainly is a comment.
        if comment and _value(record.source.data, field) == line[: comment.start()].rstrip():
            message = f"The text ends here before '{excerpt(line[comment.start() :], 30)}', "
            message += "which YAML takes for a comment."
            hint = "Put the text in quotes, or the comment on a line of its own."
            yield Finding("cut-comment", field, message, hint)


def _value(data: Any, field: FieldPath) -> object:
    try:
        for part in field:
            data = data[part]
    except (LookupError, TypeError):  # the value was refused, or its key stands twice
        return None
    return data
