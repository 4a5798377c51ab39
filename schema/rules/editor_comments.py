"""No comment gives instructions to an editor, except for the schema of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.comments import read_comments
from schema.problems import Code, Finding, excerpt
from schema.records import Record
from schema.rules import Policy

EDITOR_COMMENT = Code(
    "editor-comment",
    "A comment gives instructions to editors: they would load a schema from elsewhere, or change "
    "their settings.",
    "Delete the comment.",
    bad="¦status: published # yaml-language-server: $schema=https://a.b/c\n",
    good="status: published\nsummary: 'No # yaml-language-server: $schema=https://a.b/c'\n",
)

_INSTRUCTION = re.compile(
    r"yaml-language-server|\$schema|-\*-|\b(?:vim?|ex):|Local Variables:", re.IGNORECASE
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report comments that an editor would obey."""
    folder = "../" * (record.place.path.count("/") - 1)
    schema = f"# yaml-language-server: $schema={folder}{record.place.kind}.schema.json"
    lines = record.source.lines
    if not any("#" in line and line != schema and _INSTRUCTION.search(line) for line in lines):
        return
    for field, comment in read_comments(record.source):
        if comment != schema and _INSTRUCTION.search(comment):
            message = f"The comment '{excerpt(comment)}' gives instructions to editors."
            hint = f"Delete it, or write '{schema}'." if "$schema" in comment else ""
            yield Finding(EDITOR_COMMENT, field, message, hint, at_key=True)
