"""Files written whole or not at all: whoever reads one meanwhile finds the old text or the new."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from schema.files import read_text


class Changed(Exception):
    """A file is no longer what was read, so that writing it would undo what somebody did."""


def replace(path: Path, text: str, seen: str) -> None:
    """Give a file a new text; it keeps its permissions.

    Raises:
        Changed: the file is not a regular one any more, or has another text than `seen`.
        OSError: it cannot be written.
    """
    try:
        old = path.lstat()
    except FileNotFoundError:
        raise Changed from None
    if not stat.S_ISREG(old.st_mode):
        raise Changed
    with _finished(path, text, 0o600, lasting=True) as temporary:
        with contextlib.suppress(OSError, AttributeError):  # only an administrator may, on POSIX
            os.chown(temporary, old.st_uid, old.st_gid)
        temporary.chmod(stat.S_IMODE(old.st_mode))
        # As late as can be: between this and the next line nobody saves a file.
        if read_text(path, "", len(seen.encode()) + 4)[0] != seen:  # a byte order mark has 3
            raise Changed
        temporary.replace(path)
    _sync_folder(path.parent)


def create(path: Path, text: str) -> None:
    """Make a new file, which is there only once its text is complete.

    Raises FileExistsError if there is a file or a link of that name, and another OSError if it
    cannot be written.
    """
    # Not `lasting`: what was made a moment ago can be made again, and syncing takes 6 ms a file.
    with _finished(path, text, 0o666, lasting=False) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # the file system knows no second names
            _copy(temporary, path)


@contextlib.contextmanager
def _finished(path: Path, text: str, mode: int, *, lasting: bool) -> Iterator[Path]:
    """Give a file with the text beside `path`, hidden and not a record; it is gone afterwards.

    A `lasting` one survives a power failure from here on.
    """
    temporary = path.with_name(f".kb-{secrets.token_hex(8)}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        yield temporary
    except OSError as error:
        error.filename = os.fspath(path)  # not the temporary file, and never none
        raise
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _copy(source: Path, target: Path) -> None:
    with target.open("xb") as file, source.open("rb") as original:
        try:
            shutil.copyfileobj(original, file)
        except BaseException:
            target.unlink()
            raise


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power failure, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
