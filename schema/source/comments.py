"""The comments of a record, each with the value that it belongs to."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from schema.problems import FieldPath
from schema.source import Source

END = -1
"""Last part of a path that means the end of a list or mapping, behind its items."""

_INDICATORS = " \t-?"
"""What can stand before the first value on a line."""


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by the path of the field or list item that they belong to."""

    above: Mapping[FieldPath, tuple[str, ...]]
    """On lines of their own; a path can end with `END`."""
    beside: Mapping[FieldPath, str]
    """Behind the value, on the same line."""

    def __iter__(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield each comment with the field, item, list or mapping that it belongs to."""
        for path, comments in self.above.items():
            field = path[:-1] if path[-1] == END else path
            yield from ((field, comment) for comment in comments)
        yield from self.beside.items()


NO_COMMENTS = Comments({}, {})


class _Row(NamedTuple):
    """A field or list item, unless it stands in brackets."""

    path: FieldPath
    start: int
    """Its first line."""
    end: int
    """The last line of its value, or the first line if its value is a list or mapping below."""
    is_bare: bool
    """Whether a comment can stay beside the value: it is neither quoted nor on several lines."""


def read_comments(source: Source) -> Comments:
    """Attach the comments of a record to its fields and list items.

    A comment on its own line belongs to what follows, or to the end of a list if it is indented
    like the items. A comment inside a value belongs to the field or list item with the value.
    """
    rows = list(_rows(source, (), source.data))
    starts, ends = [row.start for row in rows], [row.end for row in rows]
    above: defaultdict[FieldPath, list[str]] = defaultdict(list)
    beside: defaultdict[FieldPath, list[str]] = defaultdict(list)
    for line, column, comment in _find(source):
        if source.lines[line - 1][: column - 1].strip(_INDICATORS) and rows:
            row = rows[max(bisect_right(starts, line) - 1, 0)]
            (beside if row.is_bare else above)[row.path].append(comment)
        else:
            above[_followed(source, rows, bisect_left(ends, line), column)].append(comment)
    for path in [path for path, comments in beside.items() if len(comments) > 1]:
        above[path] += beside.pop(path)  # there is room for one
    return Comments(
        {path: tuple(comments) for path, comments in above.items()},
        {path: comment for path, (comment,) in beside.items()},
    )


def _find(source: Source) -> Iterator[tuple[int, int, str]]:
    """Yield the line, column and text of each comment, which starts at a `#` outside of texts."""
    starts = [start for start, _ in source.signs]
    for number, line in enumerate(source.lines, 1):
        at = line.find("#")
        while at >= 0:
            index = bisect_right(starts, (number, at + 1)) - 1
            end = source.signs[index][1] if index >= 0 else (0, 0)
            if end <= (number, at + 1):
                yield number, at + 1, line[at:].rstrip()
                break
            at = line.find("#", end[1] - 1) if end[0] == number else -1


def _rows(source: Source, path: FieldPath, value: Any) -> Iterator[_Row]:
    """Yield the items of a list or mapping and those below, in the order of their lines."""
    if _is_inline(source, path, value):
        return
    for part in value if isinstance(value, dict) else range(len(value)):
        here, inner = (*path, part), value[part]
        mark = source.values[here]
        start = source.keys.get(here, mark).line
        if _is_inline(source, here, inner):
            bare = mark.style == "[" or (mark.style == "" and mark.end == mark.line)
            yield _Row(here, start, mark.end, bare)
        else:
            yield _Row(here, start, start, is_bare=True)
            yield from _rows(source, here, inner)


def _is_inline(source: Source, path: FieldPath, value: object) -> bool:
    """Return whether a value is neither a list nor a mapping, or is in brackets."""
    return not isinstance(value, dict | list) or source.values[path].style == "["


def _followed(source: Source, rows: Sequence[_Row], number: int, column: int) -> FieldPath:
    """Return the path that a comment on its own line belongs to, given the number of the next row.

    This is the end of the innermost list or mapping that ends there, unless that is indented more
    than the comment; otherwise it is the next row.
    """
    path = rows[number].path if number < len(rows) else ()
    previous = rows[number - 1].path if number else ()
    for depth in range(len(previous) - 1, 0, -1):
        parent = previous[:depth]
        if path[:depth] == parent:
            break
        least = max(source.values[parent].column, source.values[parent[:-1]].column + 1)
        if column >= least:
            return (*parent, END)
    return path or (END,)
