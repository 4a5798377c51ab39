"""The data files of the finder: read from a site, or made from a few words about each entry."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from faq.domain import Document, FaqDomain
from faq.finder.data import FOLDER, finder_files
from sphinx.builders import Builder

from schema.cards import Card, EntryCard, FacetCard, TagCard, TagKey
from schema.catalogue import Catalogue
from schema.index import EntryWords
from schema.markdown.inline import Inline, Piece, plain
from schema.models.entry import Status
from schema.models.tag import Color
from schema.records import Place
from schema.rules import Policy
from tests.browser.model import Data
from tests.schema.test_catalogue import entry_card


@dataclass(frozen=True)
class Written:
    """What an entry says; texts are plain unless they are pieces."""

    id: str
    question: str | Inline
    summary: str | Inline = ""
    phrasings: tuple[str, ...] = ()
    body: str = ""
    tags: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    successor: str | None = None


def data_files(
    entries: Iterable[Written],
    tags: Sequence[TagCard] = (),
    repository: str = "",
    policy: Policy | None = None,
) -> dict[str, str]:
    """The data files of entries by name, as a build would write them.

    Facets and tags are in the order in which they are first named. Facets are labelled by their id
    and take turns with the colors.
    """
    entries = list(entries)
    named = {tag.key: tag for tag in tags}
    for key in (_key(key) for entry in entries for key in entry.tags):
        named.setdefault(key, tag_card(key, len(named)))
    facets = dict.fromkeys(key.facet for key in named)
    cards: list[Card] = [*map(_entry_card, entries), *named.values()]
    cards += (
        FacetCard(id, id.title(), (), order, color)
        for (order, id), color in zip(enumerate(facets), cycle(Color), strict=False)
    )
    words = {Place.entry(entry.id).docname: _words(entry).pack() for entry in entries}
    domain = SimpleNamespace(
        catalogue=Catalogue.of(cards),
        documents={docname: Document(words=packed) for docname, packed in words.items()},
        policy=policy or Policy(),
        language="en",
    )
    return finder_files(cast(FaqDomain, domain), _builder(repository))


def tag_card(
    key: TagKey,
    order: int,
    label: str = "",
    aliases: tuple[str, ...] = (),
    broader: str | None = None,
) -> TagCard:
    return TagCard(key, label or key.tag.title(), (), aliases, order, broader=broader)


def many_entries(count: int) -> list[Written]:
    """Entries of a large site, alphabetical by question."""
    return [
        Written(
            id=f"e{n}",
            question=(Piece("text", f"Question {n:05} about "), Piece("code", f"word_{n % 97}")),
            summary=f"The answer to question {n} in a sentence of a common length.",
            phrasings=(f"another way to ask for number {n}",),
            tags=tuple(dict.fromkeys((f"facet/tag-{n % 20}", f"facet/tag-{n % 7}"))),
        )
        for n in range(count)
    ]


def _key(key: str) -> TagKey:
    facet, _, tag = key.partition("/")
    return TagKey(facet, tag)


def _inline(text: str | Inline) -> Inline:
    return (Piece("text", text),) if isinstance(text, str) else text


def _entry_card(entry: Written) -> EntryCard:
    return replace(
        entry_card(entry.id),
        question=_inline(entry.question),
        summary=_inline(entry.summary),
        tags=tuple(map(_key, entry.tags)),
        status=Status.SUPERSEDED if entry.successor else Status.PUBLISHED,
        superseded_by=entry.successor,
        errors=entry.errors,
    )


def _words(entry: Written) -> EntryWords:
    body = f"{plain(_inline(entry.summary))}\n{entry.body}"
    return EntryWords.of(plain(_inline(entry.question)), entry.phrasings, body)


def _builder(repository: str) -> Builder:
    """All that the data takes from a builder: addresses, settings, which documents there are."""
    env = SimpleNamespace(all_docs={"docs/contribute": 0, "search": 0})
    config = SimpleNamespace(faq_repository_url=repository, faq_branch="main")
    builder = SimpleNamespace(get_target_uri="{}.html".format, env=env, config=config)
    return cast(Builder, builder)


def read_site(site: Path) -> Data:
    """The data of a built site."""
    return read_files({path.name: path.read_text("utf-8") for path in (site / FOLDER).iterdir()})


def read_files(files: dict[str, str]) -> Data:
    """What data files say of entries, by ordinal, and of tags."""
    index = content(files["index.js"])
    names = sorted((name for name in files if name.startswith("cards-")), key=_number)
    rows = [row for name in names for row in content(files[name])]
    fields = ("id", "question", "summary", "tags")
    entries = [dict(zip(fields, row, strict=True)) for row in rows]
    for entry in entries:
        entry["uri"] = index["address"].replace("_", entry["id"])
        entry["question"], entry["summary"] = map(_plain, (entry["question"], entry["summary"]))
    return {"listed": index["listed"], "facets": index["facets"], "entries": entries}


def content(file: str) -> Any:
    """What a data file hands over."""
    return json.loads(file.removeprefix("FaqStore.receive(").removesuffix(");\n"))


def _number(name: str) -> int:
    return int(name.split("-")[1])


def _plain(inline: str | list[tuple[int, str]]) -> str:
    return inline if isinstance(inline, str) else "".join(text for _, text in inline)
