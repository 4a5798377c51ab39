"""The values of an import: blocks of a source, notes about them, drafts, and the whole result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cli.new_entry.drafting import Todo

PAGE_PARTS: Mapping[str, str] = {
    "rule": "a dividing line",
    "comment": "a comment",
    "label": "a link target",
    "definition": "a link definition; the links have its address",
    "contents": "a table of contents",
    "metadata": "page settings",
}
"""Kinds of blocks that serve the page, not the reader, each with the reason to leave it out."""

ADMONITIONS: Mapping[str, str] = {
    **{name: name for name in ("note", "tip", "hint", "important", "warning", "caution")},
    **dict.fromkeys(("info", "abstract", "summary", "question", "example", "admonition"), "note"),
    **dict.fromkeys(("danger", "error", "failure", "bug"), "warning"),
    **dict.fromkeys(("seealso", "success"), "tip"),
    "attention": "important",
}
"""Admonitions of other dialects, and their names in an answer."""

CODE_DIRECTIVES = frozenset({"code", "code-block", "sourcecode", "code-cell", "parsed-literal"})

Action = Literal["changed", "left-out", "warning"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to report about a line of the source."""

    line: int
    action: Action
    kind: str
    message: str


class Notes:
    """Collects the notes about one block."""

    def __init__(self, first: int, source: str) -> None:
        self._first, self._lines = first, source.split("\n")
        self.notes: list[Note] = []
        self.dead_links: list[str] = []

    def add(self, action: Action, kind: str, message: str, near: str = "") -> None:
        """Add a note on the line that contains the text `near`, or else on the first line."""
        offsets = (offset for offset, line in enumerate(self._lines) if near in line)
        self.notes.append(Note(self._first + next(offsets, 0), action, kind, message))


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source that is carried or left out as a whole."""

    kind: str
    first: int
    """Its first line in the file."""
    last: int
    text: str
    """Markdown; of a block with `html`, only its words until it is converted."""
    level: int = 0
    """Of a heading, from 1; below 0 it is a question in a list."""
    html: str = ""
    """The block as HTML, if its source is not Markdown."""
    exact: bool = True
    """Whether the lines of `text` are lines of the file."""
    notes: tuple[Note, ...] = ()
    dead_links: tuple[str, ...] = ()
    """Addresses that an answer cannot link to."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source as blocks, with the addresses that its links refer to by name."""

    blocks: tuple[Block, ...]
    references: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a source: the block that holds it, and the blocks of its answer."""

    text: str
    style: str
    block: Block
    answer: tuple[Block, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a source: the draft that has it, or the reason why none does."""

    first: int
    last: int
    kind: str
    draft: str = ""
    reason: str = ""
    text: str = ""
    """The source text, if no draft has it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to write to `<id>.yaml`, and where it comes from."""

    id: str
    text: str = field(repr=False)
    question: str = ""
    line: int = 0
    style: str = ""
    section: str = ""
    origin: str = ""
    proposed_tags: tuple[str, ...] = ()
    todo: tuple[Todo, ...] = ()
    exists: bool = False
    """Whether an earlier import wrote the same draft."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What the import made of one source; every block of the source is one of the `pieces`."""

    path: str
    format: str = ""
    drafts: tuple[Draft, ...] = ()
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def carried(self) -> Counter[str]:
        """Number of blocks in drafts, by kind."""
        return Counter(piece.kind for piece in self.pieces if piece.draft)

    def notes_of(self, action: Action) -> tuple[Note, ...]:
        """Return the notes with an action, in the order of their lines."""
        return tuple(note for note in self.notes if note.action == action)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A draft that asks the same as another entry."""

    id: str
    other: str
    known: bool
    """Whether the other entry is in the knowledge base already, not in this import."""
    likeness: float


@dataclass(frozen=True, slots=True)
class Import:
    """The result of an import; nothing is written yet."""

    files: tuple[ImportedFile, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts of all files."""
        return tuple(draft for file in self.files for draft in file.drafts)
