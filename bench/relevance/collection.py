"""Read a test collection: documents, queries, and which documents answer which query.

A collection is a folder of three files in UTF-8:

- ``docs.jsonl``: one JSON object a line with ``id``, ``question``, ``answer`` and, if there are
  any, the lists ``tags`` and ``aliases``;
- ``queries.jsonl``: one JSON object a line with ``id`` and ``text``;
- ``qrels.tsv``: the header ``query_id``, ``doc_id``, ``relevance`` and one judgement a line, its
  relevance a whole number; 0 means that the document does not answer the query.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

DOCS = "docs.jsonl"
QUERIES = "queries.jsonl"
QRELS = "qrels.tsv"
HEADER = ("query_id", "doc_id", "relevance")

Relevant: TypeAlias = Mapping[str, Mapping[str, int]]


class CollectionError(ValueError):
    """A collection cannot be read; the message names file and line, and says what to do."""


@dataclass(frozen=True)
class Doc:
    """One question with its answer, tags and other phrasings."""

    id: str
    question: str
    answer: str
    tags: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """What somebody typed into the search box."""

    id: str
    text: str


@dataclass(frozen=True)
class Collection:
    """Documents, queries, and the relevance of the judged documents for each query."""

    name: str
    docs: tuple[Doc, ...]
    queries: tuple[Query, ...]
    relevant: Relevant


_Item = TypeVar("_Item", Doc, Query)


def read_collection(folder: Path) -> Collection:
    """Return the collection in a folder.

    Raises:
        CollectionError: a file is missing or wrong.
    """
    docs = _read_objects(folder / DOCS, _doc)
    queries = _read_objects(folder / QUERIES, _query)
    relevant = _read_qrels(folder / QRELS, docs, queries)
    for query, where in queries.values():
        if not any(relevance > 0 for relevance in relevant.get(query.id, {}).values()):
            raise CollectionError(
                f"{where}: no document is relevant for query {query.id!r}: "
                f"add one to {QRELS} with a relevance above 0, or remove the query"
            )
    return Collection(
        folder.resolve().name,
        tuple(doc for doc, _ in docs.values()),
        tuple(query for query, _ in queries.values()),
        relevant,
    )


def _read_objects(
    path: Path, make: Callable[[dict[str, object], str], _Item]
) -> dict[str, tuple[_Item, str]]:
    """Return every item of a file by its id, with the place where it stands."""
    items: dict[str, tuple[_Item, str]] = {}
    for where, line in _lines(path):
        try:
            fields = json.loads(line)
        except json.JSONDecodeError as error:
            raise CollectionError(
                f"{where}: not JSON ({error.msg}, column {error.colno}): "
                "write one JSON object on each line"
            ) from error
        if not isinstance(fields, dict):
            raise CollectionError(
                f"{where}: a JSON {_kind(fields)}: write one JSON object on each line"
            )
        item = make(fields, where)
        if item.id in items:
            raise CollectionError(
                f"{where}: the id {item.id!r} is taken by {items[item.id][1]}: give each its own id"
            )
        items[item.id] = item, where
    if not items:
        raise CollectionError(f"{path}:1: the file is empty: write one JSON object on each line")
    return items


def _doc(fields: dict[str, object], where: str) -> Doc:
    return Doc(
        id=_string(fields, "id", where),
        question=_string(fields, "question", where),
        answer=_string(fields, "answer", where, blank=True),
        tags=_strings(fields, "tags", where),
        aliases=_strings(fields, "aliases", where),
    )


def _query(fields: dict[str, object], where: str) -> Query:
    return Query(id=_string(fields, "id", where), text=_string(fields, "text", where))


def _string(fields: dict[str, object], name: str, where: str, *, blank: bool = False) -> str:
    if name not in fields:
        raise CollectionError(f'{where}: no "{name}": add the field, a JSON string')
    value = fields[name]
    if not isinstance(value, str):
        raise CollectionError(f'{where}: "{name}" is a JSON {_kind(value)}: make it a string')
    if not blank and not value.strip():
        raise CollectionError(f'{where}: "{name}" is blank: fill it in')
    return value


def _strings(fields: dict[str, object], name: str, where: str) -> tuple[str, ...]:
    values = fields.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise CollectionError(
            f'{where}: "{name}" is not a list of strings: make it one, or leave the field out'
        )
    return tuple(values)


def _kind(value: object) -> str:
    for kind, name in ((str, "string"), (list, "list"), (dict, "object"), (bool, "boolean")):
        if isinstance(value, kind):
            return name
    return "null" if value is None else "number"


def _read_qrels(
    path: Path,
    docs: Mapping[str, tuple[Doc, str]],
    queries: Mapping[str, tuple[Query, str]],
) -> Relevant:
    relevant: dict[str, dict[str, int]] = {}
    lines = _lines(path)
    where, header = next(lines, (f"{path}:1", ""))
    if tuple(header.split("\t")) != HEADER:
        raise CollectionError(
            f"{where}: the header is missing: begin with {', '.join(HEADER)}, separated by tabs"
        )
    for where, line in lines:
        cells = line.split("\t")
        if len(cells) != len(HEADER):
            raise CollectionError(
                f"{where}: {len(cells)} columns: write {', '.join(HEADER)}, separated by tabs"
            )
        query_id, doc_id, relevance = cells
        for name, one, known, file in (
            ("query", query_id, queries, QUERIES),
            ("document", doc_id, docs, DOCS),
        ):
            if one not in known:
                raise CollectionError(
                    f"{where}: there is no {name} {one!r}: add it to {file}, or correct the id"
                )
        if not (relevance.isascii() and relevance.isdigit()):
            raise CollectionError(
                f"{where}: the relevance is {relevance!r}: write a whole number, 0 or more"
            )
        judged = relevant.setdefault(query_id, {})
        if doc_id in judged:
            raise CollectionError(
                f"{where}: {doc_id!r} is judged for {query_id!r} twice: remove one of the lines"
            )
        judged[doc_id] = int(relevance)
    return relevant


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each line that is not blank."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CollectionError(
            f"{path}: {error.strerror}: a collection is a folder with {DOCS}, {QUERIES} and {QRELS}"
        ) from error
    # Not str.splitlines: it would also split at separators that JSON allows inside a string.
    for number, line in enumerate(content.split(b"\n"), start=1):
        where = f"{path}:{number}"
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r")
        except UnicodeDecodeError as error:
            raise CollectionError(f"{where}: not UTF-8: save the file as UTF-8") from error
        if text.strip():
            yield where, text
