"""Blocks of raw HTML as Markdown, as far as Markdown can say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from cli.importing.inline import convert_inline
from cli.importing.markup import Context, Made, as_fence, merge
from cli.importing.model import Note
from schema.problems import excerpt

MAX_CELLS = 2_000
"""How many cells a table may have after merged ones are written out."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE_OF_PAGE = re.compile(
    r"<(script|style|iframe|object|svg)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_PRE = re.compile(r"<pre\b[^<>]*>(.*?)(?:</pre\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TABLE = re.compile(r"<table\b[^<>]*>(.*?)(?:</table\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t([dh])\b([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?([0-9]{1,3})", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b[^<>]*>(.{0,500}?)</h[1-6]\s*>", re.DOTALL | re.IGNORECASE)
_LIMITS = re.compile(
    r"</?(?:p|div|center|ul|ol|dl|section|article|details|summary|blockquote|hr|figure|header|"
    r"footer|main)\b[^<>]*>",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(<pre\b|<table\b)", re.IGNORECASE)


def convert_html(text: str, line: int, context: Context) -> Made:
    """Convert a block of HTML that begins on a line of the source."""
    made = Made()
    text = _without(_COMMENT, text, line, made, "comment")
    text = _without(_CODE_OF_PAGE, text, line, made, "html")
    pieces = [piece for piece in _pieces(text, line, context, made) if piece.strip()]
    made.text = "\n\n".join(pieces)
    return made


def _without(pattern: re.Pattern[str], text: str, line: int, made: Made, kind: str) -> str:
    def leave(found: re.Match[str]) -> str:
        here = line + text.count("\n", 0, found.start())
        made.notes.append(Note(here, "left-out", kind, excerpt(found[0], 120)))
        return "\n" * found[0].count("\n")

    return pattern.sub(leave, text)


def _pieces(text: str, line: int, context: Context, made: Made) -> Iterator[str]:
    place = 0
    while found := _PARTS.search(text, place):
        yield from _prose(text[place : found.start()], _at(text, line, place), context, made)
        here = _at(text, line, found.start())
        whole = (_PRE if found[0].lower() == "<pre" else _TABLE).match(text, found.start())
        if whole is None:
            yield from _prose(text[found.start() :], here, context, made)
            return
        if found[0].lower() == "<pre":
            content = unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", whole[1])).strip("\n")
            made.tags["pre"] += 1
            yield as_fence(content) if content.strip() else ""
        else:
            made.tags["table"] += 1
            yield _table(whole[1], here, context, made)
        place = whole.end()
    yield from _prose(text[place:], _at(text, line, place), context, made)


def _at(text: str, line: int, place: int) -> int:
    return line + text.count("\n", 0, place)


def _prose(text: str, line: int, context: Context, made: Made) -> Iterator[str]:
    """Convert HTML without tables: paragraphs, items of lists, headings as strong words."""
    text = _HEADING.sub(r"<p><b>\1</b><p>", text)
    place, rows = 0, line
    for limit in [*_LIMITS.finditer(text), None]:
        part = text[place : limit.start() if limit else len(text)]
        first, *items = _ITEM.split(part)
        for number, piece in enumerate((first, *items)):
            prefix = "- " if number else ""
            yield from _paragraph(prefix, piece, rows, context, made)
            rows += piece.count("\n")
        if limit:
            made.tags[re.sub(r"[^a-z0-9]", "", limit[0].split()[0].lower())] += 1
            rows += limit[0].count("\n")
            place = limit.end()


def _paragraph(prefix: str, text: str, line: int, context: Context, made: Made) -> Iterator[str]:
    lines = [row.strip() for row in text.strip().split("\n")]
    body = "\n".join(lines)
    part = convert_inline(re.sub(r"\n{2,}", "\n", body), line, context)
    merge(made, part)
    rows = [row.strip() for row in part.text.split("\n")]
    shown = [_guarded(row) for row in rows if row]
    if shown:
        yield prefix + ("\n" + " " * len(prefix)).join(shown)


def _guarded(row: str) -> str:
    """Escape what would begin a block of Markdown at the beginning of a line."""
    return (
        f"\\{row}"
        if re.match(r"(?:#{1,6}\s|>|[+*-]\s|={2,}|-{3,}|~{3,}|`{3,}|:{3,})", row)
        else row
    )


class _Cell(NamedTuple):
    text: str
    columns: int
    rows: int


def _table(inner: str, line: int, context: Context, made: Made) -> str:
    rows = []
    place = 0
    for start in [*_ROW.finditer(inner), None]:
        part = inner[place : start.start() if start else len(inner)]
        cells = list(_cells(part, _at(inner, line, place), context, made))
        if cells:
            rows.append(cells)
        place = start.end() if start else place
    grid = _grid(rows, line, made)
    made.counts["table"] += 1
    if not grid:
        return ""
    head, *body = grid
    return "\n".join(["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body)])


def _cells(part: str, line: int, context: Context, made: Made) -> Iterator[_Cell]:
    starts = list(_CELL.finditer(part))
    before = part[: starts[0].start()] if starts else part
    loose = re.sub(r"</?[A-Za-z][^<>]*>", " ", before).strip()
    if loose:
        yield _cell(loose, line, {}, context, made)
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        text = part[start.end() : following.start() if following else len(part)]
        spans = {found[1].lower(): int(found[2]) for found in _SPAN.finditer(start[2])}
        here = _at(part, line, start.start())
        yield _cell(text, here, spans, context, made)


def _cell(text: str, line: int, spans: dict[str, int], context: Context, made: Made) -> _Cell:
    flat = " ".join(re.sub(r"</(?:p|li|div)\s*>\s*(?=<)", "<br>", text).split())
    part = convert_inline(flat, line, context, row=True)
    merge(made, part)
    shown = re.sub(r"(?<!\\)\|", r"\\|", part.text.strip().removesuffix(";"))
    return _Cell(shown, max(spans.get("col", 1), 1), max(spans.get("row", 1), 1))


def _grid(rows: list[list[_Cell]], line: int, made: Made) -> list[list[str]]:
    """Lay cells out; one that spans several places stands in the first, the others are empty."""
    grid: list[list[str | None]] = []
    merged = any(cell.columns > 1 or cell.rows > 1 for row in rows for cell in row)
    if merged:
        message = "Merged cells of a table stand in one cell; the others are empty."
        made.notes.append(Note(line, "changed", "table", message))
    width, cells = 0, 0
    for number, row in enumerate(rows):
        while len(grid) <= number:
            grid.append([])
        column = 0
        for cell in row:
            here = grid[number]
            while column < len(here) and here[column] is not None:
                column += 1
            for down in range(min(cell.rows, len(rows) - number)):
                for right in range(min(cell.columns, 50)):
                    cells += 1
                    if cells > MAX_CELLS and (down or right):
                        continue
                    while len(grid) <= number + down:
                        grid.append([])
                    target = grid[number + down]
                    target += [None] * (column + right + 1 - len(target))
                    target[column + right] = "" if down or right else cell.text
            column += 1
        width = max(width, *map(len, grid))
    return [[cell or "" for cell in row] + [""] * (width - len(row)) for row in grid]
