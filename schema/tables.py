"""Tables as Markdown."""

import re
from collections.abc import Iterable, Iterator

from schema.models.shared import Row, Table

_MARKUP = re.compile(r"[\\`*_\[\]<>|]")


def markdown_of(table: Table, language: str, *, links: bool = False) -> str:
    """Return a table as Markdown, with headings in a language where they have one.

    With `links`, the first cell of each row links to its source.
    """
    columns = table.columns.values()
    headings = [_escaped(names.get(language, next(iter(names.values())))) for names in columns]
    rows = (_cells(table, row, links) for row in table.rows)
    return "\n".join(map(_line, (headings, ["---"] * len(headings), *rows))) + "\n"


def _cells(table: Table, row: Row, links: bool) -> Iterator[str]:
    first, *rest = (_escaped(row.values.get(column, "")) for column in table.columns)
    yield f"[{first}](<{row.source}>)" if links else first
    yield from rest


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
