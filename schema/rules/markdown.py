"""An answer contains only the Markdown that a record may contain."""

from __future__ import annotations

from collections.abc import Iterator

from schema.markdown.lint import find_violations
from schema.models import Entry
from schema.problems import Finding
from schema.records import Record
from schema.rules import Policy


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report raw HTML, images, foreign links, headings, directives and roles in an answer."""
    if isinstance(record.model, Entry):
        for violation in find_violations(record.model.answer):
            offset = violation.line, violation.column
            yield Finding(violation.code, ("answer",), violation.message, violation.hint, offset)
