"""The values of an import: blocks of a source, its questions, drafts, and notes for the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cli.drafting import Fields, Todo
from schema.phrases import Phrase

PAGE_PARTS: Mapping[str, str] = {
    "title": Phrase("the title"),
    "section": Phrase("a section heading"),
    "rule": Phrase("a horizontal rule"),
    "comment": Phrase("a comment"),
    "label": Phrase("a link target"),
    "definition": Phrase("a definition, resolved where it is used"),
    "contents": Phrase("a table of contents"),
    "metadata": Phrase("page settings"),
}
"""Kinds of blocks that serve the page, not the reader, each with the reason to leave it out."""

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("ul", "ol", "dl"), "list"),
    "blockquote": "quote",
    **dict.fromkeys(("code", "pre"), "code"),
    "table": "table",
    **dict.fromkeys(("aside", "div"), "admonition"),
    "html_block": "html",
    **dict.fromkeys(("hr", "transition"), "rule"),
    **dict.fromkeys(("comment", "myst_line_comment"), "comment"),
    **dict.fromkeys(("target", "myst_target"), "label"),
    "substitution_definition": "definition",
    "front_matter": "metadata",
}
"""Kinds of blocks other than paragraphs by HTML tag, or by token or node without one."""

ADMONITIONS: Mapping[str, str] = {
    **{name: name for name in ("note", "tip", "hint", "important", "warning", "caution")},
    **dict.fromkeys(("info", "abstract", "summary", "question", "example", "admonition"), "note"),
    **dict.fromkeys(("danger", "error", "failure", "bug"), "warning"),
    **dict.fromkeys(("seealso", "success"), "tip"),
    "attention": "important",
}
"""Admonitions of other dialects, and their names in an answer."""

CODE_DIRECTIVES = frozenset({"code", "code-block", "sourcecode", "code-cell", "parsed-literal"})
TOC_DIRECTIVES = frozenset({"contents", "toctree", "tableofcontents"})

Action = Literal["changed", "left-out", "warning"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to report about a line of the source."""

    line: int
    action: Action
    kind: str
    message: str
    text: str = ""
    """The source text that no draft contains."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source that is carried or left out as a whole."""

    kind: str
    first: int
    """Its first line in the file."""
    source: str
    """Its lines in the file."""
    level: int = 0
    """The level of a heading, from 1; 0 elsewhere."""
    html: str = ""
    """The block as HTML; empty if the source is Markdown that an answer may contain."""
    text: str = ""
    """The block as Markdown of an answer, once it is converted; the words of a question."""
    style: str = ""
    """How the source marks the block as a question; empty if it is none."""
    notes: tuple[Note, ...] = ()


class Question(NamedTuple):
    """A question of a source: its block, the blocks of its answer, the headings above it."""

    block: Block
    answer: Sequence[Block]
    section: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to write to `<id>.yaml`, and the blocks it comes from: the question is the first."""

    id: str
    text: str = field(repr=False)
    fields: Fields
    todo: tuple[Todo, ...]
    blocks: tuple[Block, ...]
    exists: bool
    """Whether an earlier import wrote the same draft."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The import of one source: each line is in a block of a draft or in a note."""

    path: str
    drafts: tuple[Draft, ...] = ()
    notes: tuple[Note, ...] = ()

    def notes_of(self, action: Action) -> tuple[Note, ...]:
        """Return the notes with an action, in the order of their lines."""
        return tuple(note for note in self.notes if note.action == action)
