"""What the finder must answer to chosen tags, written as plainly as the rules read; the scripts are
tested against it. Which entries answer words is for the ranking to say."""

from collections.abc import Iterable
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
    """The addresses that match, of those that answer the words or else of those listed.

    Those with chosen tags come first, then those with broader tags.
    """
    chosen = set(chosen) & set(tags_of(data))
    entries = {entry["uri"]: entry for entry in data["entries"]}
    among = listed(data) if among is None else among
    own = [uri for uri in among if fits(entries[uri], chosen)]
    others = [uri for uri in among if fits(widened(data, entries[uri]), chosen)]
    return list(dict.fromkeys((*own, *others)))


def widened(data: Data, entry: Any) -> Any:
    """An entry with all kinds of each tag of which it has no kind."""
    kinds: dict[str, set[str]] = {}
    for key, tag in tags_of(data).items():
        kinds.setdefault(f"{facet_of(key)}/{tag['broader']}", set()).add(key)
    has = set(entry["tags"])
    more = [kinds[key] for key in has if key in kinds and not kinds[key] & has]
    return {**entry, "tags": has.union(*more)}


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

    `one` and `other` are of the same facet, `across` is of another one, and the questions of some
    entries contain `word`.
    """

    one: str
    other: str
    across: str
    word: str
