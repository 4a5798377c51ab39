"""The answer contains only the Markdown that a record may contain."""

from __future__ import annotations

from collections.abc import Iterator

from schema.markdown.lint import find_violations
from schema.models import Entry
from schema.policy import Policy
from schema.problems import Finding
from schema.records import Record


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report raw HTML, images, foreign links, headings, directives and roles with their line."""
    if isinstance(record.model, Entry):
        for found in find_violations(record.model.answer):
            place = found.line, found.column
            yield Finding(found.code, ("answer",), found.message, found.hint, place)
