"""Write a new entry; an empty field has a `# To do:` comment above it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cli.layout.formatting import Content, lay_out
from schema.cards import TagKey
from schema.models.entry import Status
from schema.problems import FieldPath, excerpt
from schema.records import Place
from schema.rules.comments import MARK, PLACEHOLDER
from schema.source.comments import Comments


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that the author still has to do for a field."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a new entry."""

    question: str = ""
    phrasings: tuple[str, ...] = ()
    summary: str = ""
    answer: str = ""
    tags: tuple[TagKey, ...] = ()
    reviewed_on: date = field(default_factory=date.today)
    status: Status = Status.DRAFT
    sources: tuple[tuple[str, str], ...] = ()
    """The address of each page and what it supports."""
    origin: str = ""
    tags_are_proposed: bool = False
    language: str = ""
    section: str = ""
    """The heading above the question in an imported file; it becomes a comment."""


def todos(fields: Fields, no_answer: str) -> Iterator[Todo]:
    """Yield what is still to do; `no_answer` is the message for a missing answer."""
    if (missing := 2 - len(fields.phrasings)) > 0:
        message = f"Write {missing} or more other ways a reader would ask this."
        yield Todo("phrasings", message)
    if not fields.summary:
        yield Todo("summary", "Write the answer in one or two plain sentences.")
    if not fields.answer:
        yield Todo("answer", no_answer)
    if not fields.tags:
        yield Todo("tags", "Choose tags; the first one is the home of the entry.")
    elif fields.tags_are_proposed:
        yield Todo(
            "tags", "Check the tags: they were proposed because the text contains their names."
        )
    if fields.status is Status.DRAFT:
        yield Todo(
            "status", "When everything is done, write 'published': the site doesn't list drafts."
        )


def to_yaml(fields: Fields, todo: Sequence[Todo]) -> str:
    """Return the record in canonical layout, with comments for what is to do above the fields."""
    values = dict(_values(fields))
    above: defaultdict[FieldPath, tuple[str, ...]] = defaultdict(tuple)
    if fields.section:
        section = excerpt(fields.section, 150)
        above["question",] = (f"# The heading in the source: {section}",)
    for each in todo:
        above[each.field,] += (f"{MARK} {each.message}",)
    if "sources" not in values and ("sources",) in above:
        values["sources"] = []
    if not fields.answer and ("answer",) in above:
        values["answer"] = f"{PLACEHOLDER}\n"  # a block to write in instead of `""`
    for number, (_, supports) in enumerate(fields.sources):
        if not supports:
            comment = f"{MARK} Say in one line what the page shows."
            above["sources", number, "supports"] = (comment,)
    return lay_out(Place.entry("draft"), Content(values, Comments(above, {})))


def _values(fields: Fields) -> Iterator[tuple[str, Any]]:
    yield "question", fields.question
    yield "phrasings", list(fields.phrasings)
    yield "summary", fields.summary
    lines = (line if line.strip() else "" for line in fields.answer.split("\n"))
    answer = "\n".join(lines).rstrip("\n")
    yield "answer", f"{answer}\n" if answer else ""
    facets: dict[str, list[str]] = {}
    for key in fields.tags:
        facets.setdefault(key.facet, []).append(key.tag)
    yield "tags", facets
    yield "status", fields.status.value
    yield "reviewed_on", fields.reviewed_on.isoformat()
    if fields.sources:
        yield "sources", [{"url": url, "supports": supports} for url, supports in fields.sources]
    if fields.origin:
        yield "origin", [fields.origin]
    if fields.language:
        yield "language", fields.language
