"""Write a record in canonical layout: field order, value styles and the places of comments.

Formatting never changes a value and never loses a comment.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cli.layout.scalars import WIDTH, ScalarLines, Spelling, is_plain, lay_text, lay_word
from schema.field_errors import read_model
from schema.models import ITEMS, Model
from schema.problems import FieldPath, Finding, Problem
from schema.records import MODELS, Place
from schema.rules.markdown import FOLDED_ANSWER
from schema.source import MAX_BYTES, Source, parse_source, too_large
from schema.source.comments import END, NO_COMMENTS, Comments, read_comments
from schema.types import DATE_PATTERN

IN_BRACKETS = frozenset(
    {"tags", "origin", "related", "former_ids", "aliases", "languages", "names"}
    | {"ambiguous_names", "stop_words", "popular", "terms"}
)
"""Fields with lists of short words, which are on one line if they fit."""


class CannotFormat(Exception):
    """A record cannot be formatted because its values are uncertain; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)


class LayoutFault(Exception):
    """The canonical layout of a record would change it, which is a bug in this program."""


@dataclass(frozen=True, slots=True)
class Content:
    """The values and comments of a record."""

    values: dict[str, Any]
    """A value is a text, a `Spelling`, or a list or mapping of values."""
    comments: Comments = NO_COMMENTS


def format_text(place: Place, text: str) -> str:
    """Return the text of a record in canonical layout.

    Raises:
        CannotFormat: the values are uncertain, or the result would be too large.
        LayoutFault: the result would have other values or comments.
    """
    content = read_content(place, text)
    laid = lay_out(place, content)
    if laid != text:
        if (size := len(laid.encode())) > MAX_BYTES:
            raise CannotFormat([too_large(place.path, size)])
        check(laid, content)
    return laid


def read_content(place: Place, text: str) -> Content:
    """Return the values and comments of a record. Raise CannotFormat for uncertain values."""
    source, problems = parse_source(text, place.path)
    if source is None or problems:
        raise CannotFormat(problems)
    if not isinstance(source.data, dict):
        findings = read_model(MODELS[place.kind], source.data)[1]
        raise CannotFormat([source.locate(finding) for finding in findings])
    mark = source.values.get(("answer",))
    if place.kind in ("entry", "entry-translation") and mark is not None and mark.folded:
        message = "YAML folds this answer into one line; formatting would make that permanent."
        finding = Finding(FOLDED_ANSWER, ("answer",), message)
        raise CannotFormat([source.locate(finding)])
    return _content(source)


def _content(source: Source) -> Content:
    return Content(_spelled(source, (), source.data), read_comments(source))


def _spelled(source: Source, path: FieldPath, value: Any) -> Any:
    """Return a value with numbers, booleans and nulls as they are written in the file."""
    if isinstance(value, dict):
        return {key: _spelled(source, (*path, key), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spelled(source, (*path, index), inner) for index, inner in enumerate(value)]
    if isinstance(value, str):
        return value
    mark = source.values[path]  # past the last line if the file ends before the value
    line = source.lines[mark.line - 1] if mark.line <= len(source.lines) else ""
    word = re.split(r"[\s,\]}]", line[mark.column - 1 :], maxsplit=1)[0]
    # An omitted value has the position of whatever follows it.
    return Spelling("" if value is None and word.lower() not in ("null", "~") else word)


def check(laid: str, content: Content) -> None:
    """Raise LayoutFault unless a text has exactly these values and comments."""
    source, problems = parse_source(laid, "")
    if source is None or problems:
        raise LayoutFault("it could not be read again")
    after = _content(source)
    if not same(content.values, after.values):
        raise LayoutFault("a value would change")
    first = {laid.partition("\n")[0]}  # the line for editors can be new
    before, now = (Counter(comment for _, comment in c.comments) for c in (content, after))
    if any(before[comment] != now[comment] for comment in {*before, *now} - first):
        raise LayoutFault("a comment would be lost or doubled")


def same(values: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    """Return whether two records have the same values.

    The order of keys matters only within a field: the first facet is the home.
    """
    mappings = [key for key, value in values.items() if isinstance(value, dict)]
    return values == others and all(list(values[key]) == list(others[key]) for key in mappings)


# The layout ------------------------------------------------------------------------------


def lay_out(place: Place, content: Content) -> str:
    """Return the text of a record: the fields in the order of its model, then unknown ones.

    The first line tells editors where the schema is.
    """
    first = place.schema_line
    lines = _Layout(MODELS[place.kind], content.comments).block((), content.values, 0)
    others = [line for line in lines if line != first]
    return "\n".join((first, *([] if content.values else ["{}"]), *others, ""))


class _Layout:
    def __init__(self, model: type[Model], comments: Comments) -> None:
        self._model = model
        self._comments = comments

    def block(self, path: FieldPath, value: Any, indent: int) -> Iterator[str]:
        """Yield the lines of a list or mapping without brackets."""
        for part in self._parts(path, value):
            yield from self._item((*path, part), value[part], indent)
        yield from _indented(self._comments.above.get((*path, END), ()), indent)

    def _parts(self, path: FieldPath, value: Any) -> Iterable[str | int]:
        """Return the keys of a mapping in the order of its model, or the indexes of a list."""
        if isinstance(value, list):
            return range(len(value))
        is_list_item = len(path) == 2 and isinstance(path[1], int)
        items = ITEMS.get(self._model, {}) if is_list_item else {}
        model = items.get(str(path[0])) if path else self._model
        rank = {name: number for number, name in enumerate(model.model_fields if model else ())}
        return sorted(value, key=lambda key: rank.get(key, len(rank)))

    def _item(self, path: FieldPath, value: Any, indent: int) -> Iterator[str]:
        """Yield the lines of a field or list item, with its comments."""
        part, margin, inner = path[-1], " " * indent, indent + 2
        above = list(self._comments.above.get(path, ()))
        beside = self._comments.beside.get(path, "")
        lead = f"{margin}-" if isinstance(part, int) else f"{margin}{lay_word(part)}:"
        laid = self._inline(path, value, len(lead) + 1, inner)
        if laid is None:
            below = list(self.block(path, value, inner))
            stays = isinstance(part, str)
        else:
            below = list(_indented(laid.below, inner))
            stays = not isinstance(value, str) or laid.beside == value
            lead = f"{lead} {laid.beside}".rstrip()
        if beside and not stays:
            above.append(beside)
            beside = ""
        if laid is None and isinstance(part, int):
            # The first item starts on the line of the `-`, so its comments go above that line.
            count = next(n for n, line in enumerate(below) if line.lstrip()[0] != "#")
            above += map(str.strip, below[:count])
            lead = f"{lead} {below[count].lstrip()}"
            below = below[count + 1 :]
        yield from _indented(above, indent)
        if isinstance(part, str) and len(part) > 128:  # readers look for `:` in 1,024 bytes only
            yield f"{margin}? {lay_word(part)}"
            lead = margin + lead[len(margin) + len(lay_word(part)) :]
        yield f"{lead}  {beside}".rstrip()
        yield from below

    def _inline(self, path: FieldPath, value: Any, column: int, indent: int) -> ScalarLines | None:
        """Return a value that starts on the line of its key, or None if it starts below."""
        field = path[0]
        if isinstance(value, Spelling):
            return ScalarLines(value.text)
        if isinstance(value, str):
            # In `text # more`, the comment may be part of the text: quotes would hide that.
            is_doubtful = path in self._comments.beside and is_plain(value)
            has_date = field in ("reviewed_on", "first_release")
            if is_doubtful or (has_date and re.search(DATE_PATTERN, value)):
                return ScalarLines(value)
            return lay_text(value, column, indent, literal=field == "answer")
        if not value:
            return ScalarLines("{}" if isinstance(value, dict) else "[]")
        if not (isinstance(value, list) and field in IN_BRACKETS and isinstance(path[-1], str)):
            return None
        words = f"[{', '.join(self._words(path, value))}]"
        return ScalarLines(words) if words != "[]" and column + len(words) <= WIDTH else None

    def _words(self, path: FieldPath, items: list[Any]) -> list[str]:
        """Return the items of a list for use in brackets, or none if an item cannot be there."""
        places = [(*path, part) for part in (*range(len(items)), END)]
        if any(p in self._comments.above or p in self._comments.beside for p in places):
            return []
        if not all(isinstance(item, str | Spelling) for item in items):
            return []
        words = [item.text if isinstance(item, Spelling) else lay_word(item) for item in items]
        return words if all(words) else []


def _indented(lines: Iterable[str], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}{line}" if line else "" for line in lines)
