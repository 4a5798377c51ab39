"""The text of a source file, whatever its encoding."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from cli.importing.model import Note
from schema.mojibake import looks_garbled, repaired
from schema.source import HIDDEN

_ENCODINGS = ["gb18030", "big5", "shift_jis", "euc_kr", "cp1252", "utf_16", "utf_32"]
"""Candidates for a file that is not UTF-8."""


def decode(raw: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a file with clean lines, and a note on every guess and repair."""
    text, notes = _decode(raw)
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    for number, line in enumerate(lines, 1):
        if not line.isascii() or HIDDEN.search(line):
            lines[number - 1] = _clean(line, number, notes)
    return "\n".join(lines), tuple(notes)


def _warning(line: int, message: str) -> Note:
    return Note(line, "warning", "encoding", message)


def _decode(raw: bytes) -> tuple[str, list[Note]]:
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    lenient = raw.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    match = from_bytes(raw, cp_isolation=_ENCODINGS).best()
    if match is None or 4 * broken < sum(not char.isascii() for char in lenient):
        message = "Bytes that are not UTF-8 are written as '\\x..' from here on."
        return raw.decode("utf-8", "backslashreplace"), [_warning(line, message)]
    message = f"The file is not UTF-8; it was read as {match.encoding}. Check its letters."
    return str(match), [_warning(line, message)]


def _clean(line: str, number: int, notes: list[Note]) -> str:
    """Repair garbled letters where that is certain, and remove invisible characters."""
    better = repaired(line)
    if better != line:
        message = "Repaired garbled letters: UTF-8 that had been read in another encoding."
        notes.append(Note(number, "changed", "encoding", message))
    elif looks_garbled(line):
        notes.append(_warning(number, "The letters of this line look garbled."))
    if hidden := set(HIDDEN.findall(better)):
        if "\ufffd" in hidden:
            notes.append(_warning(number, "The source has lost a letter here; '?' replaces it."))
        names = ", ".join(sorted(f"U+{ord(char):04X}" for char in hidden)[:5])
        message = f"Removed invisible characters: {names}."
        notes.append(Note(number, "changed", "hidden-character", message))
    return HIDDEN.sub("", better.replace("\ufffd", "?"))
