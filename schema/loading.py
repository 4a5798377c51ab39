"""Records from files: which file is which record, and what is wrong with it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schema.catalogue import Card, EntryCard, FacetCard, TagCard, TagKey
from schema.models import Entry, Facet, Model, SourceLink, Tag
from schema.problems import Finding, Problem, did_you_mean, excerpt
from schema.source import MAX_BYTES, Source, parse_source, too_large
from schema.types import ID_PATTERN, MAX_ID

ROOT = "kb"
"""The folder of all records."""

Kind = Literal["entry", "tag", "facet"]

_MODELS: Mapping[Kind, type[Model]] = {"entry": Entry, "tag": Tag, "facet": Facet}


@dataclass(frozen=True, slots=True)
class Place:
    """Which record a file holds, as its path says. `path` is relative to the project."""

    kind: Kind
    path: str
    facet: str
    id: str

    @property
    def docname(self) -> str:
        """The Sphinx document name of the record: its path without the suffix."""
        return self.path.removesuffix(".yaml")

    @classmethod
    def entry(cls, id: str) -> Place:
        """Return the place of an entry."""
        return cls("entry", f"{ROOT}/entries/{id}.yaml", "", id)

    @classmethod
    def tag(cls, key: TagKey) -> Place:
        """Return the place of a tag."""
        return cls("tag", f"{ROOT}/tags/{key.facet}/{key.tag}.yaml", key.facet, key.tag)

    @classmethod
    def facet_index(cls, facet: str) -> Place:
        """Return the place of a facet."""
        return cls("facet", f"{ROOT}/tags/{facet}/index.yaml", facet, facet)

    @classmethod
    def of_path(cls, path: str) -> Place | None:
        """Return the place that a path relative to the project names, None for no record."""
        match PurePosixPath(path).parts:
            case ("kb", "entries", name) if name.endswith(".yaml"):
                return cls.entry(name.removesuffix(".yaml"))
            case ("kb", "tags", facet, "index.yaml"):
                return cls.facet_index(facet)
            case ("kb", "tags", facet, name) if name.endswith(".yaml"):
                return cls.tag(TagKey(facet, name.removesuffix(".yaml")))
            case _:
                return None

    @classmethod
    def of_card(cls, card: Card) -> Place:
        """Return the place of the record that a card was made of."""
        if isinstance(card, EntryCard):
            return cls.entry(card.id)
        return cls.tag(card.key) if isinstance(card, TagCard) else cls.facet_index(card.id)


@dataclass(frozen=True, slots=True)
class Record:
    """A valid record with its place and its source positions."""

    place: Place
    model: Model
    source: Source

    @property
    def card(self) -> Card:
        """The part of the record that other pages show."""
        match self.model:
            case Entry():
                return EntryCard.of(self.place.id, self.model)
            case Tag():
                return TagCard.of(TagKey(self.place.facet, self.place.id), self.model)
            case Facet():
                return FacetCard.of(self.place.id, self.model)


def read_record(place: Place, text: str) -> tuple[Record | None, tuple[Problem, ...]]:
    """Parse the text of a record file and validate it; never raises for any text.

    Returns the record, or None where it cannot be used, and every problem, ordered by position.
    """
    source, problems = parse_source(text, place.path)
    found = [*problems, *_name_problems(place)]
    if source is None:
        return None, tuple(sorted(found))
    model, findings = _validate(_MODELS[place.kind], source.data)
    found += map(source.locate, findings)
    record = Record(place, model, source) if model is not None else None
    return record, tuple(sorted(found))


def read_text(path: Path, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a record file: regular, not too large, UTF-8; anything else is a problem.

    `shown` is the path to name in problems.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None, (_unreadable(shown, "it is not a regular file"),)
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, (_unreadable(shown, (error.strerror or str(error)).lower()),)
    if len(raw) > MAX_BYTES:
        return None, (too_large(shown, max(status.st_size, len(raw))),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"The byte 0x{raw[error.start]:02x} is not UTF-8 text."
        return None, (
            Problem(shown, line, column, "not-utf-8", message, "Save the file as UTF-8."),
        )


_NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)


def _unreadable(shown: str, reason: str) -> Problem:
    message = f"The file cannot be read: {reason}."
    hint = "A record is a regular file with read permission, not a link or a folder."
    return Problem(shown, 1, 1, "unreadable-file", message, hint)


def find_records(project: Path) -> Iterator[Place | Problem]:
    """Walk `kb/`: the place of each record, and a problem for each file that is none.

    Links are not followed. Folders and files are taken in sorted order.
    """
    for directory, folders, files in os.walk(project / ROOT):
        folders.sort()
        for name in (*folders,):
            if (Path(directory) / name).is_symlink():
                yield _unexpected(_relative(project, directory, name), "It is a link.")
                folders.remove(name)
        for name in sorted(files):
            path = _relative(project, directory, name)
            if path in OTHER_FILES or name.startswith("."):
                continue
            place = Place.of_path(path)
            yield place or _unexpected(path, "It is not where a record belongs.")


OTHER_FILES = frozenset({"kb/README.md"})
"""Files below `kb/` that are no records."""


def _relative(project: Path, directory: str, name: str) -> str:
    return (Path(directory) / name).relative_to(project).as_posix()


def _unexpected(path: str, reason: str) -> Problem:
    return Problem(
        excerpt(path, 200),
        1,
        1,
        "unexpected-file",
        reason,
        "Records are kb/entries/<id>.yaml, kb/tags/<facet>/<tag>.yaml "
        "and kb/tags/<facet>/index.yaml.",
    )


def _name_problems(place: Place) -> Iterator[Problem]:
    for name in dict.fromkeys(filter(None, (place.facet, place.id))):
        if not re.fullmatch(ID_PATTERN, name) or len(name) > MAX_ID:
            yield Problem(
                place.path,
                1,
                1,
                "bad-id",
                f"The name '{excerpt(name)}' cannot be an id.",
                f"Rename it: lower-case words joined by '-', at most {MAX_ID} characters.",
            )


def _validate(model: type[Model], data: object) -> tuple[Model | None, list[Finding]]:
    if not isinstance(data, dict):
        message = f"A record is a mapping of fields; this is {_kind_of_value(data)}."
        hint = f"Begin with '{next(iter(model.model_fields))}: …'."
        return None, [Finding("wrong-type", (), message, hint)]
    findings = [
        Finding("empty-field", (key,), f"'{excerpt(str(key))}' has no value.", _EMPTY_HINT, at_key=True)
        for key, value in data.items()
        if value is None and key in model.model_fields
    ]
    filled = {key: value for key, value in data.items() if value is not None}
    try:
        valid = model.model_validate(filled)
    except ValidationError as error:
        empty = {finding.field for finding in findings}
        details = error.errors(include_url=False)
        findings += [_finding(model, detail) for detail in details if detail["loc"] not in empty]
        return None, findings
    return (None if findings else valid), findings


_EMPTY_HINT = "Fill it in, or take the line away if the field is optional."


def _kind_of_value(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{excerpt(value, 30)}'"
        case list():
            return "a list"
        case _:
            return "a mapping"


_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "int_type": "a whole number",
    "model_type": "a mapping",
}


def _finding(model: type[Model], detail: ErrorDetails) -> Finding:
    """Turn one pydantic error into a finding with a code of ours and a hint."""
    kind = detail["type"]
    field = tuple(part for part in detail["loc"] if part != "[key]")
    context = detail.get("ctx", {})
    name = str(field[-1]) if field else ""
    if kind == "missing":
        what = _description(model, field)
        return Finding("missing-field", field, f"The field '{name}' is missing.", what)
    if kind == "extra_forbidden":
        known = _fields_at(model, field).model_fields
        message = f"There is no field '{excerpt(name)}'."
        return Finding("unknown-field", field, message, did_you_mean(name, known), at_key=True)
    if kind in _EXPECTED:
        message = f"Expected {_EXPECTED[kind]}, found {_kind_of_value(detail['input'])}."
        hint = "Put it in quotes." if kind == "string_type" else ""
        return Finding("wrong-type", field, message, hint if _quotable(detail["input"]) else "")
    if kind in ("string_too_long", "too_long"):
        most = context["max_length"]
        message = f"Too long: {len(detail['input']):,}, at most {most:,} are allowed."
        return Finding("too-long", field, message, "Shorten it.")
    if kind in ("string_too_short", "too_short"):
        least = context["min_length"]
        message = f"Too short: {len(detail['input']):,}, at least {least:,} are needed."
        return Finding("too-short", field, message, _description(model, field))
    if kind == "enum":
        message = f"'{excerpt(str(detail['input']))}' is not a {name}."
        choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return Finding("unknown-choice", field, message, did_you_mean(str(detail["input"]), choices))
    if "-" in kind:
        message, _, hint = detail["msg"].partition(". ")
        return Finding(kind, field, message.removesuffix(".") + ".", hint)
    return Finding("invalid-value", field, f"{detail['msg']}.")


def _quotable(value: object) -> bool:
    return isinstance(value, (bool, int, float))


def _fields_at(model: type[BaseModel], field: tuple[str | int, ...]) -> type[BaseModel]:
    return SourceLink if field[0] == "sources" and len(field) > 1 else model


def _description(model: type[BaseModel], field: tuple[str | int, ...]) -> str:
    info = _fields_at(model, field).model_fields.get(str(field[-1])) if field else None
    return (info.description or "") if info else ""
