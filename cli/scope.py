"""Which records a command is asked about: those of paths, or of the current folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cli.outcome import Misuse
from cli.terminal.progress import progress
from schema.knowledge_base import KnowledgeBase, read
from schema.problems import printable
from schema.records import ROOT, project_of


def knowledge_bases(paths: Sequence[Path]) -> Mapping[Path, Sequence[str]]:
    """Return the projects in which paths lie, each with the paths relative to it.

    Without a path it is the project of the current folder. Raises Misuse.
    """
    chosen: dict[Path, list[str]] = {}
    for path in paths or [Path()]:
        # Not `resolve`: a record that is a link is to be told, not followed.
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        if not os.path.lexists(absolute):
            raise Misuse(f"There is no file or folder '{printable(str(path))}'.")
        project = project_of(absolute)
        within = absolute.relative_to(project).as_posix() if project else ""
        if project is None or within.split("/")[0] not in (".", ROOT):
            raise Misuse(
                f"'{printable(str(path))}' neither holds a folder '{ROOT}/' nor lies in one. "
                "Run this where the records are, or name their folder."
            )
        chosen.setdefault(project, []).append(within)
    return chosen


def knowledge_base_here() -> KnowledgeBase:
    """Read the knowledge base in which the current folder lies. Raises Misuse."""
    project = project_of(Path.cwd())
    if project is None:
        raise Misuse(f"There is no folder '{ROOT}/' here. Run this where the records are.")
    return read(project, track=progress("Reading records"))


def shown_before(project: Path) -> str:
    """Return what stands before the paths of a project where they are shown."""
    return "" if project == Path.cwd() else f"{project.as_posix()}/"


def concerns(path: str, within: Iterable[str]) -> bool:
    """Return whether a path of a project is one of those asked for, or lies in one."""
    return any(one in (".", path) or path.startswith(f"{one}/") for one in within)
