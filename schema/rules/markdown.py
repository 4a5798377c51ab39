"""An answer contains only the Markdown that a record may contain."""

from __future__ import annotations

from collections.abc import Iterator

from schema.markdown.lint import find_violations
from schema.models import Entry
from schema.problems import Finding
from schema.records import Record
from schema.rules import Policy


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report raw HTML, images, unsafe links, headings, directives and roles in an answer.

    A folded answer is left to `folded-answer`: joined lines close no block.
    """
    mark = record.source.values.get(("answer",))
    if isinstance(record.model, Entry) and not (mark and mark.folded):
        for violation in find_violations(record.model.answer):
            offset = violation.line, violation.column
            yield Finding(violation.code, ("answer",), violation.message, violation.hint, offset)
