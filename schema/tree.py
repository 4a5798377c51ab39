"""A record as it is written: its values in their order, and the comments beside them.

`schema.source` keeps what a record means. This keeps what a person wrote around it, so that the
record can be written anew. A comment is what begins with `#` between two tokens of YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from yaml.events import (
    DocumentEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from schema.source import Source

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # see `schema.source`
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_NODES = frozenset({MappingStartEvent, ScalarEvent, SequenceStartEvent})
_LINE = re.compile(r"[^\r\n]+")
_HEADER = re.compile(r"[|>][^#\r\n]*(#[^\r\n]*)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that is no list and no mapping."""

    value: object
    spelling: str = ""
    """How it is written, where it is not text."""
    is_bare: bool = False
    """Whether it is written on one line without quotes or brackets around it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A field of a mapping, or an item of a list, which has no key."""

    key: str | None
    value: Node
    above: tuple[str, ...] = ()
    """The comments on lines of their own before it."""
    beside: tuple[str, ...] = ()
    """The comments on its own lines."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A list or a mapping."""

    items: tuple[Item, ...]
    is_mapping: bool
    after: tuple[str, ...] = ()
    """The comments after the last item."""


Node = Scalar | Collection


def read_tree(text: str, source: Source) -> Collection:
    """Return the tree of a text of which `parse_source` made this source without a problem.

    Raises ValueError if the record is not a mapping.
    """
    if not isinstance(source.data, dict):
        raise ValueError("The record is not a mapping.")
    return _Walker(text).document(source.data)


def comments(node: Node) -> Iterator[str]:
    """Yield all comments of a tree."""
    if isinstance(node, Collection):
        for item in node.items:
            yield from item.above
            yield from item.beside
            yield from comments(item.value)
        yield from node.after


class _Open:
    """An item that is still being read."""

    def __init__(self, key: str | None, above: list[str]) -> None:
        self.key = key
        self.above = above
        self.beside: list[str] = []
        self.value: Node = Scalar(None)

    def close(self) -> Item:
        return Item(self.key, self.value, tuple(self.above), tuple(self.beside))


class _Walker:
    """Go through the events of YAML and pick up the comments in the gaps between them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._loader: Any = _Loader(text)
        self._end = 0
        self._last: _Open | None = None
        """The item to which a comment on the same line belongs."""
        self._waiting: list[tuple[int, str]] = []
        """Comments on lines of their own that belong to what comes next, with their columns."""

    def document(self, data: Mapping[str, object]) -> Collection:
        try:
            event = self._next()
            while type(event) is not MappingStartEvent:
                event = self._next()
            root = self._collection(event, data, -1)
            while type(event) is not StreamEndEvent:
                event = self._next()
                if type(event) is DocumentEndEvent:
                    self._last = None
            self._gap(len(self._text))
        finally:
            self._loader.dispose()
        return replace(root, after=(*root.after, *self._take()))

    def _next(self) -> Any:
        event: Any = self._loader.get_event()
        self._gap(event.start_mark.index)
        if type(event) is not SequenceStartEvent or event.flow_style:
            # Else it is the first item that begins here, after its `-`.
            self._end = max(self._end, event.end_mark.index)
        return event

    def _take(self) -> list[str]:
        taken = [comment for _, comment in self._waiting]
        self._waiting.clear()
        return taken

    def _collection(self, event: Any, data: Any, outside: int) -> Collection:
        """Read the items of a collection; `outside` is the column of the one around it."""
        holder, column = self._last, event.start_mark.column
        is_mapping = type(event) is MappingStartEvent
        items: list[_Open] = []
        while isinstance(
            inner := self._next(), ScalarEvent | MappingStartEvent | SequenceStartEvent
        ):
            key: str | None = inner.value if is_mapping else None  # type: ignore[union-attr]
            item = _Open(key, self._take())
            items.append(item)
            self._last = item
            if is_mapping:
                self._header(inner)
                inner = self._next()
            value = data[item.key if is_mapping else len(items) - 1]
            if type(inner) is ScalarEvent:
                item.above += self._take()
                self._header(inner)
                start: Any = inner.start_mark
                end: Any = inner.end_mark
                spelling = self._text[start.index : end.index]
                bare = not (inner.style or event.flow_style or start.line != end.line)
                item.value = Scalar(value, "" if isinstance(value, str) else spelling, bare)
            else:
                item.value = self._collection(inner, value, column)
        self._last = holder
        after = self._take() if event.flow_style else self._inside(max(column, outside + 1))
        return Collection(tuple(item.close() for item in items), is_mapping, tuple(after))

    def _inside(self, column: int) -> list[str]:
        """Take the waiting comments that are indented like the items before them."""
        count = 0
        while count < len(self._waiting) and self._waiting[count][0] >= column:
            count += 1
        taken = [comment for _, comment in self._waiting[:count]]
        del self._waiting[:count]
        return taken

    def _header(self, event: Any) -> None:
        """Pick up the comment that may follow the sign with which a block begins."""
        if type(event) is ScalarEvent and event.style in ("|", ">"):
            start: Any = event.start_mark
            header = _HEADER.match(self._text, start.index)
            if header and self._last:
                self._last.beside.append(header[1].rstrip())

    def _gap(self, end: int) -> None:
        """Pick up the comments from the end of the last token to the beginning of the next."""
        begin, text = self._end, self._text
        self._end = max(begin, end)
        if text.find("#", begin, end) < 0:
            return
        for line in _LINE.finditer(text, begin, end):
            at = text.find("#", *line.span())
            if at < 0:
                continue
            comment = text[at : line.end()].rstrip()
            start = line.start()
            if start == begin:  # what stands before it on the line is not part of the gap
                start = max(text.rfind("\n", 0, begin), text.rfind("\r", 0, begin)) + 1
            indicators = text[line.start() : at].strip()
            if not text[start:at].strip():
                self._waiting.append((at - start, comment))
            elif self._last is None or indicators[:1] in ("-", "?", "%"):
                self._waiting.append((0, comment))
            else:
                self._last.beside.append(comment)
