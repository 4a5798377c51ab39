"""No comment cuts a text short, instructs an editor, or says what is still to do."""

import re
from collections.abc import Iterator

from schema.models.entry import Entry, Status
from schema.problems import Code, Finding, Phrase, excerpt
from schema.records import Record
from schema.rules import Policy
from schema.source.comments import read_comments

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

_LEFT = re.compile(r"#\s*To do:")
_INSTRUCTION = re.compile(
    r"yaml-language-server|\$schema|-\*-|\b(?:vim?|ex):|Local Variables:", re.IGNORECASE
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report comments that cut a text short, instruct an editor, or are left in a published entry.

    The answer of a new draft counts as such a comment.
    """
    is_published = False
    if isinstance(record.model, Entry):
        is_published = record.model.status is Status.PUBLISHED and record.states("status")
        if record.model.answer.strip() == PLACEHOLDER:
            hint = "Replace the placeholder with the answer."
            yield Finding(LEFT_TO_DO, ("answer",), "The answer is missing.", hint)
    schema = record.place.schema_line
    if all(line == schema or "#" not in line for line in record.source.lines):
        return
    comments = read_comments(record.source)
    free_texts = dict(record.texts) if comments.beside else {}
    for field, comment in comments.beside.items():
        if field in free_texts and not record.source.values[field].style:
            message = "Unquoted text contains ' #'; YAML drops '{text}'."
            yield Finding(CUT_COMMENT, field, Phrase(message, excerpt(comment, 30)))
    for field, comment in comments:
        if comment != schema and _INSTRUCTION.search(comment):
            message = "The comment '{text}' gives instructions to editors."
            hint = Phrase("Delete it, or write '{schema}'.", schema) if "$schema" in comment else ""
            phrase = Phrase(message, excerpt(comment))
            yield Finding(EDITOR_COMMENT, field, phrase, hint, at_key=True)
        if is_published and _LEFT.match(comment):
            text = excerpt(comment, 100)
            message = Phrase("The entry is published but has the comment '{text}'.", text)
            yield Finding(LEFT_TO_DO, field, message, at_key=True)
