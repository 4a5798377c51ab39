"""A tree of a record with one value changed or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schema.problems import FieldPath
from schema.tree import Collection, Item, Node, Scalar, comments


def at(node: Node, path: Sequence[str | int]) -> Node | None:
    """Return the node at a path, None if there is none."""
    for part in path:
        if not isinstance(node, Collection):
            return None
        number = _position(node, part)
        if number is None:
            return None
        node = node.items[number].value
    return node


def _position(node: Collection, part: str | int) -> int | None:
    """Return at which place a collection has a key, or an index."""
    if isinstance(part, int):
        return part if not node.is_mapping and 0 <= part < len(node.items) else None
    keys = (number for number, item in enumerate(node.items) if item.key == part)
    return next(keys, None)


def with_value(tree: Collection, path: FieldPath, value: Scalar) -> Collection:
    """Return a tree with another value at a path that it has."""
    number = _position(tree, path[0]) or 0
    item = tree.items[number]
    below = item.value
    inner = isinstance(below, Collection) and len(path) > 1
    new = with_value(below, path[1:], value) if inner and isinstance(below, Collection) else value
    return _replaced(tree, number, replace(item, value=new))


def without(tree: Collection, path: FieldPath) -> Collection:
    """Return a tree without what is at a path that it has; its comments stay."""
    number = _position(tree, path[0]) or 0
    item = tree.items[number]
    if len(path) > 1 and isinstance(item.value, Collection):
        return _replaced(tree, number, replace(item, value=without(item.value, path[1:])))
    left = (*item.above, *item.beside, *comments(item.value))
    items = [*tree.items[:number], *tree.items[number + 1 :]]
    if number == len(items):
        return replace(tree, items=tuple(items), after=(*left, *tree.after))
    items[number] = replace(items[number], above=(*left, *items[number].above))
    return replace(tree, items=tuple(items))


def _replaced(tree: Collection, number: int, item: Item) -> Collection:
    return replace(tree, items=(*tree.items[:number], item, *tree.items[number + 1 :]))
