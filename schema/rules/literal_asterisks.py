"""No page shows the asterisks of bold text."""

from collections.abc import Iterator

from schema.problems import Code, Finding, offset_of
from schema.prose import masked, texts
from schema.records import Record
from schema.rules import Policy

LITERAL_ASTERISKS = Code(
    "literal-asterisks",
    "A page would show the asterisks of bold text: one pair is missing, or bold text begins or "
    "ends with punctuation or code right beside a letter or Han character.",
    "Leave punctuation and code at either end out of the bold text.",
    bad="answer: |\n  Use ¦**`it`**s name.\n",
    good="answer: |\n  Use **it**s name.\n",
    severity="warning",
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report the first `**` in a text that makes nothing bold."""
    for field, text in texts(record):
        if (at := masked(field, text).find("**")) >= 0:
            message = "A page would show these asterisks."
            yield Finding(LITERAL_ASTERISKS, field, message, offset=offset_of(text, at))
