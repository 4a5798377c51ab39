"""What an import is made of: blocks of a source, what was done to them, drafts and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cli.new_entry.drafting import Todo

Kind = Literal[
    "heading",
    "paragraph",
    "list",
    "quote",
    "code",
    "table",
    "html",
    "admonition",
    "directive",
    "rule",
    "comment",
    "label",
    "definition",
    "contents",
    "metadata",
    "oversized",
]
"""What a block of a source is; several are for machines, not for readers."""

Action = Literal["changed", "left-out", "warning"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of the report should know, with its line in the source."""

    line: int
    action: Action
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source that is kept or left out as a whole.

    `first` and `last` are its lines in the file. `text` is Markdown, whatever the source is; it
    begins on the line `first` unless the source is reST, where only `first` itself is meant.
    """

    kind: Kind
    first: int
    last: int
    text: str
    level: int = 0
    notes: tuple[Note, ...] = ()
    exact: bool = True
    """Whether the lines of `text` are those of the file."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source read: its blocks in order, and the addresses its links name."""

    blocks: tuple[Block, ...]
    references: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A question of a source with the blocks of its answer."""

    text: str
    line: int
    style: str
    head: tuple[Block, ...]
    """The blocks that the question stands in."""
    answer: tuple[Block, ...]
    section: str = ""
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a block of a source went: into a record, or nowhere for a reason."""

    path: str
    first: int
    last: int
    kind: Kind
    record: str
    reason: str
    leaves: Mapping[str, int]
    """What the block consists of: paragraphs, code, tables, headings."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a source that is in no record."""

    line: int
    kind: str
    reason: str
    text: str = ""
    """The piece itself, so that nothing is lost; a very long one only from its beginning."""


@dataclass(frozen=True, slots=True)
class RecordReport:
    """One draft and what is still to do in it."""

    id: str
    question: str
    line: int
    style: str
    section: str
    """The heading above it that is no question."""
    origin: str
    proposed_tags: tuple[str, ...]
    todo: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one source."""

    path: str
    format: str
    styles: Mapping[str, int]
    """How many questions were found in which style."""
    records: tuple[RecordReport, ...]
    blocks: int
    carried: Mapping[str, int]
    """Paragraphs, code, tables, headings, links and images that are in records."""
    left_out: tuple[LeftOut, ...]
    changed: tuple[Note, ...]
    warnings: tuple[Note, ...]

    @property
    def questions(self) -> int:
        """How many questions were found."""
        return sum(self.styles.values())


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A draft that asks what another entry asks."""

    id: str
    other: str
    known: bool
    """Whether the other one is in the knowledge base already, not in this import."""
    likeness: float


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all sources."""

    files: tuple[FileReport, ...]
    duplicates: tuple[Duplicate, ...]

    @property
    def questions(self) -> int:
        """How many questions were found."""
        return sum(file.questions for file in self.files)

    @property
    def records(self) -> int:
        """How many drafts were made."""
        return sum(len(file.records) for file in self.files)

    @property
    def carried(self) -> Counter[str]:
        """What is in records, by kind."""
        total: Counter[str] = Counter()
        for file in self.files:
            total.update(file.carried)
        return total


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be: the file is `<id>.yaml`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Import:
    """All that comes of importing some files; nothing is written yet."""

    drafts: tuple[Draft, ...]
    report: Report
    warnings: tuple[str, ...]
    """The warnings of all files as `file:line: message`."""
    ledger: tuple[Fate, ...] = field(repr=False)
    """Every block of every file, in order, with what became of it."""
