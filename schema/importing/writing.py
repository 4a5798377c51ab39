"""Drafts into a folder: all of them or none, and never over a file that is there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from schema.importing.model import Import
from schema.types import ID_PATTERN, MAX_ID


def write(made: Import, folder: Path) -> tuple[Path, ...]:
    """Write the drafts of an import as `<id>.yaml` and return their paths.

    Raises FileExistsError if one of them is there already, and another OSError if one cannot be
    written; the folder is then as it was.
    """
    paths = [folder / f"{_checked(draft.id)}.yaml" for draft in made.drafts]
    existing = [path.name for path in paths if os.path.lexists(path)]
    if existing:
        raise FileExistsError(f"These files exist already: {', '.join(existing[:5])}")
    if not paths:
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as temporary:
        ready = []
        for draft in made.drafts:
            file = Path(temporary) / f"{draft.id}.yaml"
            file.write_text(draft.text, encoding="utf-8", newline="\n")
            ready.append(file)
        written: list[Path] = []
        try:
            for file, path in zip(ready, paths, strict=True):
                _place(file, path)
                written.append(path)
        except BaseException:
            for path in written:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise
    return tuple(paths)


def _checked(id: str) -> str:
    if not re.search(ID_PATTERN, id) or len(id) > MAX_ID:
        raise ValueError(f"'{id}' cannot be an id.")
    return id


def _place(file: Path, path: Path) -> None:
    """Give a finished file its name, which no other file may have."""
    try:
        os.link(file, path)
    except FileExistsError:
        raise
    except OSError:  # the file system knows no second names
        with path.open("xb") as target, file.open("rb") as source:
            try:
                shutil.copyfileobj(source, target)
            except BaseException:
                path.unlink()
                raise


def ids_in(folder: Path) -> frozenset[str]:
    """Return the ids of the records in a folder, empty if there is none."""
    if not folder.is_dir():
        return frozenset()
    return frozenset(path.stem for path in folder.glob("*.yaml"))
