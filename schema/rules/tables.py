"""An answer shows tables that exist, and each row of a table has a value for every column."""

from collections.abc import Iterator

from schema.markdown.lint import contents
from schema.models.entry import QuestionAndAnswer
from schema.models.shared import Table
from schema.problems import Code, Finding, Phrase, did_you_mean, excerpt
from schema.records import Record
from schema.rules import Policy

_TABLE = """\
# kb/compatibility/pairs.yaml, the whole file
columns: {release: {en: Release}, cann: {en: CANN}}
rows:
"""
_ROW = "  - {values: {release: '2.10', cann: '9.0'}, source: https://a.b/c}\n"
_ANSWER = "answer: |\n  ```{table} %s\n  ```\n"

UNKNOWN_TABLE = Code(
    "unknown-table",
    "An answer shows a table that does not exist.",
    "Name a file in `kb/compatibility/`, without its extension.",
    bad=_ANSWER.replace("`", "¦`", 1) % "pears" + _TABLE + _ROW,
    good=_ANSWER % "pairs" + _TABLE + _ROW,
)
WRONG_CELLS = Code(
    "wrong-cells",
    "A row has a value for a column that the table does not have, or none for one that it has.",
    "Write one value for each column. For nothing, write a dash.",
    bad=_TABLE + "  - {values: ¦{release: '2.10'}, source: https://a.b/c}\n",
    good=_TABLE + _ROW,
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report tables that don't exist, and rows that don't fit their table."""
    if isinstance(record.model, QuestionAndAnswer):
        for offset, name, _ in contents(record.model.answer).tables:
            if name not in policy.tables:
                message = Phrase("There is no table '{name}'.", excerpt(name))
                hint = did_you_mean(name, policy.tables)
                yield Finding(UNKNOWN_TABLE, ("answer",), message, hint, offset)
    if isinstance(record.model, Table):
        columns = record.model.columns
        for index, row in enumerate(record.model.rows):
            field = ("rows", index, "values")
            if extra := row.values.keys() - columns:
                yield Finding(WRONG_CELLS, field, Phrase("There is no column '{id}'.", min(extra)))
            if lacking := columns.keys() - row.values:
                yield Finding(WRONG_CELLS, field, Phrase("'{name}' has no value.", min(lacking)))
