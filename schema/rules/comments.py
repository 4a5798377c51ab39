"""No comment cuts a text short, instructs an editor, or says what is still to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schema.comments import read_comments
from schema.models import Entry, Status
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
EDITOR_COMMENT = Code(
    "editor-comment",
    "A comment gives instructions to editors: they would load a schema from elsewhere, or change "
    "their settings.",
    "Delete the comment.",
    bad="¦status: published # yaml-language-server: $schema=https://a.b/c\n",
    good="status: published\nsummary: 'No # yaml-language-server: $schema=https://a.b/c'\n",
)
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

_COMMENT = re.compile(r"[ \t]#")
_LEFT = re.compile(r"#\s*To do:")
_INSTRUCTION = re.compile(
    r"yaml-language-server|\$schema|-\*-|\b(?:vim?|ex):|Local Variables:", re.IGNORECASE
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report comments that cut a text short, instruct an editor, or are left in a published entry.

    The answer of a new draft counts as such a comment.
    """
    lines = [line for line in record.source.lines if "#" in line]
    if any(map(_COMMENT.search, lines)):
        yield from _cut_texts(record)
    folder = "../" * (record.place.path.count("/") - 1)
    schema = f"# yaml-language-server: $schema={folder}{record.place.kind}.schema.json"
    if any(_INSTRUCTION.search(line) for line in lines if line != schema):
        yield from _instructions(record, schema)
    if not isinstance(record.model, Entry):
        return
    if record.model.answer.strip() == PLACEHOLDER:
        hint = "Replace the placeholder with the answer."
        yield Finding(LEFT_TO_DO, ("answer",), "The answer is missing.", hint)
    is_published = record.model.status is Status.PUBLISHED and record.states("status")
    if is_published and any(map(_LEFT.search, lines)):
        for field, comment in read_comments(record.source):
            if _LEFT.match(comment):
                message = f"The entry is published but has the comment '{excerpt(comment, 100)}'."
                yield Finding(LEFT_TO_DO, field, message, at_key=True)


def _instructions(record: Record, schema: str) -> Iterator[Finding]:
    for field, comment in read_comments(record.source):
        if comment != schema and _INSTRUCTION.search(comment):
            message = f"The comment '{excerpt(comment)}' gives instructions to editors."
            hint = f"Delete it, or write '{schema}'." if "$schema" in comment else ""
            yield Finding(EDITOR_COMMENT, field, message, hint, at_key=True)


def _cut_texts(record: Record) -> Iterator[Finding]:
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
