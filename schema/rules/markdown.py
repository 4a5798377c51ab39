"""An answer contains only the Markdown that a record may contain, on lines of its own."""

from collections.abc import Iterator

from schema.markdown.lint import contents
from schema.models.entry import QuestionAndAnswer
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


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a folded answer, or else everything that its Markdown may not contain."""
    field = ("answer",)
    mark = record.source.values.get(field)
    if not isinstance(record.model, QuestionAndAnswer):
        return
    if mark is not None and mark.folded:
        message = "YAML folds this answer into one line: its lists and code are lost."
        yield Finding(FOLDED_ANSWER, field, message)
        return  # in the joined lines no block is closed
    yield from contents(record.model.answer).violations
