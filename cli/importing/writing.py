"""Drafts into a folder: all of them or none, and never over a file that is there."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from cli.importing.model import Import
from schema.types import ID_PATTERN, MAX_ID
from schema.writing import create


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
    written: list[Path] = []
    try:
        for draft, path in zip(made.drafts, paths, strict=True):
            create(path, draft.text)
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


def ids_in(folder: Path) -> frozenset[str]:
    """Return the ids of the records in a folder, empty if there is none."""
    if not folder.is_dir():
        return frozenset()
    return frozenset(path.stem for path in folder.glob("*.yaml"))
