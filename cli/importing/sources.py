"""One source file: what it holds, sorted into questions with converted answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from cli.importing.addresses import Addresses
from cli.importing.blocks import Converted, census, convert_block, join_answer, safe_answer
from cli.importing.decoding import decode
from cli.importing.drafts import without_links
from cli.importing.inline import convert_inline
from cli.importing.markdown_reader import read_markdown
from cli.importing.markup import MAX_ADDRESS, Context
from cli.importing.model import Block, Document, Found, Note
from cli.importing.questions import sort_questions
from cli.importing.rest_reader import read_rest
from cli.importing.splitting import strip_answer_mark
from schema.problems import excerpt
from schema.types import MAX_ANSWER

_REST = re.compile(
    r"^\.\. [\w-]+::|^([=~^#*\"'+-])\1{3,}\s*\n\S.*\n\1{4,}\s*$|^\.\. _[^\n]+:", re.M
)
MAX_LINES = 20_000
"""Most lines of a source: a hundred times those of a usual FAQ."""

MAX_QUESTIONS = 1_000
"""How many questions of one source become drafts."""

MAX_BADGES = 5_000
"""Longest paragraph that is looked at for being nothing but badges."""

_FULL = f"the answer would be longer than {MAX_ANSWER:,} characters"
_ADDRESS = re.compile(r"\]\((?:<([^<>]*)>|([^\s()]*))\)")
_MACHINES = {
    "rule": "a line that divides",
    "comment": "a comment",
    "label": "a label that links lead to",
    "definition": "an address of links; it stands in the links",
    "contents": "a table of contents",
    "metadata": "settings of the page",
    "oversized": f"a line of more than {MAX_ANSWER:,} characters",
}


@dataclass(frozen=True, slots=True)
class Lost:
    """A block that is in no record, and why."""

    block: Block
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its answer, ready to be a draft."""

    found: Found
    question: str
    phrasings: tuple[str, ...]
    answer: str
    parts: tuple[Converted, ...]


@dataclass(frozen=True, slots=True)
class SourceContent:
    """What one file holds."""

    format: str
    title: str
    items: tuple[Item, ...]
    lost: tuple[Lost, ...]
    notes: tuple[Note, ...]
    counts: Counter[str]
    """Links and images met, by what became of them."""


def read_source(raw: bytes, name: str, page: str) -> SourceContent:
    """Read a file; `page` is the address at which it is published, if it is known."""
    decoded = decode(raw)
    format = _format(name, decoded.text)
    if decoded.text.count("\n") > MAX_LINES:
        note = Note(1, "warning", "file", f"The file has more than {MAX_LINES:,} lines; divide it.")
        return SourceContent(format, "", (), (), (*decoded.notes, note), Counter())
    document = (read_rest if format == "reST" else read_markdown)(decoded.text)
    return convert_document(document, format, page, decoded.notes)


def _format(name: str, text: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in (".rst", ".rest"):
        return "reST"
    if suffix in (".md", ".markdown", ".mdown", ".mkd"):
        return "Markdown"
    return "reST" if _REST.search(text[:20_000]) else "Markdown"


def convert_document(
    document: Document, format: str, page: str, before: tuple[Note, ...] = ()
) -> SourceContent:
    """Sort the blocks of a document and convert those of answers."""
    context = Context(Addresses(page), document.references)
    split = sort_questions(document)
    notes = [*before, *document.notes, *split.notes]
    lost = [Lost(block, _reason(block, reason, context)) for block, reason in split.others]
    for block, _ in split.others:
        notes += block.notes
    counts: Counter[str] = Counter()
    items = []
    lost += _surplus(split.found[MAX_QUESTIONS:], notes)
    for found in split.found[:MAX_QUESTIONS]:
        item, gone, told = _item(found, context, counts)
        items.append(item)
        lost += gone
        notes += told
    heading = next((block for block in document.blocks if block.kind == "heading"), None)
    title = " ".join(heading.text.split()) if heading else ""
    return SourceContent(format, title, tuple(items), tuple(lost), tuple(notes), counts)


def _surplus(found: tuple[Found, ...], notes: list[Note]) -> Iterator[Lost]:
    """Yield the blocks of the questions that are too many for one source."""
    if found:
        message = f"Left out from here on: more than {MAX_QUESTIONS:,} questions; divide the file."
        notes.append(Note(found[0].line, "warning", "file", message))
    reason = f"the file has more than {MAX_QUESTIONS:,} questions"
    for one in found:
        yield from (Lost(block, reason) for block in (*one.head, *one.answer))


def _reason(block: Block, reason: str, context: Context) -> str:
    """Return why a block that belongs to no question is left out."""
    if block.kind == "paragraph" and len(block.text) <= MAX_BADGES:
        made = convert_block(block, context)
        return reason if made.text else _emptied(made)
    return _MACHINES.get(block.kind, reason)


def _item(
    found: Found, context: Context, counts: Counter[str]
) -> tuple[Item, list[Lost], list[Note]]:
    notes: list[Note] = []
    lost: list[Lost] = []
    parts: list[Converted] = []
    length, full = 0, False
    for block in _without_mark(found.answer):
        if block.kind in _MACHINES or not block.text.strip():
            lost.append(Lost(block, _MACHINES.get(block.kind, "the mark of an answer")))
            notes += block.notes
            continue
        if len(block.text) > MAX_ANSWER:
            lost.append(Lost(block, f"more than {MAX_ANSWER:,} characters"))
            notes.append(_warned(block, "Left out: no answer can be so long."))
            continue
        if full:
            lost.append(Lost(block, _FULL))
            continue
        made = convert_block(block, context)
        if made.text and length + len(made.text) + 2 > MAX_ANSWER - 100:
            full = True  # what follows would stand behind a gap
            lost.append(Lost(block, _FULL))
            notes.append(_warned(block, "Left out, with the rest of the answer: it is too long."))
            continue
        notes += made.notes
        if not made.text:
            lost.append(Lost(block, _emptied(made)))
        else:
            length += len(made.text) + 2
            parts.append(made)
        counts.update(made.counts)
    answer, told = safe_answer(join_answer(parts), found.line)
    question = _question(found.text, found.line, context, notes, counts)
    phrasings = tuple(
        _question(text, found.line, context, notes, counts)[:200].strip()
        for text in found.phrasings
    )
    item = Item(found, question, phrasings, answer, tuple(parts))
    return item, lost, [*notes, *told]


def _warned(block: Block, message: str) -> Note:
    return Note(block.first, "warning", block.kind, message)


def _emptied(made: Converted) -> str:
    kinds = {note.kind for note in made.notes if note.action == "left-out"}
    if "image" in kinds:
        return "nothing but a badge"
    if made.block.kind == "html":
        return "layout of the page"
    return "nothing is left of it"


def _without_mark(answer: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks of an answer, the first paragraph without its `A:`."""
    done = False
    for block in answer:
        if not done and block.kind == "paragraph":
            text, done = strip_answer_mark(block.text)
            yield replace(block, text=text) if done else block
            done = True
        else:
            yield block


def _question(
    text: str, line: int, context: Context, notes: list[Note], counts: Counter[str]
) -> str:
    """Return a question without links, images and HTML: it is one line of simple Markdown."""
    made = convert_inline(" ".join(text.split()), line, context, row=True)
    notes += made.notes
    counts.update(made.counts)
    shown = without_links(made.text)
    if made.counts["link"] and shown != made.text:
        led = ", ".join(found[1] or found[2] for found in _ADDRESS.finditer(made.text))
        message = f"Links of the question are plain text now: {excerpt(led, MAX_ADDRESS)}."
        notes.append(Note(line, "changed", "link", message))
    return re.sub(r"\\([<>])", r"\1", shown)


def leaves(block: Block) -> Counter[str]:
    """Count what a block consists of."""
    if block.kind == "heading":
        return Counter({"heading": 1})
    if block.kind == "oversized" or len(block.text) > MAX_ANSWER:
        return Counter({block.kind: 1})
    return census(block.text) or Counter({block.kind: 1})
