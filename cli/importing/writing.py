"""Drafts in a folder: all are written or none, and no file is overwritten."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from schema.files import create, sweep
from schema.types import ID_PATTERN


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Write records by id as `<id>.yaml`.

    Raise FileExistsError if a file exists, and another OSError if one cannot be written; the
    folder is then as it was before.
    """
    if wrong := [id for id in texts if not re.search(ID_PATTERN, id)]:
        raise ValueError(f"These are not ids: {wrong}.")
    paths = {folder / f"{id}.yaml": text for id, text in texts.items()}
    if existing := [path.name for path in paths if os.path.lexists(path)]:
        raise FileExistsError(f"These files already exist: {', '.join(existing[:5])}.")
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    with contextlib.ExitStack() as undo:
        for path, text in paths.items():
            create(path, text)
            undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()


def read_folder(folder: Path) -> dict[str, str]:
    """Return the texts of the records in a folder by id; empty if the folder does not exist."""
    paths = (path for path in folder.glob("*.yaml") if path.is_file())
    return {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in paths}
