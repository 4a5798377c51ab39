"""What the finder must answer to chosen tags, written as plainly as the rules read; the scripts are
tested against it. Which entries answer words is for the ranking to say."""

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any, NamedTuple

Data = dict[str, Any]
"""Entries by ordinal with their tags, facets with their tags, and how many entries lists show."""


def tags_of(data: Data) -> dict[str, Any]:
    """Every tag by its key, in the order of the data."""
    return {f"{facet['id']}/{tag['id']}": tag for facet in data["facets"] for tag in facet["tags"]}


def facet_of(key: str) -> str:
    return key.split("/", maxsplit=1)[0]


def listed(data: Data) -> list[str]:
    """The addresses of the entries that lists show."""
    return [entry["uri"] for entry in data["entries"][: data["listed"]]]


def fits(entry: Any, chosen: Iterable[str], except_facet: str | None = None) -> bool:
    """Whether an entry has one of the chosen tags in each facet with chosen tags, but for one."""
    facets = {facet_of(key) for key in chosen} - {except_facet}
    return all(
        any(key in entry["tags"] for key in chosen if facet_of(key) == facet) for facet in facets
    )


def matches(data: Data, chosen: Iterable[str] = (), among: list[str] | None = None) -> list[str]:
    """The addresses that match, of those that answer the words or else of those listed."""
    chosen = set(chosen) & set(tags_of(data))
    entries = {entry["uri"]: entry for entry in data["entries"]}
    among = listed(data) if among is None else among
    return [uri for uri in among if fits(entries[uri], chosen)]


def counts(
    data: Data, chosen: Iterable[str] = (), among: list[str] | None = None
) -> dict[str, int]:
    chosen = set(chosen) & set(tags_of(data))
    uris = set(listed(data) if among is None else among)
    entries = [entry for entry in data["entries"] if entry["uri"] in uris]
    return {
        key: sum(
            key in entry["tags"] and fits(entry, chosen, except_facet=facet_of(key))
            for entry in entries
        )
        for key in tags_of(data)
    }


class Picks(NamedTuple):
    """Tags and a word of real data that distinguish right answers from wrong ones.

    `one` and `other` are of the same facet; `across` is of another one, and some, not all, entries
    with either of the two have it, one with `one` among them. The questions of some entries contain
    `word`: one with the tag `one`, and one without.
    """

    one: str
    other: str
    across: str
    word: str


def pick(data: Data) -> Picks:
    for one, other, across in permutations(tags_of(data), 3):
        either = matches(data, [one, other])
        both = matches(data, [one, other, across])
        if (
            facet_of(one) == facet_of(other) != facet_of(across)
            and len(matches(data, [one])) < len(either) < data["listed"]
            and matches(data, [one, across])
            and len(both) < len(either)
            and len(both) < len(matches(data, [across]))
            and (word := next(_telling_words(data, one), None))
        ):
            return Picks(one, other, across, word)
    raise LookupError("no three tags of the records tell either from both")


def _telling_words(data: Data, one: str) -> Iterator[str]:
    questions = [set(re.findall(r"\b[a-z]{5,}\b", entry["question"])) for entry in data["entries"]]
    for words in questions:
        for word in sorted(words):
            pairs = zip(data["entries"], questions, strict=True)
            having = [entry for entry, words in pairs if word in words]
            tagged = [one in entry["tags"] for entry in having]
            if any(tagged) and not all(tagged) and len(having) < data["listed"] / 3:
                yield word
