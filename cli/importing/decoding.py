"""The text of a source file in any encoding."""

import re

from charset_normalizer import from_bytes

from cli.importing.model import Note
from schema.phrases import Phrase
from schema.rules.garbling import repaired
from schema.source import HIDDEN

_SUSPECT = re.compile("\u00e2\u20ac|\u00c3[\u0080-\u00bf]|\u9225|\u951b|\u9286|\ufffd")
"""Letters in a row that are probably garbled."""


def decode(raw: bytes) -> tuple[str, list[Note]]:
    """Return the text of a file with clean lines, and a note on every guess and repair."""
    text, notes = _decode(raw)
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    for number, line in enumerate(lines, 1):
        if not line.isascii() or HIDDEN.search(line):
            lines[number - 1] = _clean(line, number, notes)
    return "\n".join(lines), notes


def _warning(line: int, message: str) -> Note:
    return Note(line, "warning", "encoding", message)


def _decode(raw: bytes) -> tuple[str, list[Note]]:
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    lenient = raw.decode("utf-8", "replace")
    is_utf8 = 4 * lenient.count("\ufffd") < sum(not char.isascii() for char in lenient)
    known = ["gb18030", "big5", "shift_jis", "euc_kr", "cp1252", "utf_16", "utf_32"]
    match = None if is_utf8 else from_bytes(raw, cp_isolation=known).best()
    if match is None:
        message = Phrase("Some bytes from here on are not UTF-8; they are written as '\\x..'.")
        return raw.decode("utf-8", "backslashreplace"), [_warning(line, message)]
    guess = Phrase(
        "The file is not UTF-8; it was read as {encoding}. Check its characters.", match.encoding
    )
    return str(match), [_warning(line, guess)]


def _clean(line: str, number: int, notes: list[Note]) -> str:
    """Repair garbled characters where that is certain, and remove invisible ones."""
    if "\ufffd" in line:
        notes.append(
            _warning(number, Phrase("The source has lost a character here; '?' replaces it."))
        )
        line = line.replace("\ufffd", "?")
    better = repaired(line)
    if better != line:
        message = "Repaired garbled characters: UTF-8 that had been read in another encoding."
        notes.append(Note(number, "changed", "encoding", message))
    elif _SUSPECT.search(line):
        notes.append(_warning(number, Phrase("Characters on this line look garbled; check them.")))
    if hidden := set(HIDDEN.findall(better)):
        names = ", ".join(sorted(f"U+{ord(char):04X}" for char in hidden)[:5])
        message = f"Removed invisible characters: {names}."
        notes.append(Note(number, "changed", "hidden-character", message))
    return HIDDEN.sub("", better)
