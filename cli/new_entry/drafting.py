"""The text of a new record.

A field that nobody has filled in stays empty, below a `# To do:` comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cli.layout.formatting import lay_out_record
from schema.cards import TagKey
from schema.models import Status
from schema.problems import excerpt
from schema.rules.to_do import MARK, PLACEHOLDER
from schema.tree import Collection, Item, Node, Scalar


@dataclass(frozen=True, slots=True)
class Todo:
    """Something a person has to add."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a new entry; empty ones are still to do."""

    question: str = ""
    phrasings: tuple[str, ...] = ()
    summary: str = ""
    answer: str = ""
    tags: tuple[TagKey, ...] = ()
    reviewed_on: date = field(default_factory=date.today)
    status: Status = Status.DRAFT
    sources: tuple[tuple[str, str], ...] = ()
    """Addresses, each with what the page supports."""
    origin: str = ""
    tags_are_proposed: bool = False
    section: str = ""
    """The heading above the question in an imported source; it becomes a comment."""


def todos(fields: Fields, no_answer: str) -> Iterator[Todo]:
    """Yield what a person has to add; `no_answer` is the message for a missing answer."""
    if (missing := 2 - len(fields.phrasings)) > 0:
        message = f"Write {missing} or more other ways in which a reader would ask."
        yield Todo("phrasings", message)
    if not fields.summary:
        yield Todo("summary", "Write the answer in one or two plain sentences.")
    if not fields.answer:
        yield Todo("answer", no_answer)
    if not fields.tags:
        yield Todo("tags", "Choose tags; the first one is the home of the entry.")
    elif fields.tags_are_proposed:
        yield Todo("tags", "Check the tags: they were proposed because their names occur.")
    if fields.status is Status.DRAFT:
        yield Todo("status", "When all is done, write 'published': drafts are in no list.")


def to_yaml(fields: Fields, todo: Sequence[Todo]) -> str:
    """Return the record in canonical layout, each thing to do as a comment above its field."""
    values = dict(_values(fields))
    if any(each.field == "sources" for each in todo):
        values.setdefault("sources", _list(()))
    if not fields.answer and any(each.field == "answer" for each in todo):
        values["answer"] = Scalar(f"{PLACEHOLDER}\n")  # a block to write in, not two quotes
    items = [
        Item(key, value, tuple(_comment(each.message) for each in todo if each.field == key))
        for key, value in values.items()
    ]
    if fields.section:
        section = f"# In the source below the heading: {excerpt(fields.section, 150)}"
        items[0] = replace(items[0], above=(section, *items[0].above))
    return lay_out_record("entry", _mapping(items))


def _values(fields: Fields) -> Iterator[tuple[str, Node]]:
    yield "question", Scalar(fields.question)
    yield "phrasings", _texts(fields.phrasings)
    yield "summary", Scalar(fields.summary)
    yield "answer", Scalar(_trimmed(fields.answer))
    facets: dict[str, list[str]] = {}
    for key in fields.tags:
        facets.setdefault(key.facet, []).append(key.tag)
    yield "tags", _mapping(Item(facet, _texts(tags)) for facet, tags in facets.items())
    yield "status", Scalar(fields.status.value)
    yield "reviewed_on", Scalar(fields.reviewed_on.isoformat())
    if fields.sources:
        yield "sources", _list(_source(url, supports) for url, supports in fields.sources)
    if fields.origin:
        yield "origin", _texts([fields.origin])


def _source(url: str, supports: str) -> Collection:
    wanted = () if supports else (_comment("Say in one line what the page shows."),)
    return _mapping([Item("url", Scalar(url)), Item("supports", Scalar(supports), wanted)])


def _comment(message: str) -> str:
    return f"{MARK} {message}"


def _texts(texts: Iterable[str]) -> Collection:
    return _list(map(Scalar, texts))


def _list(values: Iterable[Node]) -> Collection:
    return Collection(tuple(Item(None, value) for value in values), is_mapping=False)


def _mapping(items: Iterable[Item]) -> Collection:
    return Collection(tuple(items), is_mapping=True)


def _trimmed(text: str) -> str:
    """Strip whitespace-only and trailing blank lines, and end with a newline."""
    text = "\n".join(line if line.strip() else "" for line in text.split("\n")).rstrip("\n")
    return f"{text}\n" if text.strip() else ""
