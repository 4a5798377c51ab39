"""A reader who names a tag means one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from schema.catalogue import Card, Catalogue, TagCard
from schema.codes import Code
from schema.likeness import LONG, spelled_alike
from schema.problems import FieldPath, Finding

_WORD = re.compile(r"[^\W_]+|[+#]")

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ",  # noqa: RUF001
    "ABESIJKMHOPCTYXaesijopcyxdqwABEZHIKMNOPTYXovu",
)
"""Cyrillic and Greek letters that look like Latin ones. Source: confusables.txt of Unicode."""


class Name(NamedTuple):
    """A name of a tag: its id, its label or an alias."""

    tag: TagCard
    field: FieldPath
    shown: str
    normal: str


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report tags with a name that another one has, and warn of one spelled almost like it.

    Case, hyphens, blanks and the plural do not count, whatever the facets. Of two tags the later
    one is told, each pair once.
    """
    names = [name for _, tag in sorted(catalogue.tags.items()) for name in _names(tag)]
    told = set()
    for earlier, name in _pairs(names):
        pair = earlier.tag.key, name.tag.key
        if pair in told:
            continue
        told.add(pair)
        same = earlier.normal == name.normal
        message = f"The tag '{earlier.tag.key}' goes by '{earlier.shown}'; "
        message += f"readers {'cannot' if same else 'may not'} tell '{name.shown}' from it."
        hint = "Make one tag of the two, or give each a name of its own."
        code: Code = "similar-tags" if same else "confusable-tags"
        yield name.tag, Finding(code, name.field, message, hint)


def _names(tag: TagCard) -> Iterator[Name]:
    yield Name(tag, ("label",), tag.label, _normal(tag.label))
    yield Name(tag, (), tag.key.tag, _normal(tag.key.tag))
    for place, alias in enumerate(tag.aliases):
        yield Name(tag, ("aliases", place), alias, _normal(alias))


def _normal(name: str) -> str:
    latin = normalize("NFKC", name).translate(_LOOKALIKES)
    words = (word.casefold() for word in _WORD.findall(latin))
    return "".join(re.sub(r"(?<=[a-z]{2}[^\Ws])s\Z", "", word) for word in words)


def _pairs(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield names of two tags that are alike, the earlier first."""
    first: dict[str, Name] = {}
    shortened: dict[str, Name] = {}
    for name in names:
        if not name.normal:
            continue
        if (same := first.setdefault(name.normal, name)).tag is not name.tag:
            yield same, name
        if len(name.normal) < LONG or not name.normal.isalpha():
            continue
        # Words that differ by one letter have a form in common when each loses one.
        for form in (name.normal, *_without_a_letter(name.normal)):
            near = shortened.setdefault(form, name)
            if near.tag is not name.tag and spelled_alike(near.normal, name.normal):
                yield near, name


def _without_a_letter(word: str) -> Iterator[str]:
    """Yield a word without each of its letters but the first, which must be the same."""
    yield from {word[:at] + word[at + 1 :] for at in range(1, len(word))}
