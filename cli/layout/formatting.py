"""The text of a record in the one layout: the same meaning and comments, or no text at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cli.layout.canonical import lay_out
from schema.field_errors import read_model
from schema.json_schema import schema_line
from schema.problems import Finding, Problem
from schema.records import MODELS, Kind, Place
from schema.rules.folding import FOLDED_ANSWER
from schema.source import MAX_BYTES, parse_source, too_large
from schema.tree import Collection, comments, read_tree

_FIRST_LINE = re.compile(r"#\s*yaml-language-server:")


class Refused(Exception):
    """A text is left alone because its values are not certain; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(problems)} problems")


class NotKept(Exception):
    """The layout of a record would say something else than the record: a fault of this program."""


def format_text(place: Place, text: str) -> str:
    """Return the text of a record in canonical layout.

    Raises:
        Refused: YAML cannot tell all its values, it is not a mapping, or it would be too large.
        NotKept: the result would not have the same meaning and comments.
    """
    tree, data = read(place, text)
    laid = lay_out_record(place.kind, tree)
    if laid != text:
        if (size := len(laid.encode())) > MAX_BYTES:
            large = too_large(place.path, size)
            told = large.message.replace("The file has", "In canonical layout the file would have")
            raise Refused([replace(large, message=told)])
        check(laid, data, comments(tree))
    return laid


def read(place: Place, text: str) -> tuple[Collection, Mapping[str, object]]:
    """Return the tree and the values of a record. Raise Refused for values that are not certain."""
    source, problems = parse_source(text, place.path)
    if source is None or problems:
        raise Refused(problems)
    if not isinstance(source.data, dict):
        findings = read_model(MODELS[place.kind], source.data).findings
        raise Refused([source.locate(finding) for finding in findings])
    mark = source.values.get(("answer",))
    if place.kind == "entry" and mark is not None and mark.folded:
        message = "YAML folds this answer into one line, and the layout would make that final."
        finding = Finding(FOLDED_ANSWER, ("answer",), message)
        raise Refused([source.locate(finding)])
    return read_tree(text, source), source.data


def lay_out_record(kind: Kind, tree: Collection) -> str:
    """Return the text of a tree, with the line first by which editors find the schema."""
    first, tree = _first_line(kind, tree)
    return f"{first}\n{lay_out(MODELS[kind], tree)}"


def check(laid: str, data: Mapping[str, object], kept: Iterator[str]) -> None:
    """Raise NotKept unless a text has exactly these values, and has all these comments."""
    source, problems = parse_source(laid, "")
    if source is None or problems:
        raise NotKept("it could not be read again")
    if not same(source.data, data):
        raise NotKept("a value would change")
    before, after = Counter(kept), Counter(comments(read_tree(laid, source)))
    if before - after or (after - before).total() > 1:  # the line for editors may be new
        raise NotKept("a comment would be lost or doubled")


def same(one: object, other: object, depth: int = 0) -> bool:
    """Return whether two values are the same, of the same types.

    The order of keys counts in the fields of a record only: the first facet is the home.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys() or (depth == 1 and list(one) != list(other)):
            return False
        return all(same(one[key], other[key], depth + 1) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(same(*pair, depth + 1) for pair in pairs)
    return one == other


def _first_line(kind: Kind, tree: Collection) -> tuple[str, Collection]:
    """Return the line for editors and the tree without it."""
    if not tree.items:
        first, rest = _taken(tree.after)
        return first or schema_line(kind), replace(tree, after=rest)
    for number, item in enumerate(tree.items):
        first, rest = _taken(item.above)
        if first:
            items = list(tree.items)
            items[number] = replace(item, above=rest)
            return first, replace(tree, items=tuple(items))
    return schema_line(kind), tree


def _taken(above: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the line for editors among comments, empty if there is none, and the others."""
    for place, comment in enumerate(above):
        if _FIRST_LINE.match(comment):
            return comment, above[:place] + above[place + 1 :]
    return "", above
