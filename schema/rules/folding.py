"""YAML keeps the line breaks of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry
from schema.problems import Code, Finding
from schema.records import Record
from schema.rules import Policy

FOLDED_ANSWER = Code(
    "folded-answer",
    "YAML folds the answer into one line. That happens after `>` and when the text starts on the "
    "line of `answer:`; lists, tables and code become one paragraph.",
    "Start the answer with `|`.",
    bad="answer: ¦>\n  It runs on:\n  - GPUs\n",
    good="answer: |\n  It runs on:\n  - GPUs\n",
)
FIELD = ("answer",)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report an answer whose lines YAML joins."""
    mark = record.source.values.get(FIELD)
    if isinstance(record.model, Entry) and mark is not None and mark.folded:
        message = "YAML folds this answer into one line: its lists and code are lost."
        yield Finding(FOLDED_ANSWER, FIELD, message)
