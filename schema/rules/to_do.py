"""What is published is finished: no comment says what is still to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.models import Entry, Status
from schema.policy import Policy
from schema.problems import FieldPath, Finding, excerpt
from schema.records import Record
from schema.source import parse_source
from schema.tree import Collection, read_tree

MARK = "# To do:"
"""How a comment begins that says what is still to do in a draft."""

PLACEHOLDER = "Write the answer here."
"""The answer of a new draft."""

_LEFT = re.compile(r"#\s*To do:")


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report an answer still to be written, and the comments of a published entry that say so."""
    if not isinstance(record.model, Entry):
        return
    if record.model.answer.strip() == PLACEHOLDER:
        hint = "Replace the placeholder with the answer."
        yield Finding("left-to-do", ("answer",), "The answer is missing.", hint)
    if record.model.status is not Status.PUBLISHED:
        return
    lines = record.source.lines
    if not (record.states("status") and any(map(_LEFT.search, lines))):
        return
    text = "".join(f"{line}\n" for line in lines)
    source, problems = parse_source(text, record.place.path)
    if source is None or problems:
        return  # Which text is a comment is certain only when those are mended.
    for field, comment in _comments(read_tree(text, source)):
        if _LEFT.match(comment):
            message = f"The entry is published, with the comment '{excerpt(comment, 100)}'."
            hint = "Do what it says, then delete it; or write 'status: draft'."
            yield Finding("left-to-do", field, message, hint, at_key=True)


def _comments(node: Collection, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Yield all comments, each with the field or the item that it stands at."""
    for index, item in enumerate(node.items):
        here = (*path, index if item.key is None else item.key)
        for comment in (*item.above, *item.beside):
            yield here, comment
        if isinstance(item.value, Collection):
            yield from _comments(item.value, here)
    for comment in node.after:
        yield path, comment
