"""The one layout of a record: order of the fields, style of each value, place of each comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import BaseModel

from cli.layout.scalars import WIDTH, Laid, is_plain, lay_text, lay_word
from schema.models import ITEMS, Entry, Model
from schema.tree import Collection, Item, Scalar
from schema.types import DATE_PATTERN

IN_BRACKETS = frozenset(
    {"tags", "origin", "related", "former_ids", "aliases"}
    | {"languages", "names", "acronyms", "ambiguous_names", "accepted_spellings", "stop_words"}
)
"""Fields whose lists are of short words, so that they stand on one line where they fit."""

_LITERAL = frozenset({"answer"})
"""Fields whose line breaks have a meaning."""

_DATES = frozenset({"reviewed_on", "first_release"})
"""Fields whose value is a day."""

_MAX_KEY = 128
"""Longest key before a `:`. Readers of YAML look for the `:` no more than 1,024 bytes ahead."""

_INDENT = 2


def lay_out(model: type[Model], record: Collection) -> str:
    """Return the text of a record: the fields of the model in its order, then all others."""
    lines = _lines(_sorted(record, model), 0, _Style(model))
    return "\n".join((*([] if record.items else ["{}"]), *lines, ""))


class _Style:
    """How the values of one field are written."""

    def __init__(self, model: type[Model], field: str = "") -> None:
        self._model = model
        self.in_brackets = field in IN_BRACKETS
        self.is_literal = field in _LITERAL
        self.is_date = field in _DATES
        self.item = ITEMS.get(field) if model is Entry else None
        self.is_root = not field

    def below(self, key: str) -> _Style:
        return _Style(self._model, key) if self.is_root else self


def _sorted(collection: Collection, model: type[BaseModel]) -> Collection:
    """Return a mapping in the order of the model; what the model does not know stays behind."""
    rank = {name: number for number, name in enumerate(model.model_fields)}
    items = sorted(collection.items, key=lambda item: rank.get(item.key or "", len(rank)))
    return replace(collection, items=tuple(items))


def _lines(collection: Collection, indent: int, style: _Style) -> Iterator[str]:
    """Yield the lines of a list or a mapping that stands below its key."""
    margin = " " * indent
    for item in collection.items:
        if item.key is None:
            yield from _list_item(item, indent, style)
        else:
            yield from _field(item, item.key, indent, style.below(item.key))
    yield from (f"{margin}{comment}" for comment in collection.after)


def _field(item: Item, key: str, indent: int, style: _Style) -> Iterator[str]:
    margin = " " * indent
    above, beside = _comments(item)
    yield from (f"{margin}{comment}" for comment in above)
    lead = f"{margin}{lay_word(key)}:"
    if len(key) > _MAX_KEY:
        yield f"{margin}? {lay_word(key)}"
        lead = f"{margin}:"
    value = item.value
    inline = _inline(item, len(lead) + 1, indent + _INDENT, style)
    if inline is not None:
        yield f"{lead} {inline.beside}".rstrip() + beside
        yield from _indented(inline.below, indent + _INDENT)
    elif isinstance(value, Collection):
        yield lead + beside
        yield from _lines(value, indent + _INDENT, style)


def _list_item(item: Item, indent: int, style: _Style) -> Iterator[str]:
    margin = " " * indent
    value = item.value
    inline = _inline(item, indent + _INDENT, indent + _INDENT, style)
    if inline is not None:
        above, beside = _comments(item)
        yield from (f"{margin}{comment}" for comment in above)
        yield f"{margin}- {inline.beside}".rstrip() + beside
        yield from _indented(inline.below, indent + _INDENT)
    elif isinstance(value, Collection):
        if style.item and value.is_mapping:
            value = _sorted(value, style.item)
        hoisted, value = _without_first_comments(value)
        for comment in (*item.above, *item.beside, *hoisted):
            yield f"{margin}{comment}"
        first, *rest = _lines(value, indent + _INDENT, style)
        # The first line stands beside the sign of the item.
        yield f"{margin}- {first[indent + _INDENT :]}"
        yield from rest


def _without_first_comments(collection: Collection) -> tuple[tuple[str, ...], Collection]:
    """Take away the comments that would stand between `-` and what it begins."""
    first, *rest = collection.items
    inner: tuple[str, ...] = ()
    value = first.value
    if first.key is None and isinstance(value, Collection) and value.items:
        inner, value = _without_first_comments(value)
        hoisted = (*first.above, *first.beside, *inner)
        first = Item(None, value)
    else:
        hoisted, beside = _split(first)
        if isinstance(value, Collection) and not value.items:
            value = replace(value, after=())  # above the item now, as the others
        first = replace(first, value=value, above=(), beside=beside)
    return hoisted, replace(collection, items=(first, *rest))


def _inline(item: Item, column: int, indent: int, style: _Style) -> Laid | None:
    """Return a value that begins beside its key, None for one that begins below it."""
    value = item.value
    if isinstance(value, Scalar):
        return _scalar(value, bool(_split(item)[1]), column, indent, style)
    if not value.items:
        return Laid("{}" if value.is_mapping else "[]")
    # A list in a list never: what stood above its items now stands above it, and comes back.
    words = (
        _words(value) if style.in_brackets and item.key is not None and not value.is_mapping else []
    )
    shown = f"[{', '.join(words)}]"
    return Laid(shown) if words and column + len(shown) <= WIDTH else None


def _scalar(scalar: Scalar, commented: bool, column: int, indent: int, style: _Style) -> Laid:
    text = scalar.value
    if not isinstance(text, str):
        return Laid(scalar.spelling)
    if style.is_date and re.search(DATE_PATTERN, text):
        return Laid(text)
    # `text # more` may be meant as one text. That doubt is neither raised here nor removed.
    if commented and scalar.is_bare and is_plain(text):
        return Laid(text)
    return lay_text(text, column, indent, literal=style.is_literal, bare=not commented)


def _words(collection: Collection) -> list[str]:
    """Return the items of a list as they stand in brackets; none if one of them cannot."""
    words = []
    for item in collection.items:
        value = item.value
        if item.above or item.beside or not isinstance(value, Scalar):
            return []
        words.append(lay_word(value.value) if isinstance(value.value, str) else value.spelling)
    return words if all(words) and not collection.after else []


def _comments(item: Item) -> tuple[tuple[str, ...], str]:
    """Return the comments above an item, and what stands behind it on its first line."""
    above, beside = _split(item)
    return above, "".join(f"  {comment}" for comment in beside)


def _split(item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the comments above an item and the one beside it: a line has room for one."""
    value = item.value
    after = value.after if isinstance(value, Collection) and not value.items else ()
    if len(item.beside) == 1 and not after:
        return item.above, item.beside
    return (*item.above, *item.beside, *after), ()


def _indented(lines: Iterable[str], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}{line}" if line else "" for line in lines)
