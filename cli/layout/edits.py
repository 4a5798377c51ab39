"""Edits of the values and comments of a record."""

from __future__ import annotations

from typing import Any

from schema.comments import END, Comments
from schema.problems import FieldPath


def value_at(values: Any, path: FieldPath) -> Any:
    """Return the value at a path."""
    for part in path:
        values = values[part]
    return values


def without(values: Any, comments: Comments, path: FieldPath) -> Comments:
    """Delete the value at a path, and return the comments: its own stand above what follows."""
    parent, part = path[:-1], path[-1]
    depth = len(path)
    holder = value_at(values, parent)
    parts = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    following = (*parts, END)[parts.index(part) + 1]
    del holder[part]

    def place(path: FieldPath) -> FieldPath:
        """Return the path of a value that stays, which may have moved up in its list."""
        index = path[depth - 1] if path[: depth - 1] == parent and len(path) >= depth else None
        if isinstance(part, int) and isinstance(index, int) and index > part:
            return (*parent, index - 1, *path[depth:])
        return path

    moved = [comment for field, comment in comments if field[:depth] == path]
    above = {place(p): texts for p, texts in comments.above.items() if p[:depth] != path}
    beside = {place(p): text for p, text in comments.beside.items() if p[:depth] != path}
    if moved:
        target = place((*parent, following))
        above[target] = (*moved, *above.get(target, ()))
    return Comments(above, beside)
