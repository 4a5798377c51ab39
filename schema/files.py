"""Read text files safely, and write them completely or not at all.

Neither reading nor writing follows a link.
"""

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from schema.codes.files import NOT_UTF_8, UNREADABLE_FILE
from schema.problems import Phrase, Problem
from schema.source import MAX_BYTES, too_large

_DRAFT = re.compile(r"\.kb-[0-9a-f]{16}\.tmp")
"""Names of temporary files: hidden, so never taken for records."""

_ABANDONED = 3600
"""Age in seconds after which a temporary file is left over from a killed command."""


class Changed(Exception):
    """A file has changed since it was read, so writing it would undo that change."""


def read_text(
    path: Path, shown: str, most: int = MAX_BYTES
) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a regular UTF-8 file of at most `most` bytes; `shown` is its path in a problem."""
    try:
        with open(path, "rb", opener=_open) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None, (_unreadable(shown, Phrase("it is not a regular file")),)
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
        byte = f"0x{error.object[error.start]:02x}"
        message = Phrase("The byte {byte} is not UTF-8 text.", byte)
        return None, (NOT_UTF_8.problem(shown, message, line=line, column=column),)


def _open(path: str, flags: int) -> int:
    """Open a file without following a link and without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _unreadable(shown: str, reason: str) -> Problem:
    return UNREADABLE_FILE.problem(shown, Phrase("The file cannot be read: {reason}.", reason))


def reason_of(error: OSError | ValueError) -> str:
    """Return the reason that an error gives, in lowercase for the end of a sentence."""
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return Phrase("it is a link")
    return (getattr(error, "strerror", None) or str(error)).lower()


def has_text(path: Path, text: str) -> bool:
    """Return whether there is a regular file with exactly this text."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == text.encode()


def write_if_changed(path: Path, text: str) -> bool:
    """Write a text to a file unless it has that text, and return whether it was written."""
    if has_text(path, text):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path, text, 0o666) as draft:
        draft.replace(path)
    return True


def create(path: Path, text: str) -> None:
    """Create a file that appears only once its text is complete.

    Raise FileExistsError if there is a file or a link of that name, and another OSError if it
    cannot be written.
    """
    # Without `lasting`: a new file can be made again, and syncing takes 6 ms a file.
    with _draft(path, text, 0o666) as draft:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:  # the file system has no second names
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)


def replace(path: Path, text: str, seen: str) -> None:
    """Replace the text of a file, synced and with the same permissions.

    Raise Changed if the file is no longer a regular one or has a text other than `seen`, and
    OSError if it cannot be written.
    """
    try:
        old = path.lstat()
    except FileNotFoundError:
        raise Changed from None
    if not stat.S_ISREG(old.st_mode):
        raise Changed
    with _draft(path, text, 0o600, lasting=True) as draft:
        with contextlib.suppress(OSError, AttributeError):  # only an administrator may, on POSIX
            os.chown(draft, old.st_uid, old.st_gid)
        draft.chmod(stat.S_IMODE(old.st_mode))
        # As late as possible: nobody saves a file between this and the next line.
        if read_text(path, "", len(seen.encode()) + 4)[0] != seen:  # a byte order mark has 3
            raise Changed
        draft.replace(path)


def linked_folder(project: Path, path: str) -> str | None:
    """Return the first folder on the way from a project to a path that is a link."""
    parents = reversed(Path(path).parents)
    folders = (parent.as_posix() for parent in parents)
    return next((each for each in folders if each != "." and (project / each).is_symlink()), None)


def sweep(folder: Path) -> None:
    """Delete temporary files of killed commands in a folder and below it."""
    for directory, _, names in os.walk(folder):
        for name in filter(_DRAFT.fullmatch, names):
            path = Path(directory, name)
            with contextlib.suppress(OSError):
                if time.time() - path.lstat().st_mtime > _ABANDONED:
                    path.unlink()


@contextlib.contextmanager
def _draft(path: Path, text: str, mode: int, *, lasting: bool = False) -> Iterator[Path]:
    """Write a text to a temporary file beside `path`, which is deleted in the end."""
    draft = path.with_name(f".kb-{secrets.token_hex(8)}.tmp")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        yield draft
    except OSError as error:
        error.filename = os.fspath(path)  # not the draft, and never none
        raise
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
