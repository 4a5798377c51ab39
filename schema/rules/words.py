"""Every text has words."""

from collections.abc import Iterator

from schema.markdown.lint import contents
from schema.problems import Code, Finding
from schema.records import Record
from schema.rules import Policy

NO_WORDS = Code(
    "no-words",
    "A text has no letter or digit, so a page displays nothing that readers understand.",
    "Write some words.",
    bad="summary: ¦'**.**'\n",
    good="summary: '**Yes.**'\n",
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report texts without a letter or digit, and answers of which a page displays nothing."""
    for field, text in record.texts:
        if not text.strip() or field[0] == "errors":
            continue  # other rules report it
        if field == ("answer",):
            if contents(text).is_blank and not contents(text).violations:
                yield Finding(NO_WORDS, field, "A page would display nothing of this answer.")
        elif not any(map(str.isalnum, text)):
            yield Finding(NO_WORDS, field, "This text has no letter or digit.")
