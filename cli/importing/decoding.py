"""Bytes of a source as text: encodings, characters that nobody can see, garbled letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cli.importing.model import Note
from schema.mojibake import looks_garbled, repaired
from schema.source import HIDDEN

MAX_BYTES = 262_144
"""Largest source file: six times the longest FAQ seen. The slowest one of that size takes 1.5 s."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source; its lines end in line feeds and are those of the file."""

    text: str
    notes: tuple[Note, ...]


def decode(raw: bytes) -> Decoded:
    """Return the text of a file whatever its encoding, with a note on all that was guessed."""
    text, notes = _read(raw)
    text = re.sub(r"\r\n?", "\n", text)
    text, mended = _repair(text)
    text, hidden = _show(text)
    return Decoded(text, (*notes, *mended, *hidden))


def _warning(line: int, message: str) -> Note:
    return Note(line, "warning", "encoding", message)


def _read(raw: bytes) -> tuple[str, list[Note]]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            notes = [] if encoding == "utf-8" else [_warning(1, f"The file is {encoding}.")]
            text, more = _lenient(raw[len(mark) :], encoding)
            return text, notes + more
    sample = raw[:4096]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(sample) >= 4 and sample[start::2].count(0) * 5 > len(sample[start::2]) * 2:
            text, more = _lenient(raw, encoding)
            return text, [_warning(1, f"The file was taken for {encoding}."), *more]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    if _MULTIBYTE.search(raw) is None or not _mostly_utf8(raw):
        for encoding, name in (("gb2312", "gb18030"), ("cp1252", "cp1252"), ("latin-1", "latin-1")):
            try:
                raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            message = f"The file is not UTF-8; it was read as {name}. Check its letters."
            return raw.decode(name), [_warning(line, message)]
    return _lenient(raw, "utf-8")


def _mostly_utf8(raw: bytes) -> bool:
    """Return whether few of the bytes beyond ASCII are not part of UTF-8."""
    wrong = raw.decode("utf-8", "replace").count("\ufffd")
    return wrong * 4 < sum(len(found) for found in _MULTIBYTE.findall(raw))


def _lenient(raw: bytes, encoding: str) -> tuple[str, list[Note]]:
    """Decode, with the bytes that cannot be decoded written out in hexadecimal."""
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, "backslashreplace")
        line = raw[: error.start].decode(encoding, "replace").count("\n") + 1
        message = "Bytes that are no text stand as '\\x..' from here on."
        return text, [_warning(line, message)]


def _repair(text: str) -> tuple[str, list[Note]]:
    """Undo UTF-8 that was read as cp1252 or GBK where that is certain; tell where it may be."""
    if text.isascii():
        return text, []
    notes: list[Note] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        better = repaired(line)
        if better != line:
            lines[number - 1] = better
            message = "Garbled letters were repaired: UTF-8 that had been read as another encoding."
            notes.append(Note(number, "changed", "encoding", message))
        elif looks_garbled(line):
            notes.append(_warning(number, "The letters of this line look garbled."))
    return "\n".join(lines), notes


def _show(text: str) -> tuple[str, list[Note]]:
    """Remove characters that nobody can see; what stood for an unknown letter becomes `?`."""
    if HIDDEN.search(text) is None:
        return text, []
    notes = list(_hidden_notes(text))
    return HIDDEN.sub("", text.replace("\ufffd", "?")), notes


def _hidden_notes(text: str) -> Iterator[Note]:
    for number, line in enumerate(text.split("\n"), 1):
        found = HIDDEN.findall(line)
        if not found:
            continue
        names = ", ".join(sorted({f"U+{ord(char):04X}" for char in found})[:5])
        if "\ufffd" in found:
            yield _warning(number, "A letter was lost before the import; '?' stands for it.")
        what = "character" if len(found) == 1 else "characters"
        message = f"{len(found)} {what} that cannot be seen removed: {names}."
        yield Note(number, "changed", "hidden-character", message)
