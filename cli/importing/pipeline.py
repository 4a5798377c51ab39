"""Old FAQs as drafts: reads the files, and writes none."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cli.importing.decoding import decode
from cli.importing.drafts import (
    join_answer,
    link_addresses,
    plain_line,
    question_line,
    summary_of,
)
from cli.importing.links import Links, source_address
from cli.importing.markdown import convert_block, read_markdown
from cli.importing.model import (
    PAGE_PARTS,
    Block,
    Document,
    Draft,
    Duplicate,
    Import,
    ImportedFile,
    Note,
    Piece,
    Question,
)
from cli.importing.questions import find_questions, split_blocks, strip_answer_mark
from cli.importing.rest import read_rest
from cli.new_entry.drafting import Fields, Todo, to_yaml, todos
from cli.new_entry.proposing import Names, Tagger, slug
from schema.catalogue import Catalogue
from schema.files import reason_of
from schema.markdown.inline import parse_inline, plain
from schema.problems import excerpt, printable
from schema.tokens import tokenise
from schema.types import MAX_ANSWER

MAX_BYTES = 1_000_000
"""Size of the largest source; the longest FAQ seen has 40,000 bytes."""

LIKENESS = 0.7
"""Share of common words from which two questions count as the same.

It is lower than that of the rule `similar-question`, because a person looks at these pairs once.
"""

_REST = re.compile(
    r"^\.\. [\w-]+::|^([=~^#*\"'+-])\1{3,}\s*\n\S.*\n\1{4,}\s*$|^\.\. _[^\n]+:", re.MULTILINE
)
_REVIEW_DATE = re.compile(r"^reviewed_on: .*$", re.MULTILINE)


def import_files(
    paths: Sequence[Path],
    catalogue: Catalogue | None,
    today: date,
    *,
    base_url: str = "",
    existing: Mapping[str, str] | None = None,
) -> Import:
    """Return drafts of the questions in Markdown and reStructuredText files.

    A catalogue is searched for tags and for entries that ask the same. `base_url` is the https
    address of the folder in which the sources are published, or of the only source. `existing`
    are the texts in the target folder by id: a draft that is there already keeps its id.
    """
    importer = _Importer(catalogue, today, existing or {})
    names = _relative_names(paths)
    stems = Counter(Path(name).stem.lower() for name in names)
    sources: dict[str, Path] = {}
    files = []
    for path, name in zip(paths, names, strict=True):
        whole = os.path.realpath(str(path).replace("\0", ""))
        if whole in sources:
            same = printable(str(sources[whole]))
            files.append(_unread(path, f"This is the same file as '{same}'; it is read once."))
            continue
        sources[whole] = path
        stem = Path(name).stem
        way = name.rpartition(".")[0] if stems[stem.lower()] > 1 else stem
        page = re.sub(r"[^a-z0-9_]+", "_", way.lower())[-60:].strip("_") or "page"
        files.append(importer.file(path, page, source_address(base_url, name)))
    return Import(tuple(files), tuple(importer.duplicates()))


def _relative_names(paths: Sequence[Path]) -> list[str]:
    """Return the paths relative to the folder that holds all files."""
    absolute = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    try:
        common = os.path.commonpath({os.path.dirname(path) for path in absolute})  # noqa: PTH120
    except ValueError:  # on different drives, or no files
        return [path.name for path in paths]
    return [Path(os.path.relpath(path, common)).as_posix() for path in absolute]


def _unread(path: Path, message: str) -> ImportedFile:
    return ImportedFile(path.as_posix(), notes=(Note(1, "warning", "file", message),))


def _read_bytes(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file, or why it cannot be read."""
    try:
        if path.is_dir():
            return b"", "This is a folder; name the files in it."
        if path.exists() and not path.is_file():
            return b"", "This is not a regular file."
        if path.stat().st_size > MAX_BYTES:
            return b"", f"The file has more than {MAX_BYTES:,} bytes; split it."
        return path.read_bytes(), ""
    except (OSError, ValueError) as error:
        return b"", f"The file cannot be read: {reason_of(error)}."


class _Importer:
    """Imports files one after the other, with ids that are unique among all of them."""

    def __init__(
        self, catalogue: Catalogue | None, today: date, existing: Mapping[str, str]
    ) -> None:
        self._catalogue, self._today = catalogue, today
        self._tagger = Tagger(catalogue) if catalogue else None
        entries = (*catalogue.entries, *catalogue.renamed) if catalogue else ()
        self._names = Names({*existing, *entries})
        self._existing = {_REVIEW_DATE.sub("", text): id for id, text in existing.items()}
        self._questions: list[tuple[str, str]] = []

    def file(self, path: Path, page: str, address: str) -> ImportedFile:
        """Import one file; `page` names it in origins, `address` is where it is published."""
        raw, problem = _read_bytes(path)
        if problem:
            return _unread(path, problem)
        text, notes = decode(raw)
        format = _format(path.suffix.lower(), text)
        try:
            document = read_rest(text) if format == "reST" else read_markdown(text)
        except RecursionError:
            return _unread(path, "The file is nested too deep to be read.")
        lines = text.split("\n")
        blocks = _converted(document, lines, Links(address))
        outline = find_questions(blocks)
        collected = [*notes, *document.notes, *outline.notes]
        collected += [note for block in blocks for note in block.notes]
        title = next((block.text for block in blocks if block.kind == "heading"), path.name)
        sources = ((address, excerpt(plain_line(title), 200)),) if address else ()
        drafts = []
        pieces = [_left_out(block, reason, lines) for block, reason in outline.others]
        for ordinal, question in enumerate(outline.questions, 1):
            answer, others = _fit(question, collected)
            draft = self._draft(question, answer, f"{page}-{ordinal:02}", sources, collected)
            drafts.append(draft)
            pieces += [
                Piece(block.first, block.last, block.kind, draft.id)
                for block in (question.block, *answer)
            ]
            pieces += [_left_out(block, reason, lines) for block, reason in others]
        return ImportedFile(
            path.as_posix(),
            format,
            tuple(drafts),
            tuple(sorted(pieces, key=lambda piece: piece.first)),
            tuple(sorted(set(collected), key=lambda note: (note.line, note.kind, note.message))),
        )

    def _draft(
        self,
        question: Question,
        answer: Sequence[Block],
        origin: str,
        sources: tuple[tuple[str, str], ...],
        notes: list[Note],
    ) -> Draft:
        line, problem = question_line(question.text)
        if addresses := ", ".join(link_addresses(question.text)):
            message = f"Links of the question are text now: {addresses}"
            notes.append(Note(question.block.first, "changed", "link", message))
        markdown = join_answer(answer)
        fields = Fields(
            question=line,
            summary=summary_of(answer),
            answer=markdown,
            tags=self._tagger.propose(line, markdown) if self._tagger else (),
            reviewed_on=self._today,
            sources=sources,
            origin=origin,
            tags_are_proposed=True,
            section=plain_line(question.section),
        )
        todo = (*([problem] if problem else ()), *_todo(fields, answer))
        text = to_yaml(fields, todo)
        words = plain(parse_inline(line))
        existing = self._existing.get(_REVIEW_DATE.sub("", text))
        wanted = slug(words, origin.replace("_", "-"))
        id = existing or self._names.take(wanted)
        if not existing and self._names.was_taken(wanted):
            message = f"The id '{wanted}' is in use, so the draft is '{id}'."
            notes.append(Note(question.block.first, "warning", "id", message))
        self._questions.append((id, words))
        return Draft(
            id,
            text,
            line,
            question.block.first,
            question.style,
            fields.section,
            origin,
            tuple(map(str, fields.tags)),
            todo,
            exists=existing is not None,
        )

    def duplicates(self) -> Iterator[Duplicate]:
        """Yield the drafts that ask the same as an entry, or as a draft before them."""
        entries = self._catalogue.entries.items() if self._catalogue else ()
        known = [(id, plain(card.question)) for id, card in entries]
        yield from find_duplicates(self._questions, known)


def find_duplicates(
    drafts: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]]
) -> Iterator[Duplicate]:
    """Yield the drafts that share most words with a known entry, or with a draft before them.

    Drafts and entries are pairs of id and question.
    """
    rows = [(id, frozenset(tokenise(question))) for id, question in (*known, *drafts)]
    postings: dict[str, list[int]] = {}
    for number, (id, words) in enumerate(rows):
        shared = Counter(other for word in words for other in postings.get(word, ()))
        pairs = [
            (count / (len(words) + len(rows[other][1]) - count), -other)
            for other, count in shared.items()
            if rows[other][0] != id
        ]
        for word in words:
            postings.setdefault(word, []).append(number)
        likeness, other = max(pairs, default=(0.0, 0))
        if number >= len(known) and likeness >= LIKENESS:
            yield Duplicate(id, rows[-other][0], -other < len(known), round(likeness, 2))


def _format(suffix: str, text: str) -> str:
    if suffix in (".rst", ".rest"):
        return "reST"
    if suffix in (".md", ".markdown", ".mdown", ".mkd"):
        return "Markdown"
    return "reST" if _REST.search(text[:20_000]) else "Markdown"


def _converted(document: Document, lines: Sequence[str], links: Links) -> list[Block]:
    """Return the blocks of a document with Markdown that an answer may contain."""

    def convert(block: Block) -> Block:
        source = "\n".join(lines[block.first - 1 : block.last])
        return convert_block(block, source, document.references, links)

    markdown = [convert(block) if block.html else block for block in document.blocks]
    return [block if block.html else convert(block) for block in split_blocks(markdown)]


def _left_out(block: Block, reason: str, lines: Sequence[str]) -> Piece:
    if not block.text.strip():
        is_badge = any(note.kind == "image" for note in block.notes)
        reason = "a badge" if is_badge else "page layout"
    text = "\n".join(lines[block.first - 1 : block.last])
    reason = PAGE_PARTS.get(block.kind, reason)
    return Piece(block.first, block.last, block.kind, reason=reason, text=text)


def _fit(question: Question, notes: list[Note]) -> tuple[list[Block], list[tuple[Block, str]]]:
    """Return the blocks of an answer, and the others with the reason to leave them out."""
    answer: list[Block] = []
    others: list[tuple[Block, str]] = []
    size = 0
    marked = next((block for block in question.answer if block.kind == "paragraph"), None)
    for number, block in enumerate(question.answer):
        text = strip_answer_mark(block.text) if block is marked else block.text
        if block.kind in PAGE_PARTS or not text.strip():
            others.append((block, "the mark of an answer"))
            continue
        size += len(text) + 2
        if size > MAX_ANSWER - 100:
            message = "The answer is too long; it is left out from here on."
            notes.append(Note(block.first, "warning", block.kind, message))
            reason = f"the answer would be longer than {MAX_ANSWER:,} characters"
            return answer, [*others, *((late, reason) for late in question.answer[number:])]
        answer.append(replace(block, text=text))
    return answer, others


def _todo(fields: Fields, answer: Sequence[Block]) -> Iterator[Todo]:
    """Yield what a person has to add to a draft, besides the question."""
    if dead := dict.fromkeys(link for block in answer for link in block.dead_links):
        links = excerpt(", ".join(dead), 300)
        yield Todo("answer", f"These links are only words now; link or reword them: {links}")
    if fields.summary.endswith((":", "：", "…")):  # noqa: RUF001
        yield Todo("summary", "This only introduces the answer; write what the answer says.")
    yield from todos(fields, "The source has no answer; write one.")
