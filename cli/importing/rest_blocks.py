"""Directives and tables of reST as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from cli.importing.blocks import ADMONITIONS, CODE_DIRECTIVES, CONTENTS_DIRECTIVES, admonition
from cli.importing.markup import as_fence
from cli.importing.model import Kind, Note
from cli.importing.rest_inline import Rest, rest_to_markdown
from schema.markdown.allowed import code_language
from schema.problems import excerpt

Nested = Callable[[Sequence[str], int], str]
"""Converts lines that begin on a line of the file."""

_SETTINGS = frozenset({"role", "default-role", "highlight", "currentmodule", "meta", "index"})


class Piece(NamedTuple):
    """A block of reST; `style` tells headings apart."""

    kind: Kind
    first: int
    last: int
    text: str
    style: tuple[str, bool] = ("", False)


def fenced_note(line: int, name: str) -> Note:
    """Return the warning about a directive that is not known."""
    message = f"The directive '{excerpt(name)}' is fenced as it stands."
    return Note(line, "warning", "directive", message)


def directive(  # noqa: PLR0911  one for each kind
    name: str, argument: str, body: Sequence[str], line: int, nested: Nested
) -> tuple[Kind, str] | None:
    """Return kind and Markdown of a directive on a line, None if it is not known.

    An empty text stands for the source itself.
    """
    options, start = _options(body)
    content = list(body[start:])
    first = line + 1 + start
    while content and not content[0].strip():
        content.pop(0)
        first += 1
    name = name.lower()
    if name in CONTENTS_DIRECTIVES:
        return "contents", ""
    if name in _SETTINGS:
        return "metadata", ""
    if name in CODE_DIRECTIVES:
        return "code", as_fence("\n".join(content), code_language(argument))
    if name in ADMONITIONS:
        titled = name in ("admonition", "seealso") and bool(argument)
        lines = content if titled or not argument else [argument, *content]
        where = first if lines is content else line
        return "admonition", admonition(name, argument if titled else "", nested(lines, where))
    if name in ("versionadded", "versionchanged", "deprecated"):
        body_text = nested(content, first)
        return "paragraph", f"{name} {argument}".strip() + (f"\n\n{body_text}" if body_text else "")
    if name in ("image", "figure"):
        image = f"![{options.get('alt', '')}]({argument.strip()})"
        return "paragraph", "\n\n".join(filter(None, [image, nested(content, first)]))
    if name in ("rubric", "centered"):
        return "paragraph", f"**{argument}**"
    if name == "math":
        return "code", as_fence("\n".join(filter(None, [argument, *content])))
    return None


def _options(body: Sequence[str]) -> tuple[dict[str, str], int]:
    options: dict[str, str] = {}
    for number, line in enumerate(body):
        found = re.match(r":([\w-]+):\s*(.*)\Z", line)
        if not found:
            return options, number
        options[found[1]] = found[2]
    return options, len(body)


def simple_table(rows: Sequence[str], rest: Rest) -> str | None:
    """Return a table of columns under `====` as one of Markdown, None if it is not that simple."""
    borders = [number for number, row in enumerate(rows) if re.fullmatch(r"[=\s]+", row)]
    if len(borders) not in (2, 3) or borders[0] != 0 or borders[-1] != len(rows) - 1:
        return None
    columns = [found.span() for found in re.finditer("=+", rows[0])]
    head = borders[1] if len(borders) == 3 else 0
    table: list[list[str]] = []
    for number, row in enumerate(rows):
        if number in borders:
            continue
        if re.fullmatch(r"[-\s]+", row) or any(
            row[a[1] : b[0]].strip() for a, b in _pairs(columns)
        ):
            return None
        ends = [*(start for start, _ in columns[1:]), None]
        cells = [row[a[0] : end].strip() for a, end in zip(columns, ends, strict=True)]
        if not cells[0] and table and number not in (head + 1, 1):
            table[-1] = [f"{old} {new}".strip() for old, new in zip(table[-1], cells, strict=True)]
        else:
            table.append(cells)
    if not head:
        table.insert(0, [""] * len(columns))
    shown = [[_cell(cell, rest) for cell in row] for row in table]
    top, *others = shown
    lines = [top, ["---"] * len(columns), *others]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def _cell(text: str, rest: Rest) -> str:
    return rest_to_markdown(text, 1, rest).replace("|", "\\|")


def _pairs(columns: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return list(pairwise(columns))
