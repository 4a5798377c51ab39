"""A `#` in unquoted text does not cut the text short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schema.problems import Code, FieldPath, Finding, excerpt
from schema.records import Record
from schema.rules import Policy, is_free_text

CUT_COMMENT = Code(
    "cut-comment",
    "Unquoted text contains ` #`; YAML treats the rest of the line as a comment and drops it.",
    "Put the text in quotes, or the comment on its own line.",
    bad="summary: ¦Use C # or F\n",
    good="summary: 'Use C # or F'\n",
    severity="warning",
)

_COMMENT = re.compile(r"[ \t]#")


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a comment after unquoted text, because it may be the rest of the text."""
    if not any("#" in line and _COMMENT.search(line) for line in record.source.lines):
        return
    # A comment ends a line, so it can cut the last value there only.
    last = {mark.line: (field, mark) for field, mark in record.source.values.items()}
    for number, (field, mark) in last.items():
        if number > len(record.source.lines):
            continue  # the value is missing at the end of the file
        line = record.source.lines[number - 1][mark.column - 1 :]
        if mark.block or "#" not in line or not is_free_text(field):
            continue
        comment = _COMMENT.search(line)
        # Inside quotes it would be part of the text; after them it certainly is a comment.
        if comment and _value(record.source.data, field) == line[: comment.start()].rstrip():
            rest = excerpt(line[comment.start() :], 30)
            message = f"Unquoted text contains ' #'; YAML drops '{rest}' as a comment."
            yield Finding(CUT_COMMENT, field, message)


def _value(data: Any, field: FieldPath) -> object:
    try:
        for part in field:
            data = data[part]
    except (LookupError, TypeError):  # the value is unreadable, or its key occurs twice
        return None
    return data
