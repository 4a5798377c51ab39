"""Which records a command is asked about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from schema.loading import ROOT, project_of
from schema.problems import printable


class NoRecords(Exception):
    """A path leads to no knowledge base; the message says what to do."""


def knowledge_bases(paths: Sequence[Path]) -> Mapping[Path, Sequence[str]]:
    """Return the projects in which paths lie, each with the paths relative to it.

    Without a path it is the project of the current folder. Raises NoRecords.
    """
    chosen: dict[Path, list[str]] = {}
    for path in paths or [Path()]:
        # Not `resolve`: a record that is a link is to be told, not followed.
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        if not os.path.lexists(absolute):
            raise NoRecords(f"There is no file or folder '{printable(str(path))}'.")
        project = project_of(absolute)
        within = absolute.relative_to(project).as_posix() if project else ""
        if project is None or within.split("/")[0] not in (".", ROOT):
            raise NoRecords(
                f"'{printable(str(path))}' neither holds a folder '{ROOT}/' nor lies in one. "
                "Run this where the records are, or name their folder."
            )
        chosen.setdefault(project, []).append(within)
    return chosen


def shown_before(project: Path) -> str:
    """Return what stands before the paths of a project where they are shown."""
    return "" if project == Path.cwd() else f"{project.as_posix()}/"


def concerns(path: str, within: Iterable[str]) -> bool:
    """Return whether a path of a project is one of those asked for, or lies in one."""
    return any(one in (".", path) or path.startswith(f"{one}/") for one in within)
