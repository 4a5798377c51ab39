"""What the filter index must answer, written as plainly as the rules read; the scripts are tested
against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

Data = dict[str, Any]
"""The argument of `faqIndex`."""


def read_data(site: Path) -> Data:
    script = (site / "_static" / "faq-index.js").read_text(encoding="utf-8")
    data: Data = json.loads(script.removeprefix("faqIndex(").rstrip().removesuffix(");"))
    return data


def script_of(data: Data) -> str:
    return f"faqIndex({json.dumps(data)});"


def plain(inline: Any) -> str:
    return inline if isinstance(inline, str) else "".join(text for _, text in inline)


def tags_of(data: Data) -> dict[str, Any]:
    """Every tag by its key, in the order of the data."""
    return {f"{facet['id']}/{tag['id']}": tag for facet in data["facets"] for tag in facet["tags"]}


def facet_of(key: str) -> str:
    return key.split("/", maxsplit=1)[0]


def has_words(data: Data, entry: Any, text: str) -> bool:
    tags = tags_of(data)
    fields = [plain(entry["question"]), plain(entry["summary"]), *entry["phrasings"]]
    for key in entry["tags"]:
        if key in tags:
            fields += [tags[key]["label"], *tags[key]["aliases"]]
    return all(any(word in field.lower() for field in fields) for word in text.lower().split())


def fits(entry: Any, chosen: Iterable[str], except_facet: str | None = None) -> bool:
    """Whether an entry has one of the chosen tags in each facet with chosen tags, but for one."""
    facets = {facet_of(key) for key in chosen} - {except_facet}
    return all(
        any(key in entry["tags"] for key in chosen if facet_of(key) == facet) for facet in facets
    )


def matches(data: Data, text: str = "", chosen: Iterable[str] = ()) -> list[str]:
    """The addresses of the entries that match."""
    chosen = set(chosen) & set(tags_of(data))
    return [
        entry["uri"]
        for entry in data["entries"]
        if has_words(data, entry, text) and fits(entry, chosen)
    ]


def counts(data: Data, text: str = "", chosen: Iterable[str] = ()) -> dict[str, int]:
    chosen = set(chosen) & set(tags_of(data))
    return {
        key: sum(
            key in entry["tags"]
            and has_words(data, entry, text)
            and fits(entry, chosen, except_facet=facet_of(key))
            for entry in data["entries"]
        )
        for key in tags_of(data)
    }


class Picks(NamedTuple):
    """Tags and a word of real data that tell right from wrong answers."""

    one: str
    """A tag."""

    other: str
    """A tag of the same facet that other entries have too."""

    across: str
    """A tag of another facet that some, not all, entries with either of the two have."""

    word: str
    """A word that some, not all, entries contain, one of them with `one`."""


def pick(data: Data) -> Picks:
    for one, other, across in permutations(tags_of(data), 3):
        either = matches(data, chosen=[one, other])
        both = matches(data, chosen=[one, other, across])
        if (
            facet_of(one) == facet_of(other) != facet_of(across)
            and len(matches(data, chosen=[one])) < len(either) < len(data["entries"])
            and 0 < len(both) < len(either)
            and len(both) < len(matches(data, chosen=[across]))
        ):
            return Picks(one, other, across, next(_telling_words(data, one)))
    raise LookupError("no three tags of the records tell either from both")


def _telling_words(data: Data, one: str) -> Iterator[str]:
    tagged = matches(data, chosen=[one])
    for entry in data["entries"]:
        for word in re.findall(r"[a-z]{4,}", plain(entry["question"])):
            found = matches(data, word)
            if len(found) < len(data["entries"]) and not set(tagged).isdisjoint(found):
                yield word
