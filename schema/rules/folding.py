"""The lines of an answer are those that its author wrote."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry
from schema.policy import Policy
from schema.problems import Finding
from schema.records import Record

FIELD = ("answer",)


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report an answer whose lines YAML joins: lists, tables and code would be paragraphs."""
    mark = record.source.values.get(FIELD)
    if isinstance(record.model, Entry) and mark is not None and mark.folded:
        message = "YAML joins the lines of this answer: its lists and code would be lost."
        yield Finding("folded-answer", FIELD, message, "Begin the answer with '|'.")
