"""Text files read safely: regular files only, of limited size, in UTF-8."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from schema.codes.files import NOT_UTF_8, UNREADABLE_FILE
from schema.problems import Problem
from schema.source import MAX_BYTES, too_large


def read_text(
    path: Path, shown: str, most: int = MAX_BYTES
) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a record file: regular, not too large, UTF-8; anything else is a problem.

    `shown` is the path to name in problems, `most` the number of bytes it may have.
    """
    try:
        with open(path, "rb", opener=_open) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None, (_unreadable(shown, "it is not a regular file"),)
            raw = file.read(most + 1)
    except OSError as error:
        return None, (_unreadable(shown, reason_of(error)),)
    if len(raw) > most:
        return None, (too_large(shown, max(status.st_size, len(raw))),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        # The error has the text without a byte order mark.
        *lines, last = error.object[: error.start].split(b"\n")
        line, column = len(lines) + 1, len(last.decode("utf-8")) + 1
        message = f"The byte 0x{error.object[error.start]:02x} is not UTF-8 text."
        return None, (NOT_UTF_8.problem(shown, line, column, message),)


def _open(path: str, flags: int) -> int:
    """Open a file without following a link and without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _unreadable(shown: str, reason: str) -> Problem:
    return UNREADABLE_FILE.problem(shown, 1, 1, f"The file cannot be read: {reason}.")


def reason_of(error: OSError | ValueError) -> str:
    """Return why the system rejected a path, in lower case, for the end of a sentence.

    A path that no file can have raises `ValueError`.
    """
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "it is a link"
    return (getattr(error, "strerror", None) or str(error)).lower()
