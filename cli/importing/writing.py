"""Drafts in a folder: all are written or none, and no file is overwritten."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from cli.importing.model import Draft
from schema.files import create, sweep
from schema.types import ID_PATTERN, MAX_ID


def write(drafts: Iterable[Draft], folder: Path) -> tuple[Path, ...]:
    """Write drafts as `<id>.yaml`, except those of an earlier import, and return their paths.

    Raises FileExistsError if a file exists, and another OSError if one cannot be written; the
    folder is then as it was before.
    """
    texts = {
        folder / f"{_checked(draft.id)}.yaml": draft.text for draft in drafts if not draft.exists
    }
    existing = [path.name for path in texts if os.path.lexists(path)]
    if existing:
        raise FileExistsError(f"These files exist already: {', '.join(existing[:5])}")
    if texts:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
    with contextlib.ExitStack() as undo:
        for path, text in texts.items():
            create(path, text)
            undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()
    return tuple(texts)


def _checked(id: str) -> str:
    if not re.search(ID_PATTERN, id) or len(id) > MAX_ID:
        raise ValueError(f"'{id}' cannot be an id.")
    return id


def read_folder(folder: Path) -> dict[str, str]:
    """Return the texts of the records in a folder by id; empty if the folder does not exist."""
    if not folder.is_dir():
        return {}
    paths = (path for path in folder.glob("*.yaml") if path.is_file())
    return {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in paths}
