"""Find record files and read their texts into records."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, Self, cast

from schema.cards import (
    LOCALIZED,
    Card,
    EntryCard,
    FacetCard,
    Localization,
    TagCard,
    TagKey,
    TranslationCard,
)
from schema.codes import files as codes
from schema.codes.fields import BAD_ID
from schema.evidence.claims import Evidence
from schema.files import linked_folder, reason_of
from schema.markdown.lint import contents
from schema.models import Model, Original
from schema.models.entry import Entry, EntryTranslation
from schema.models.shared import Glossary, Settings, Table
from schema.models.tag import Facet, FacetTranslation, Tag, TagTranslation
from schema.problems import FieldPath, Phrase, Problem, excerpt
from schema.source import Source
from schema.types import ID_PATTERN, MAX_ID

_FREE_TEXT = frozenset(
    {
        *("question", "phrasings", "summary", "answer", "reason", "errors", "supports", "claim"),
        *("label", "description", "aliases", "claims", "term", "note"),
    }
)
"""Fields of free text, which may contain any character."""

ROOT = "kb"
"""The folder of all records."""

Kind = Literal[
    "entry",
    "tag",
    "facet",
    "settings",
    "glossary",
    "table",
    "entry-translation",
    "tag-translation",
    "facet-translation",
]

_KINDS: Mapping[Kind, tuple[type[Model], str]] = {
    "entry": (Entry, "entries/{id}.yaml"),
    "facet": (Facet, "tags/{facet}/index.yaml"),
    "tag": (Tag, "tags/{facet}/{id}.yaml"),
    "settings": (Settings, "settings.yaml"),
    "glossary": (Glossary, "glossary.yaml"),
    "table": (Table, "compatibility/{id}.yaml"),
    "entry-translation": (EntryTranslation, "translations/{language}/{id}.yaml"),
    "facet-translation": (FacetTranslation, "translations/{language}/tags/{facet}/index.yaml"),
    "tag-translation": (TagTranslation, "translations/{language}/tags/{facet}/{id}.yaml"),
}
"""The model of each kind of record, and its path below `kb/`."""

MODELS = {kind: model for kind, (model, _) in _KINDS.items()}
"""The model of each kind of record."""

_PARTS = {part: f"(?P<{part}>[^/]*)" for part in ("id", "facet", "language")}
_PATTERNS = {
    kind: re.compile(f"{ROOT}/{path.replace('.', '[.]').format(**_PARTS)}")
    for kind, (_, path) in _KINDS.items()
}
"""What finds the id, the facet and the language in a path of each kind."""


@dataclass(frozen=True, slots=True)
class Place:
    """The record that a path stands for."""

    kind: Kind
    id: str
    facet: str = ""
    language: str = ""
    """The language of a translation; empty for other records."""

    @property
    def path(self) -> str:
        """The path of the record, relative to the project."""
        path = _KINDS[self.kind][1]
        return f"{ROOT}/{path.format(id=self.id, facet=self.facet, language=self.language)}"

    @property
    def docname(self) -> str:
        """The Sphinx docname of the record: its path without the extension."""
        return self.path.removesuffix(".yaml")

    @property
    def schema_line(self) -> str:
        """The first line of the record, by which an editor finds its schema."""
        folders_up = "../" * (self.path.count("/") - 1)
        return f"# yaml-language-server: $schema={folders_up}{self.kind}.schema.json"

    @property
    def original(self) -> Self | None:
        """The place of what a translation translates; None for other records."""
        kind = cast("Kind", self.kind.removesuffix("-translation"))
        return replace(self, kind=kind, language="") if self.language else None

    def translation(self, language: str) -> Self:
        """Return the place of the translation of an entry, a tag or a facet."""
        return replace(self, kind=cast("Kind", f"{self.kind}-translation"), language=language)

    @classmethod
    def entry(cls, id: str) -> Self:
        """Return the place of an entry."""
        return cls("entry", id)

    @classmethod
    def tag(cls, key: TagKey) -> Self:
        """Return the place of a tag."""
        return cls("tag", key.tag, key.facet)

    @classmethod
    def facet_index(cls, facet: str) -> Self:
        """Return the place of a facet."""
        return cls("facet", facet, facet)

    @classmethod
    def of_path(cls, path: str) -> Self | None:
        """Return the place for a path relative to the project, None if no record can be there."""
        for kind, pattern in _PATTERNS.items():
            if match := pattern.fullmatch(path):
                names = match.groupdict()
                return cls(kind, **{"id": names.get("facet", kind), **names})
        return None

    @classmethod
    def of_card(cls, card: Card) -> Self:
        """Return the place of a card's record."""
        if isinstance(card, EntryCard):
            return cls.entry(card.id)
        if isinstance(card, TranslationCard):
            return cls.entry(card.id).translation(card.language)
        return cls.tag(card.key) if isinstance(card, TagCard) else cls.facet_index(card.id)


@dataclass(frozen=True)
class Record:
    """A record with its place, the evidence for its claims, and its source positions.

    If it is not `whole`, some of its fields are stand-ins: see `schema.field_errors.read_model`.
    """

    place: Place
    model: Model
    source: Source
    whole: bool
    evidence: Evidence
    original: Original | None = None
    """What a translation translates, if that can be read."""
    localization: Localization = LOCALIZED
    names: tuple[str, ...] = ()
    """Label and aliases of a tag in other languages."""

    def states(self, field: str) -> bool:
        """Return whether a field has what its author wrote, or left out, rather than a stand-in."""
        data = self.source.data if isinstance(self.source.data, dict) else {}
        value, read = data.get(field), getattr(self.model, field)
        if isinstance(value, str):
            return str(read).rstrip() == value.rstrip()
        if value is None:
            return not read
        return isinstance(value, list) and isinstance(read, tuple) and len(value) == len(read)

    @cached_property
    def texts(self) -> Sequence[tuple[FieldPath, str]]:
        """The texts that the author wrote in free text, each with its field."""
        return tuple(_free_texts(self.source.data))

    @cached_property
    def card(self) -> Card | None:
        """The part of the record that is shown elsewhere or compared, if there is one."""
        if any(name_problems(self.place)):
            return None  # others would be told to refer to it
        match self.model:
            case Entry():
                answer = self.model.answer
                mentions = tuple(sorted(contents(answer).mentions)) if "{faq:" in answer else ()
                claims = self.evidence.statuses
                return EntryCard.of(self.place.id, self.model, mentions, claims, self.localization)
            case Tag():
                return TagCard.of(TagKey(self.place.facet, self.place.id), self.model, self.names)
            case Facet():
                return FacetCard.of(self.place.id, self.model)
            case EntryTranslation():
                return TranslationCard.of(self.place.id, self.place.language, self.model)
            case _:
                return None


def _free_texts(
    value: object, field: FieldPath = (), name: str = ""
) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _free_texts(item, (*field, key), key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _free_texts(item, (*field, index), name)
    elif isinstance(value, str) and name in _FREE_TEXT:
        yield field, value


def name_problems(place: Place) -> Iterator[Problem]:
    """Yield a problem for each part of a record's path that cannot be an id."""
    names = [place.facet, place.id] if place.kind.startswith("tag") else [place.id]
    for name in names:
        if not re.search(ID_PATTERN, name) or len(name) > MAX_ID:
            message = Phrase("The name '{name}' is not a valid id.", excerpt(name))
            yield BAD_ID.problem(place.path, message)


def project_of(path: Path) -> Path | None:
    """Return the nearest folder with records, going up from an absolute path."""
    folders = (path, *path.parents)
    # Not `is_dir`, which raises where nobody may look.
    return next((one for one in folders if os.path.isdir(one / ROOT)), None)  # noqa: PTH112


def find_shared(project: Path) -> Iterator[Place]:
    """Yield the places of the settings and the glossary, and those of the tables that exist."""
    yield from (Place("settings", "settings"), Place("glossary", "glossary"))
    folder = Place("table", "any").path
    if not linked_folder(project, folder):
        paths = sorted((project / folder).parent.glob("*.yaml"))
        yield from (Place("table", path.stem) for path in paths)


def find_records(project: Path) -> Iterator[Place | Problem]:
    """Walk `kb/` in sorted order: yield the place of each record, and a problem for other files."""
    if (project / ROOT).is_symlink():
        yield _unexpected(ROOT, "It is a link.")
        return
    errors: list[OSError] = []
    for directory, folders, files in os.walk(project / ROOT, onerror=errors.append):
        folder = Path(directory).relative_to(project).as_posix()
        too_deep = folder.count("/") == MAX_FOLDERS  # `os.walk` recurses in Python 3.11
        for name in sorted(folders):
            if (Path(directory) / name).is_symlink():
                yield _unexpected(f"{folder}/{name}", "It is a link.")
            elif too_deep:
                yield _unexpected(f"{folder}/{name}", "It is nested too deep.")
        folders[:] = () if too_deep else sorted(folders)  # `os.walk` follows no links
        for name in sorted(files):
            path = f"{folder}/{name}"
            place = Place.of_path(path)
            if place is not None:
                yield place
            elif (Path(directory) / name).is_symlink():
                yield _unexpected(path, "It is a link.")
            elif path not in OTHER_FILES and not name.startswith("."):
                named = Place.of_path(str(Path(path).with_suffix(".yaml")))
                message = "It is not where a record belongs."
                yield _unexpected(path, "Its name doesn't end in '.yaml'." if named else message)
    for error in errors:
        folder = Path(error.filename).relative_to(project).as_posix()
        message = Phrase("The folder cannot be read: {reason}.", reason_of(error))
        yield codes.UNREADABLE_FILE.problem(folder, message, "Give read permission.")


MAX_FOLDERS = 8
"""Deepest folder below `kb/` that is searched for stray files. Records lie at most four deep."""

OTHER_FILES = frozenset({"kb/README.md", *(f"{ROOT}/{kind}.schema.json" for kind in MODELS)})
"""Files below `kb/` that are not records. Hidden files are allowed too, unless they end in `.yaml`
or are links."""


def _unexpected(path: str, reason: str) -> Problem:
    return codes.UNEXPECTED_FILE.problem(path, reason)
