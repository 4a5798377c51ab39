"""A published entry has no comment that says what is still to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.comments import read_comments
from schema.models import Entry, Status
from schema.problems import Code, Finding, excerpt
from schema.records import Record
from schema.rules import Policy

LEFT_TO_DO = Code(
    "left-to-do",
    "A published entry has a `# To do:` comment. `kb new` and `kb import` write such comments; "
    "drafts may keep them.",
    "Do what it says, then delete it, or set `status: draft`.",
    bad="# To do: Choose tags.\n¦tags: {hardware: [gpu]}\n",
    good="# To do: Choose tags.\ntags: {hardware: [gpu]}\nstatus: draft\n",
)

MARK = "# To do:"
"""The start of a comment that says what is still to do in a draft."""

PLACEHOLDER = "Write the answer here."
"""The answer of a new draft."""

_LEFT = re.compile(r"#\s*To do:")


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a missing answer, and the `# To do:` comments of a published entry."""
    if not isinstance(record.model, Entry):
        return
    if record.model.answer.strip() == PLACEHOLDER:
        hint = "Replace the placeholder with the answer."
        yield Finding(LEFT_TO_DO, ("answer",), "The answer is missing.", hint)
    if record.model.status is not Status.PUBLISHED:
        return
    lines = record.source.lines
    if not (record.states("status") and any(map(_LEFT.search, lines))):
        return
    for field, comment in read_comments(record.source):
        if _LEFT.match(comment):
            message = f"The entry is published but has the comment '{excerpt(comment, 100)}'."
            yield Finding(LEFT_TO_DO, field, message, at_key=True)
