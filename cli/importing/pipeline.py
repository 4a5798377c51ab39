"""Files of an old FAQ into drafts and a report; reads files, writes none."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath

from cli.importing.addresses import source_address
from cli.importing.blocks import plain_blocks
from cli.importing.decoding import MAX_BYTES
from cli.importing.drafts import left_to_do, question_line, summarise
from cli.importing.duplicates import find_duplicates
from cli.importing.model import (
    Draft,
    Fate,
    FileReport,
    Import,
    LeftOut,
    Note,
    RecordReport,
    Report,
)
from cli.importing.pages import page_names
from cli.importing.sources import Item, SourceContent, leaves, read_source
from cli.new_entry.drafting import Fields, Todo, to_yaml
from cli.new_entry.ids import Names, slug
from cli.new_entry.tagging import Tagger
from schema.catalogue import Catalogue
from schema.failures import reason_of
from schema.markdown.inline import parse_inline, plain
from schema.problems import excerpt, printable

MAX_TEXT = 5_000
"""How many characters of a piece that is left out are in the report."""


def import_files(
    paths: Sequence[Path],
    catalogue: Catalogue | None,
    today: date,
    *,
    base_url: str = "",
    taken: Collection[str] = (),
) -> Import:
    """Make drafts of the questions in Markdown and reST files.

    With a catalogue, tags are proposed and entries that ask the same are told. `base_url` is the
    https address of the folder in which the files are published, or of the file if there is one
    only: it becomes the source of the drafts, and relative links become absolute. `taken` are ids
    that no draft may have, besides those of the catalogue.
    """
    used = {*taken, *(catalogue.entries if catalogue else ()), *_former(catalogue)}
    maker = _Maker(catalogue, today, Names(used))
    names = _relative(paths)
    pages = page_names(map(PurePath, names))
    seen: dict[str, Path] = {}
    for path, name, page in zip(paths, names, pages, strict=True):
        whole = _whole(path)
        if whole in seen:
            same = printable(seen[whole].as_posix())
            maker.refuse(path, f"The file is not read again: it is the same as '{same}'.")
        else:
            seen[whole] = path
            maker.add(path, name, page, source_address(base_url, name))
    return maker.finish()


def _whole(path: Path) -> str:
    """Return the path without links, by which a file that is given twice is known."""
    try:
        return os.path.realpath(path)
    except ValueError:  # no file can have this name
        return str(path)


def _former(catalogue: Catalogue | None) -> Collection[str]:
    return catalogue.renamed if catalogue else ()


def _relative(paths: Sequence[Path]) -> list[str]:
    """Return the paths as seen from the folder that holds all files."""
    absolute = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    if not absolute:
        return []
    folders = {os.path.dirname(path) for path in absolute}  # noqa: PTH120
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # on different drives
        return [path.name for path in paths]
    return [PurePath(os.path.relpath(path, common)).as_posix() for path in absolute]


class _Maker:
    """Collects what the files yield, one after the other."""

    def __init__(self, catalogue: Catalogue | None, today: date, names: Names) -> None:
        self._catalogue, self._today, self._names = catalogue, today, names
        self._tagger = Tagger(catalogue) if catalogue else None
        self._drafts: list[Draft] = []
        self._questions: list[tuple[str, str]] = []
        self._files: list[FileReport] = []
        self._ledger: list[Fate] = []
        self._notes: list[Note] = []  # on the ids of the file that is being read

    def add(self, path: Path, name: str, page: str, address: str) -> None:
        """Read one file and make drafts of its questions."""
        raw, problem = read_bytes(path)
        if raw is None:
            self.refuse(path, problem)
            return
        shown = path.as_posix()
        content = read_source(raw, name, address)
        self._notes.clear()
        records = []
        before = len(self._ledger)
        carried: Counter[str] = Counter()
        for ordinal, item in enumerate(content.items, 1):
            record = self._draft(item, ordinal, page, address, content.title or name)
            records.append(record)
            carried["question"] += 1
            for block in item.found.head:
                self._book(shown, Fate("", block.first, block.last, block.kind, record.id, "", {}))
            for part in item.parts:
                block, counts = part.block, leaves(part.block)
                carried.update(counts)
                fate = Fate("", block.first, block.last, block.kind, record.id, "", counts)
                self._book(shown, fate)
        for lost in content.lost:
            block = lost.block
            fate = Fate("", block.first, block.last, block.kind, "", lost.reason, leaves(block))
            self._book(shown, fate)
        content = replace(content, notes=(*content.notes, *self._notes))
        for kind in ("link", "image"):
            carried[kind] = content.counts[kind] - content.counts[f"{kind} left out"]
        self._ledger[before:] = sorted(self._ledger[before:], key=lambda fate: fate.first)
        blocks = len(self._ledger) - before
        self._files.append(_file_report(shown, content, records, blocks, +carried))

    def refuse(self, path: Path, problem: str) -> None:
        """Take a file into the report that is not read."""
        note = Note(1, "warning", "file", problem)
        self._files.append(FileReport(path.as_posix(), "", {}, (), 0, {}, (), (), (note,)))

    def _book(self, path: str, fate: Fate) -> None:
        self._ledger.append(replace(fate, path=path))

    def _draft(self, item: Item, ordinal: int, page: str, address: str, title: str) -> RecordReport:
        question, wrong = question_line(item.question)
        origin = f"{page}-{ordinal:02}" if ordinal < 1_000 else ""
        bare = plain(parse_inline(question))
        fallback = f"{page}-{ordinal:02}".replace("_", "-")
        wanted = slug(bare, "-".join(filter(None, fallback.split("-"))))
        id = self._names.take(wanted)
        if self._names.was_taken(wanted):
            message = f"'{wanted}' is in use already; the draft is '{id}'. Was it imported before?"
            self._notes.append(Note(item.found.line, "warning", "id", message))
        texts = list(plain_blocks(list(item.parts)))
        fields = Fields(
            question=question,
            phrasings=tuple(text for text in item.phrasings if text and text != question),
            summary=summarise(texts),
            answer=item.answer,
            tags=self._tagger.propose(question, item.answer) if self._tagger else (),
            reviewed_on=self._today,
            sources=((address, excerpt(plain(parse_inline(title)), 200)),) if address else (),
            origin=origin,
            tags_are_proposed=True,
            section=" ".join(item.found.section.split()),
        )
        todo = (*([wrong] if wrong else []), *_links(item), *left_to_do(fields))
        self._drafts.append(Draft(id, to_yaml(fields, todo)))
        self._questions.append((id, bare))
        proposed = tuple(map(str, fields.tags))
        found = item.found
        section = " ".join(found.section.split())
        return RecordReport(id, question, found.line, found.style, section, origin, proposed, todo)

    def finish(self) -> Import:
        """Return all that was made."""
        known = list(_known(self._catalogue)) if self._catalogue else []
        report = Report(tuple(self._files), find_duplicates(self._questions, known))
        warnings = tuple(
            f"{printable(file.path)}:{note.line}: {printable(note.message)}"
            for file in report.files
            for note in file.warnings
        )
        return Import(tuple(self._drafts), report, warnings, tuple(self._ledger))


def _links(item: Item) -> Iterator[Todo]:
    """Yield what is to do about links whose addresses lead nowhere from an answer."""
    if dead := list(dict.fromkeys(address for part in item.parts for address in part.dead)):
        which = excerpt(", ".join(dead), 300)
        message = f"The words of these links lead nowhere now; link them or reword: {which}"
        yield Todo("answer", message)


def _known(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for id, card in catalogue.entries.items():
        yield id, plain(card.question)


def _file_report(
    path: str,
    content: SourceContent,
    records: list[RecordReport],
    blocks: int,
    carried: Counter[str],
) -> FileReport:
    styles = Counter(record.style for record in records)
    left = [
        LeftOut(one.block.first, one.block.kind, one.reason, one.block.text[:MAX_TEXT])
        for one in content.lost
    ]
    notes = sorted(set(content.notes), key=lambda note: (note.line, note.kind, note.message))
    left += [
        LeftOut(note.line, note.kind, f"{note.kind} within a block", note.message)
        for note in notes
        if note.action == "left-out"
    ]
    changed = [note for note in notes if note.action == "changed"]
    warnings = [note for note in notes if note.action == "warning"]
    return FileReport(
        path,
        content.format,
        dict(sorted(styles.items())),
        tuple(records),
        blocks,
        dict(sorted(carried.items())),
        tuple(sorted(left, key=lambda one: (one.line, one.kind))),
        tuple(changed),
        tuple(warnings),
    )


def read_bytes(path: Path) -> tuple[bytes | None, str]:
    """Read a regular file that is not too large; returns None and the reason otherwise."""
    try:
        with open(path, "rb", opener=_open) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None, "The file cannot be read: it is not a regular file."
            raw = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        return None, "This is a folder; name the files in it."
    except (OSError, ValueError) as error:
        return None, f"The file cannot be read: {reason_of(error)}."
    if len(raw) > MAX_BYTES:
        return None, f"The file has more than {MAX_BYTES:,} bytes; divide it."
    return raw, ""


def _open(path: str, flags: int) -> int:
    """Open a file without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
